"""The settings in force, and the policy in words."""

from flask import Response, current_app

from engage import config
from engage.access import GRANTS, Permission, Role, requires
from engage.admin import rules
from engage.admin.views import bp
from engage.core.htmx import page


@bp.get("/admin/settings")
@requires(Permission.SWITCHES_MANAGE)
def settings() -> Response:
    """Each setting: what is in force, what it is by default, and what it means; never a secret."""
    return page("admin/settings.html", lines=config.in_force(current_app.extensions["settings"]))


@bp.get("/admin/permissions")
@requires(Permission.ROLES_MANAGE)
def permissions() -> Response:
    """Who may do what: the table that decides, and what hangs on the thing itself."""
    return page(
        "admin/permissions.html",
        roles=list(Role), permissions=list(Permission), grants=GRANTS, about=rules.ROLES, objects=rules.OBJECTS,
    )  # fmt: skip
