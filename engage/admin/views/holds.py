"""Legal holds: what must be kept whatever the rules say."""

from flask import Response, flash, url_for

from engage.access import Permission, current_person, requires
from engage.admin import queries_retention as queries
from engage.admin.forms.holds import HoldForm, LiftForm
from engage.admin.views import bp
from engage.core import clock, holding
from engage.core import holds as core
from engage.core.errors import Conflict, NotThere
from engage.core.holds import LegalHold
from engage.core.htmx import go, page
from engage.directory import queries as directory
from engage.directory import queries_accounts

RETENTION = requires(Permission.RETENTION_MANAGE)
NOBODY = "Nobody has this employee number or e-mail."


@bp.get("/admin/retention/holds")
@RETENTION
def holds() -> Response:
    """Those in force, those that were lifted, and a form for the next."""
    return _list(HoldForm(formdata=None))


@bp.post("/admin/retention/holds")
@RETENTION
def set_hold() -> Response:
    """From now on no rule deletes what it covers."""
    form = _offer(HoldForm())
    valid = form.validate()
    if not (form.names_its_thing() and valid):
        return _list(form, 422)
    person_id = _person(form) if form.covers.data == "person" else None
    if form.errors:
        return _list(form, 422)
    try:
        holding.set_hold(
            form.reason.data or "", current_person().id, clock.now(), person_id=person_id,
            unit_id=int(form.unit.data) if form.covers.data == "unit" else None,
            kind=form.kind.data if form.covers.data == "kind" else "",
        )  # fmt: skip
    except Conflict as problem:
        form.covers.errors = [problem.message]
        return _list(form, 422)
    flash("The hold is set. No rule deletes what it covers.")
    return go(url_for(".holds"))


@bp.get("/admin/retention/holds/<int:hold_id>")
@RETENTION
def hold(hold_id: int) -> Response:
    """One hold, and what it takes to end it."""
    return _one(_found(hold_id), LiftForm(formdata=None))


@bp.post("/admin/retention/holds/<int:hold_id>/review")
@RETENTION
def review_hold(hold_id: int) -> Response:
    """It is still needed."""
    holding.review(_found(hold_id), clock.now())
    flash("The hold stays. Its next review is in a year.")
    return go(url_for(".holds"))


@bp.post("/admin/retention/holds/<int:hold_id>/lift")
@RETENTION
def lift_hold(hold_id: int) -> Response:
    """It ends, with the reason."""
    row, form = _found(hold_id), LiftForm()
    if not form.validate():
        return _one(row, form, 422)
    holding.lift(row, form.why.data or "", current_person().id, clock.now())
    flash("The hold is lifted. What it covered is deleted when its time is over.")
    return go(url_for(".holds"))


def _found(hold_id: int) -> LegalHold:
    row = core.hold(hold_id)
    if row is None:
        raise NotThere("There is no such hold.")
    return row


def _person(form: HoldForm) -> int | None:
    known = queries_accounts.candidate((form.number.data or "").strip(), clock.today())
    if known is None:
        form.number.errors = [NOBODY]
        return None
    return known.person_id


def _offer(form: HoldForm) -> HoldForm:
    return form.offer(directory.all_unit_names(), [(name, rule.what) for name, rule in queries.rules().items()])


def _list(form: HoldForm, status: int = 200) -> Response:
    return page(
        "admin/holds.html", status=status, form=_offer(form), today=clock.today(),
        holds=queries.shown(core.holds()), lifted=queries.shown(core.holds(lifted=True)),
    )  # fmt: skip


def _one(row: LegalHold, form: LiftForm, status: int = 200) -> Response:
    return page("admin/hold.html", status=status, form=form, hold=queries.shown([row])[0], today=clock.today())
