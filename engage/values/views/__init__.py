"""The pages of this feature."""

from flask import Blueprint, Response

from engage.access import signed_in
from engage.core.htmx import page
from engage.core.moderation import Moderated
from engage.core.navigation import Entry
from engage.core.switches import Switch

bp = Blueprint("values", __name__, url_prefix="/values")

NAV = (Entry("Values", "values.index", 20),)


@bp.get("/")
@signed_in
def index() -> Response:
    """Where this feature begins."""
    return page("values/index.html")


# The routes hang on bp.
from engage.values.views import (  # noqa: E402
    feedback,
    feedback_answer,  # noqa: F401
    feedback_list,  # noqa: F401
    feedback_manage,  # noqa: F401
    feedback_report,
    feedback_running,  # noqa: F401
)

SWITCHES: tuple[Switch, ...] = (*feedback.SWITCHES,)
MODERATED: dict[str, Moderated] = {**feedback_report.MODERATED}
