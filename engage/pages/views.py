"""The pages of this feature."""

from flask import Blueprint, Response

from engage.access import signed_in
from engage.core.htmx import page
from engage.core.navigation import Entry

bp = Blueprint("pages", __name__, url_prefix="/guides")

NAV = (Entry("Guides and help", "pages.index", 30),)


@bp.get("/")
@signed_in
def index() -> Response:
    """Where this feature begins."""
    return page("pages/index.html")
