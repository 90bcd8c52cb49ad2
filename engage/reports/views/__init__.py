"""Reports: making them, commenting on them, their documents, and the archive."""

from flask import Blueprint

from engage.access import Permission, requires
from engage.core.navigation import Entry

bp = Blueprint("reports", __name__, url_prefix="/reports")
MANAGE = requires(Permission.REPORTS_MANAGE)

DESK = (Entry("Reports: committee papers, directorates, exceptions", "reports.index", 70, Permission.REPORTS_MANAGE),)

from engage.reports.views import (  # noqa: E402  # the routes hang on bp
    comments,  # noqa: F401
    documents,  # noqa: F401
    editing,  # noqa: F401
    layout,  # noqa: F401
    sections,  # noqa: F401
    standing,
    template,  # noqa: F401
)

LINKS = {"report": standing.link}
