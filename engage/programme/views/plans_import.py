"""Plans from a file: looked at first, then taken in as a whole or not at all."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.directory.imports import uploads
from engage.directory.imports.uploads import Upload
from engage.programme.actions import plans_import as actions
from engage.programme.actions.items import Why
from engage.programme.formats import plan_csv
from engage.programme.forms.plans import PlanFileForm, TakeForm
from engage.programme.queries import plans_import as queries
from engage.programme.queries.plans_import import Looked
from engage.programme.rules.plan_lines import COLUMNS, MORE, NEEDED, Bad, Fault
from engage.programme.views import bp
from engage.programme.views.plans_manage import MANAGE

HERE = "/programme/manage/import"
KIND, LISTED = "plans", 100
WHY = {
    Fault.EMPTY: "nothing stands here, and it is needed.",
    Fault.LONG: "it has more than {value} characters.",
    Fault.FORMULA: "“{value}” begins as a formula does. Write it as words or numbers.",
    Fault.MONTH: "“{value}” is no month between 1990 and 2100. Write it as 2027-04.",
    Fault.QUARTER: "a quarterly output needs the first and the last month of a quarter, such as 2027-04 and 2027-06.",
    Fault.BACKWARDS: "“{value}” lies before “from”.",
    Fault.AMOUNT: "“{value}” is no amount. Write it as 25000 or 1250.50.",
    Fault.NEGATIVE: "“{value}” is below 0.",
    Fault.ABSURD: "“{value}” is too large to be meant.",
    Fault.NOT_HERE: "a row of the kind “{value}” has no place for it.",
    Fault.LEVEL: "“{value}” stands under nothing: fill in the level above.",
    Fault.WORD: "“{value}” is not known here. The list below says what can stand here.",
    Fault.PERIOD: "a target or an actual needs both “from” and “to”.",
    Fault.UNIT: "the measure counts in another unit than “{value}”: give one target, in the unit it has.",
    Fault.TWICE: "the same thing stands in row {value}.",
    Fault.DISAGREES: "row {value} says something else of the same item.",
    Fault.LEAD: "“{value}” is nobody here. Write the e-mail address or the employee number.",
}


def why(bad: Bad) -> str:
    """Where something is wrong, and what."""
    return f"Row {bad.row}, {bad.column}: {WHY[bad.fault].format(value=bad.value)}"


@bp.get(HERE)
@MANAGE
def import_plans() -> Response:
    """Where a file is chosen."""
    return _choose(PlanFileForm(formdata=None))


def _choose(form: PlanFileForm, status: int = 200) -> Response:
    return page("programme/plans/manage/import.html", status=status, form=form, columns=COLUMNS, more=MORE,
                needed=NEEDED, most=plan_csv.MOST)  # fmt: skip


@bp.post(HERE)
@MANAGE
def look_at_plans() -> Response:
    """Look at the file; nothing is taken in yet."""
    form = PlanFileForm()
    if not form.validate():
        return _choose(form, 422)
    try:
        kept = uploads.keep_read(form.file.data, KIND, current_person().id, plan_csv.lines)
    except Invalid as invalid:
        form.file.errors = [invalid.message]
        return _choose(form, 422)
    return go(url_for(".imported_plans", token=kept.token))


def _looked(token: str) -> tuple[Upload, Looked]:
    kept = uploads.find(token, current_person().id, KIND)
    return kept, queries.looked(*plan_csv.lines(kept.path))


@bp.get(f"{HERE}/<token>")
@MANAGE
def imported_plans(token: str) -> Response:
    """What would be added, changed and left, or everything that is wrong."""
    return _show(*_looked(token), TakeForm(formdata=None))


def _show(kept: Upload, looked: Looked, form: TakeForm, status: int = 200) -> Response:
    return page("programme/plans/manage/imported.html", status=status, upload=kept, looked=looked, form=form, why=why,
                listed=LISTED, said=actions.said)  # fmt: skip


@bp.post(f"{HERE}/<token>/take")
@MANAGE
def take_plans(token: str) -> Response:
    """Take all of it in."""
    kept, looked = _looked(token)
    form = TakeForm()
    if not form.validate():
        return _show(kept, looked, form, 422)
    if looked.bad or not looked.changes_anything:
        raise Conflict("There is nothing in this file to take in, or it was taken in already.")
    try:
        touched = actions.take(
            looked.looks, looked.leads, Why(current_person().id, clock.now(), form.reason.data or "")
        )
    except Invalid as problem:
        form.reason.errors = [problem.message]
        return _show(kept, looked, form, 422)
    uploads.discard(kept)
    flash(f"{count(touched, 'item')} added or changed.")
    return go(url_for(".manage_plans"))
