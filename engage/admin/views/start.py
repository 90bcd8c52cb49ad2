"""Where administration begins."""

from dataclasses import dataclass

from flask import Response

from engage.access import Permission, current_person, requires
from engage.admin.views import bp
from engage.core.htmx import page


@dataclass(frozen=True)
class Area:
    """One thing an administrator looks after."""

    title: str
    endpoint: str
    about: str
    permission: Permission


# Twelve at most: whoever administers should see all of it at once.
AREAS = (
    Area("People", "admin.people", "Find somebody: their posts, and a new code.", Permission.PEOPLE_MANAGE),
    Area("Units", "admin.units", "Directorates, services and teams as they stand.", Permission.PEOPLE_MANAGE),
    Area("Imports", "admin.imports", "Bring in people and units, see and undo it.", Permission.PEOPLE_MANAGE),
    Area("One-time codes", "admin.codes", "For first sign-ins and lost passwords.", Permission.PEOPLE_MANAGE),
    Area("Roles", "admin.roles", "Who is in the OD team, who is administrator.", Permission.ROLES_MANAGE),
    Area("Who may do what", "admin.permissions", "The policy in words, by role.", Permission.ROLES_MANAGE),
    Area("Settings", "admin.settings", "What is in force, and what it means.", Permission.SWITCHES_MANAGE),
    Area("Outbox", "admin.outbox", "What waits to be sent, and what failed.", Permission.OUTBOX_READ),
    Area("Switches", "admin.switches", "What stays off until it is signed.", Permission.SWITCHES_MANAGE),
    Area("Data protection", "governance.index", "Notices, assessments, requests for data.", Permission.POLICY_READ),
    Area("Retention", "admin.retention", "How long everything is kept, and legal holds.", Permission.RETENTION_MANAGE),
    Area("Audit log", "admin.audit", "Who did what, and when.", Permission.AUDIT_READ),
)


@bp.get("/admin")
@requires(Permission.PEOPLE_MANAGE)
def start() -> Response:
    """What this person may look after."""
    me = current_person()
    return page("admin/start.html", areas=[area for area in AREAS if me.may(area.permission)])
