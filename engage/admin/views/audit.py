"""The record of who did what."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Response, request

from engage.access import Permission, requires
from engage.admin.forms.audit import AuditForm
from engage.admin.views import bp
from engage.core import audit as core
from engage.core import clock, fields
from engage.core.formatting import plain
from engage.core.htmx import page
from engage.directory import queries, queries_accounts

ROWS = 50


@bp.get("/admin/audit")
@requires(Permission.AUDIT_READ)
def audit() -> Response:
    """The newest acts first, 50 at a time; all of them, or those that are looked for."""
    form = AuditForm(request.args)
    form.act.choices = _choices("Every act", core.acts())
    form.kind.choices = _choices("Everything", core.kinds())
    if not form.validate():
        return page("admin/audit.html", status=422, form=form)
    events = core.search(_wanted(form), ROWS + 1, request.args.get("before", type=int))
    shown = events[:ROWS]
    return page(
        "admin/audit.html",
        fragment="admin/_audit_table.html",
        form=form,
        events=[(event, core.facts_in_words(event)) for event in shown],
        names=queries_accounts.names([event.actor_id for event in shown if event.actor_id]),
        older=shown[-1].id if len(events) > ROWS else None,
        newest=request.args.get("before") is None,
        asked={field.name: field.data for field in form if field.data},
    )


def _choices(everything: str, found: Sequence[str]) -> list[tuple[str, str]]:
    return [("", everything), *((one, plain(one)) for one in found)]


def _wanted(form: AuditForm) -> core.Wanted:
    since, until = fields.day(form.since.data), fields.day(form.until.data)
    return core.Wanted(
        act=(form.act.data or "")[:60],
        kind=(form.kind.data or "")[:40],
        object_id=form.object_id.data or "",
        actor_ids=_people(form.person.data or ""),
        since=clock.begins(since) if since else None,
        until=clock.begins(_after(until)) if until else None,
    )


def _people(words: str) -> Sequence[int] | None:
    """The first fifty whose name or number holds each word; None where nobody is looked for."""
    return [person.id for person in queries.people(1, words).rows] if words else None


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
