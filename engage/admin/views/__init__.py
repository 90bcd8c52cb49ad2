"""Administration that crosses features, and whether the service is well."""

from flask import Blueprint

from engage.access import Permission
from engage.admin import queries_start
from engage.core.navigation import Entry

bp = Blueprint("admin", __name__)

NAV = (Entry("Administration", "admin.start", 80, Permission.PEOPLE_MANAGE),)
START = queries_start
# What was reported is the OD team's to decide, who do not administer.
DESK = (Entry("What colleagues reported", "admin.moderation", 80, Permission.MODERATE),)

# The routes hang on bp.
from engage.admin.views import (  # noqa: E402
    audit,  # noqa: F401
    codes,  # noqa: F401
    health,  # noqa: F401
    holds,  # noqa: F401
    imports,  # noqa: F401
    moderation,  # noqa: F401
    outbox,  # noqa: F401
    people,  # noqa: F401
    retention,  # noqa: F401
    roles,  # noqa: F401
    settings,  # noqa: F401
    start,  # noqa: F401
    switches,  # noqa: F401
)
