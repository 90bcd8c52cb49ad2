"""What can go wrong, each mapped to one answer in one place."""

from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, current_app, g, redirect, render_template, request
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException, Unauthorized
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from engage.core import db

STALE = (
    "This page was opened before you last signed in, or has been changed. Nothing was sent. "
    "Go back, copy anything long that you typed, reload the page and try again."
)
PAGES = {400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503}


class Problem(Exception):
    """A refusal that a person can read; `status` is its HTTP answer."""

    status = 500

    def __init__(self, message: str = "", problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)


class Refused(Problem):
    """May see it, but not do this."""

    status = 403


class NotThere(Problem):
    """Not there, or not to be seen by this person: the answer is the same."""

    status = 404


class Conflict(Problem):
    """The thing has moved on: the act no longer fits its state."""

    status = 409


class Invalid(Problem):
    """What was sent cannot be taken; nothing was changed."""

    status = 422


class TooMany(Problem):
    """Tried too often."""

    status = 429


class SignedOut(Unauthorized):
    """Nobody is signed in any more: where to go on to, and what was typed, sealed for whoever typed it."""

    def __init__(self, onward: str, typed: str | None) -> None:
        super().__init__()
        self.onward = onward
        self.typed = typed


def init_app(app: Flask) -> None:
    """Map every error to its page."""
    app.before_request(_limit)
    app.before_request(_refuse_nul)
    app.before_request(_mend_address)
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _limit() -> None:
    """A form without files may be as large as one with them is apart from these, and no larger."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def _refuse_nul() -> None:
    """PostgreSQL takes no NUL and SQLite does: neither is asked."""
    if "\0" in request.path or b"%00" in request.query_string:
        raise BadRequest


def _mend_address() -> Response | None:
    """A missing slash: Werkzeug's own redirect repeats the Host header, which anybody may write."""
    found = request.routing_exception
    if not isinstance(found, RequestRedirect):
        return None
    parts = urlsplit(found.new_url)
    return redirect(urlunsplit(("", "", "/" + parts.path.lstrip("/"), parts.query, "")), code=found.code)


def _problem(error: Problem) -> tuple[str, int]:
    return _page(error.status, error.message, error.problems)


def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
    if isinstance(error, SignedOut):
        return _page(401, onward=error.onward, typed=error.typed)
    if isinstance(error, CSRFError):
        return _page(400, STALE)
    code = error.code or 500
    return _page(code) if code >= 400 else error


def _unexpected(error: Exception) -> tuple[str, int]:
    if db.is_bad_value(error):
        return _page(400)
    # The traceback may hold what was typed: its type and place are enough to find the fault.
    current_app.logger.error("unexpected", extra={"facts": {"error": _where(error)}})
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise error
    return _page(503 if db.is_unavailable(error) else 500)


def _where(error: Exception) -> str:
    trace, last = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        last = f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {last}"


def page_before() -> str:
    """The page of ours that the form was on, where it can be asked for again; else nothing."""
    try:
        before = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    adapter = current_app.create_url_adapter(request)
    if before.netloc != request.host or adapter is None or not adapter.test(before.path, "GET"):
        return ""
    return before.path + (f"?{before.query}" if before.query else "")


def _page(status: int, message: str = "", problems: Sequence[str] = (), **more: str | None) -> tuple[str, int]:
    wording = status if status in PAGES else (400 if status < 500 else 500)
    db.abandon()
    if status == 503:
        # Who it is would be asked of the very database that does not answer.
        g._login_user = AnonymousUserMixin()
    words = {"status": wording, "message": message, "problems": problems, "path": request.path, "back": page_before()}
    return render_template("errors/error.html", **words, **more), status
