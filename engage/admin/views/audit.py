"""The record of who did what."""

from flask import Response, request

from engage.access import Permission, requires
from engage.admin.views import bp
from engage.core import audit as core
from engage.core.htmx import page
from engage.directory import queries_accounts

ROWS = 50


@bp.get("/admin/audit")
@requires(Permission.AUDIT_READ)
def audit() -> Response:
    """The newest acts first, 50 at a time, of one kind or all."""
    kind = request.args.get("kind", "")[:40]
    events = core.latest(ROWS + 1, request.args.get("before", type=int), kind)
    shown = events[:ROWS]
    return page(
        "admin/audit.html",
        events=[(event, core.facts_in_words(event)) for event in shown],
        names=queries_accounts.names([event.actor_id for event in shown if event.actor_id]),
        kinds=core.kinds(),
        kind=kind,
        older=shown[-1].id if len(events) > ROWS else None,
        newest=request.args.get("before") is None,
    )
