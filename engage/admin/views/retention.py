"""How long everything is kept, for whoever signs it off, and what is due."""

from flask import Response

from engage.access import Permission, requires
from engage.admin import queries_retention as queries
from engage.admin.views import bp
from engage.core import clock, holds
from engage.core.htmx import page

RETENTION = requires(Permission.RETENTION_MANAGE)


@bp.get("/admin/retention")
@RETENTION
def retention() -> Response:
    """Each kind of record: how long, what becomes of it, what is due now, and the last run."""
    return page(
        "admin/retention.html",
        parts=queries.overview(clock.now()),
        held=len(holds.holds()),
        to_review=holds.to_review(clock.today()),
    )


@bp.get("/admin/retention/due")
@RETENTION
def retention_due() -> Response:
    """What a run would delete now, in 30 and in 90 days: counts and kinds, never what is in it."""
    at = clock.now()
    return page("admin/retention_due.html", lines=queries.due(at), days=queries.days(at))
