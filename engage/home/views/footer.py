"""The pages the footer leads to."""

from flask import Response

from engage.access import public, viewer_or_none
from engage.core import moderation
from engage.core.htmx import page
from engage.home import queries
from engage.home.views import bp


@bp.get("/help")
@public
def help_page() -> Response:
    """Where to turn; for whoever is signed in also the council's own pages of help."""
    me = viewer_or_none()
    return page("home/help.html", pages=queries.help_pages(me) if me else ())


@bp.get("/privacy")
@public
def privacy() -> Response:
    """What is recorded about people, and what is not."""
    return page("home/privacy.html", report_months=moderation.KEPT_MONTHS)


@bp.get("/accessibility")
@public
def accessibility() -> Response:
    """The accessibility statement."""
    return page("home/accessibility.html")
