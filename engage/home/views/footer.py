"""Help, which the footer leads to."""

from flask import Response

from engage.access import public, viewer_or_none
from engage.core.htmx import page
from engage.home import queries
from engage.home.views import bp


@bp.get("/help")
@public
def help_page() -> Response:
    """Where to turn; for whoever is signed in also the council's own pages of help."""
    me = viewer_or_none()
    return page("home/help.html", pages=queries.help_pages(me) if me else ())
