"""Reporting a problem with what somebody wrote, and deciding about it."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.admin.forms.moderation import NoteForm, ReportForm
from engage.admin.views import bp
from engage.core import clock
from engage.core import moderation as core
from engage.core.htmx import go, page
from engage.directory import queries_accounts

DECIDES = requires(Permission.MODERATE)


@bp.get("/reports/<string:kind>/<int:object_id>")
@signed_in
def report_problem(kind: str, object_id: int) -> Response:
    """What it is about, where to turn with harm, and a field for what is wrong."""
    return _report(kind, object_id, core.seen(kind, object_id), ReportForm(formdata=None))


@bp.post("/reports/<string:kind>/<int:object_id>")
@signed_in
def send_report(kind: str, object_id: int) -> Response:
    """Put it before the OD team."""
    thing, form = core.seen(kind, object_id), ReportForm()
    if not form.validate():
        return _report(kind, object_id, thing, form, 422)
    core.report(kind, object_id, form.reason.data or "", current_person().id, clock.now())
    return go(url_for(".reported"))


def _report(kind: str, object_id: int, thing: core.Excerpt, form: ReportForm, status: int = 200) -> Response:
    return page("admin/report.html", status=status, kind=kind, object_id=object_id, thing=thing, form=form)


@bp.get("/reports/sent")
@signed_in
def reported() -> Response:
    """Thanks, and what happens now."""
    return page("admin/report_sent.html", months=core.KEPT_MONTHS)


@bp.get("/admin/moderation")
@DECIDES
def moderation() -> Response:
    """What waits for a decision, the oldest first."""
    found = core.cases(request.args.get("page", 1, type=int))
    return page("admin/moderation.html", found=found)


@bp.get("/admin/moderation/decided")
@DECIDES
def moderation_decided() -> Response:
    """What was decided, the newest first, and what can be brought back."""
    found = core.decided(request.args.get("page", 1, type=int))
    names = queries_accounts.names([each.decided_by_id for each in found.rows if each.decided_by_id])
    return page("admin/moderation_decided.html", found=found, names=names, months=core.KEPT_MONTHS)


@bp.get("/admin/moderation/<string:kind>/<int:object_id>")
@DECIDES
def moderation_case(kind: str, object_id: int) -> Response:
    """One reported thing, with everything that was said of it."""
    return _case(kind, object_id, NoteForm(formdata=None))


def _case(kind: str, object_id: int, form: NoteForm, status: int = 200) -> Response:
    return page("admin/moderation_case.html", status=status, case=core.case(kind, object_id), form=form)


@bp.post("/admin/moderation/<string:kind>/<int:object_id>/<any(hide, keep, restore):act>")
@DECIDES
def decide_report(kind: str, object_id: int, act: str) -> Response:
    """Hide it, keep it, or bring back what was hidden."""
    form, me = NoteForm(), current_person().id
    if not form.validate():
        return _case(kind, object_id, form, 422)
    note = form.note.data or ""
    if act == "restore":
        core.restore(kind, object_id, note, me, clock.now())
        flash("It is back where it was.")
        return go(url_for(".moderation_decided"))
    core.decide(kind, object_id, act == "hide", note, me, clock.now())
    flash("It is hidden. You can bring it back." if act == "hide" else "It stays as it is.")
    return go(url_for(".moderation"))
