"""The pages of this feature."""

from flask import Blueprint, Response

from engage.access import signed_in
from engage.core.htmx import page
from engage.core.navigation import Entry

bp = Blueprint("values", __name__, url_prefix="/values")

NAV = (Entry("Values", "values.index", 20),)


@bp.get("/")
@signed_in
def index() -> Response:
    """Where this feature begins."""
    return page("values/index.html")


# The routes hang on bp.
from engage.values.views import feedback  # noqa: E402

SWITCHES = (*feedback.SWITCHES,)
MODERATED = {**feedback.MODERATED}
