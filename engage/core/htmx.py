"""A page and its fragments; and the one way to send someone on."""

from typing import Any

from flask import Response, make_response, redirect, render_template
from htmx_flask import Htmx, request

htmx = Htmx()


def wants_fragment() -> bool:
    """Whether htmx asks for a part: not for a boosted link, not for a page out of history."""
    asked = request.htmx
    return bool(asked) and not asked.boosted and not asked.history_restore_request


def page(template: str, *, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """The whole page, or its fragment to htmx."""
    name = fragment if fragment and wants_fragment() else template
    response = make_response(render_template(name, **context), status)
    response.vary.add("HX-Request")
    return response


def go(url: str) -> Response:
    """Send someone on: 303, or to htmx a header, since fetch would follow a 303 into the target."""
    if wants_fragment():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = url
        return response
    answer = redirect(url, code=303)
    return make_response(answer)
