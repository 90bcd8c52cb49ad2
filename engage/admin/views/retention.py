"""How long everything is kept, for whoever signs it off, and what is due."""

from flask import Response, flash, url_for
from flask.typing import ResponseReturnValue

from engage.access import Permission, requires
from engage.admin import queries_retention as queries
from engage.admin.views import bp
from engage.core import clock, holds
from engage.core.htmx import go, page
from engage.core.retention import count

RETENTION = requires(Permission.RETENTION_MANAGE)


@bp.get("/admin/retention")
@RETENTION
def retention() -> Response:
    """Each kind of record: how long, what becomes of it, what was due when it was counted, and the last run."""
    return page(
        "admin/retention.html",
        parts=queries.overview(),
        counted_at=queries.counted_at(),
        held=len(holds.holds()),
        to_review=holds.to_review(clock.today()),
    )


@bp.get("/admin/retention/due")
@RETENTION
def retention_due() -> Response:
    """What a run would delete now, in 30 and in 90 days: counts and kinds, never what is in it."""
    at = queries.counted_at()
    return page("admin/retention_due.html", lines=queries.due(), at=at, days=queries.days(at or clock.now()))


@bp.post("/admin/retention/due")
@RETENTION
def count_due() -> ResponseReturnValue:
    """Count it anew, as after setting a hold."""
    for rule in queries.rules().values():
        count(rule, clock.now())
    flash("Counted anew.")
    return go(url_for(".retention_due"))
