"""How long everything is kept, for whoever signs it off."""

from flask import Response

from engage.access import Permission, requires
from engage.admin import queries
from engage.admin.views import bp
from engage.core.htmx import page


@bp.get("/admin/retention")
@requires(Permission.AUDIT_READ)
def retention() -> Response:
    """Each kind of record: how long, and what becomes of it; as the code that deletes it says."""
    return page("admin/retention.html", parts=queries.kept())
