"""The start page, and the pages the footer leads to."""

from flask import Blueprint, Response, make_response

from engage.access import Permission, current_person, public, signed_in
from engage.core import clock, files
from engage.core.htmx import page
from engage.core.navigation import Entry
from engage.home import queries, rules

bp = Blueprint("home", __name__)

NAV = (
    Entry("Start", "home.start", 0),
    Entry("What we heard", "home.what_we_heard", 55, Permission.HEARD_READ),
)


@bp.get("/")
@signed_in
def start() -> Response:
    """What is waiting for this person, and what the last survey found."""
    return page(
        "home/start.html",
        greeting=rules.greeting(clock.local(clock.now()).hour),
        start=queries.start(current_person()),
    )


@bp.get("/help")
@public
def help_page() -> Response:
    """Where to turn."""
    return page("home/help.html")


@bp.get("/privacy")
@public
def privacy() -> Response:
    """What is recorded about people, and what is not."""
    return page("home/privacy.html")


@bp.get("/accessibility")
@public
def accessibility() -> Response:
    """The accessibility statement."""
    return page("home/accessibility.html")


@bp.get("/files/<int:file_id>")
@signed_in
def file(file_id: int) -> Response:
    """A file, for whoever may see the thing it hangs on; always as a download, never shown in the page."""
    found = files.fetch(file_id)
    response = make_response(found.content)
    response.headers["Content-Type"] = found.content_type
    response.headers.set("Content-Disposition", "attachment", filename=found.name)
    return response


from engage.home import views_heard  # noqa: E402, F401  # its routes hang on bp
