"""The pages of this feature."""

from flask import Blueprint, Response

from engage.access import signed_in
from engage.core.htmx import page
from engage.core.navigation import Entry

bp = Blueprint("consultation", __name__, url_prefix="/consultations")

NAV = (Entry("Have your say", "consultation.index", 15),)


@bp.get("/")
@signed_in
def index() -> Response:
    """Where this feature begins."""
    return page("consultation/index.html")
