"""Administration that crosses features, and whether the service is well."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry

bp = Blueprint("admin", __name__)

NAV = (Entry("Administration", "admin.start", 80, Permission.PEOPLE_MANAGE),)

# The routes hang on bp.
from engage.admin.views import audit, codes, health, imports, outbox, people, reports, roles, start  # noqa: E402, F401
