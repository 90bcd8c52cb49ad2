"""The start page, and the files that hang on things."""

from flask import Response, make_response

from engage.access import current_person, signed_in
from engage.core import clock, files, navigation
from engage.core.htmx import page
from engage.home import queries, rules
from engage.home.views import bp


@bp.get("/")
@signed_in
def start() -> Response:
    """What is waiting for this person, and what the last survey found."""
    me = current_person()
    return page(
        "home/start.html",
        greeting=rules.greeting(clock.local(clock.now()).hour),
        start=queries.start(me),
        desk_pages=navigation.desk(me.may),
    )


@bp.get("/files/<int:file_id>")
@signed_in
def file(file_id: int) -> Response:
    """A file, for whoever may see the thing it hangs on; always as a download, never shown in the page."""
    found = files.fetch(file_id)
    response = make_response(found.content)
    response.headers["Content-Type"] = found.content_type
    response.headers.set("Content-Disposition", "attachment", filename=found.name)
    return response
