"""Measures of an item: made by the OD team, their actual figures entered by the lead officer too."""

from collections.abc import Sequence

from flask import Response, flash, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.programme.actions import measures as actions
from engage.programme.forms.measures import FiguresForm, MeasureForm, PeriodsForm, figures_form
from engage.programme.models import Item, Measure, MeasurePeriod
from engage.programme.queries import equality
from engage.programme.queries import measures as queries
from engage.programme.queries.boards_seen import Seen, seen, to_update
from engage.programme.rules.kinds import Better, MeasureUnit
from engage.programme.rules.measures import BETTER, UNITS, shown
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame, form_page
from engage.programme.views.milestones import back_to

MANAGE = requires(Permission.PROGRAMME_MANAGE)


@bp.get("/programme/manage/items/<int:item_id>/measures/new")
@MANAGE
def new_measure(item_id: int) -> Response:
    """An empty form."""
    return _new(seen(item_id, current_person()).item, MeasureForm(formdata=None))


@bp.post("/programme/manage/items/<int:item_id>/measures")
@MANAGE
def add_measure(item_id: int) -> Response:
    """One more."""
    item, form = seen(item_id, current_person()).item, MeasureForm()
    if not form.validate():
        return _new(item, form)
    try:
        row = actions.add(item, form.name.data or "", MeasureUnit(form.unit.data), Better(form.better.data),
                          form.saving.data)  # fmt: skip
    except Invalid as problem:
        blame(form, problem)
        return _new(item, form)
    flash("The measure is added. Say next for which periods it is counted.")
    return go(url_for(".new_periods", measure_id=row.id))


def _new(item: Item, form: MeasureForm) -> Response:
    action = url_for(".add_measure", item_id=item.id)
    return form_page(form, "Add a measure", back_to(item), "Add the measure", action=action)


@bp.get("/programme/manage/measures/<int:measure_id>/periods")
@MANAGE
def new_periods(measure_id: int) -> Response:
    """Periods to add."""
    return _periods(queries.measure(measure_id), PeriodsForm(formdata=None))


@bp.post("/programme/manage/measures/<int:measure_id>/periods")
@MANAGE
def add_periods(measure_id: int) -> Response:
    """So many periods, one after the other."""
    row, form = queries.measure(measure_id), PeriodsForm()
    if not form.validate() or form.first.on is None:
        return _periods(row, form)
    try:
        actions.add_periods(row, form.first.on, int(form.length.data), form.count.data or 1, form.target.value)
    except Invalid as problem:
        blame(form, problem)
        return _periods(queries.measure(measure_id), form)
    flash("The periods are added.")
    return go(url_for(".measure_figures", measure_id=measure_id))


def _periods(row: Measure, form: PeriodsForm) -> Response:
    back = (url_for(".measure_figures", measure_id=row.id), row.name)
    return form_page(form, "Add periods", back, "Add the periods")


@bp.get("/programme/measures/<int:measure_id>/figures")
@signed_in
def measure_figures(measure_id: int) -> Response:
    """All periods of a measure in one form."""
    row = queries.measure(measure_id)
    found, periods = to_update(row.item_id, current_person()), queries.periods(measure_id)
    form = figures_form(periods, formdata=None)
    form.show(periods)
    return _figures(found, row, periods, form)


@bp.post("/programme/measures/<int:measure_id>/figures")
@signed_in
def enter_figures(measure_id: int) -> Response:
    """What was typed; what is left empty is not known."""
    row = queries.measure(measure_id)
    found, periods = to_update(row.item_id, current_person()), queries.periods(measure_id)
    form = figures_form(periods)
    if not form.validate():
        return _figures(found, row, periods, form)
    entered = [made for each in periods if (made := _entered(found, row, form, each)) is not None]
    try:
        reason = form.reason.data or ""
        changed = actions.enter(found.item, row, entered, reason, current_person().id, clock.now())
    except Invalid as problem:
        blame(form, problem)
        return _figures(found, row, periods, form)
    flash(f"{count(changed, 'period is', 'periods are')} saved." if changed else "Nothing was changed.")
    return go(back_to(found.item)[0])


def _entered(found: Seen, row: Measure, form: FiguresForm, period: MeasurePeriod) -> actions.Entered | None:
    """What somebody has changed of a period: a field that was left as it was keeps what others entered meanwhile."""
    changed = {what: form.changed(period.id, what) for what in ("target", "actual", "note")}
    changed["target"] = changed["target"] and found.manages
    # What comes from the equality figures is not typed over.
    changed["actual"] = changed["actual"] and not row.equality_group
    if not any(changed.values()):
        return None
    return actions.Entered(
        period,
        form.of(period.id, "target").value if changed["target"] else period.target,
        form.of(period.id, "actual").value if changed["actual"] else period.actual,
        (form.of(period.id, "note").data or "") if changed["note"] else period.note,
    )


def _figures(found: Seen, row: Measure, periods: Sequence[MeasurePeriod], form: FiguresForm) -> Response:
    return page("programme/standing/figures.html", status=422 if form.errors else 200, form=form, row=row,
                item=found.item, manages=found.manages, periods=periods, shown=shown, units=UNITS,
                better=BETTER, beside=equality.beside(row, periods))  # fmt: skip
