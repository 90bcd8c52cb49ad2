"""Training from the learning system by CSV: the template, the look at a file, and taking its good rows."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.champions.actions import networks_training as acts
from engage.champions.formats import networks_training_csv as csv
from engage.champions.forms.networks import TrainingFileForm
from engage.champions.queries import networks_training as queries
from engage.champions.rules import networks_training_file as rules
from engage.champions.rules.networks_training_file import Bad, Fault, Plan
from engage.champions.views import bp
from engage.champions.views.networks_manage import MANAGE
from engage.core import spreadsheets
from engage.core.errors import Conflict, Invalid
from engage.core.htmx import go, page
from engage.directory.imports import uploads
from engage.directory.imports.uploads import Upload

HERE = "/networks/manage/training"
KIND, LISTED = "training", 100
WHY = {
    Fault.NO_NUMBER: "It has no employee number.",
    Fault.NOBODY: "Nobody here has the employee number “{value}”.",
    Fault.LEFT: "Whoever has the number “{value}” does not work here any more, or not yet.",
    Fault.NOT_IN: "Whoever has the number “{value}” is in no network, so their training is not kept here.",
    Fault.NO_COURSE: "No course is named.",
    Fault.TOO_LONG: "It has more than {value} characters.",
    Fault.NO_DAY: "It has no date.",
    Fault.DAY: "“{value}” is no date. Write it as 27/3/2027 or 2027-03-27.",
    Fault.FUTURE: "“{value}” is in the future.",
    Fault.LONG_AGO: "“{value}” is too long ago or too far ahead.",
    Fault.ORDER: "It expires before it was done.",
    Fault.AGAIN: "This training is entered already.",
    Fault.TWICE: "The same training stands further up.",
}


def why(bad: Bad) -> str:
    """What is wrong with a row, in a sentence."""
    return (f"{bad.column}: " if bad.column else "") + WHY[bad.code].format(value=bad.value)


@bp.get(HERE)
@MANAGE
def training_upload() -> Response:
    """Where a file is chosen."""
    return _upload(TrainingFileForm(formdata=None))


def _upload(form: TrainingFileForm) -> Response:
    return page("champions/networks/upload.html", status=422 if form.errors else 200, form=form, columns=rules.COLUMNS,
                most=rules.MOST_ROWS)  # fmt: skip


@bp.get(f"{HERE}/template.csv")
@MANAGE
def training_template() -> Response:
    """The columns, with a row that shows what goes where."""
    return spreadsheets.download("training-template", *csv.TEMPLATE)


@bp.post(HERE)
@MANAGE
def training_look() -> Response:
    """Look at the file; nothing is taken in yet."""
    form = TrainingFileForm()
    if not form.validate():
        return _upload(form)
    try:
        kept = uploads.keep_read(form.file.data, KIND, current_person().id, csv.read)
    except Invalid as invalid:
        form.file.errors = [invalid.message]
        return _upload(form)
    return go(url_for(".training_shown", token=kept.token))


def _kept(token: str) -> Upload:
    return uploads.find(token, current_person().id, KIND)


def _plan(kept: Upload) -> tuple[Plan, list[str]]:
    rows, unknown = csv.read(kept.path)
    return rules.plan(rows, queries.council(rows)), unknown


@bp.get(f"{HERE}/<token>")
@MANAGE
def training_shown(token: str) -> Response:
    """What would be taken in, and what is wrong with the other rows."""
    kept = _kept(token)
    plan, unknown = _plan(kept)
    return page("champions/networks/uploaded.html", upload=kept, plan=plan, unknown=unknown, why=why, listed=LISTED)


@bp.get(f"{HERE}/<token>/left-out.csv")
@MANAGE
def training_left_out(token: str) -> Response:
    """The rows that cannot be taken in, with the reason: to be put right and uploaded again."""
    kept = _kept(token)
    plan, _unknown = _plan(kept)
    return spreadsheets.download("training-left-out", *csv.left_out(kept.path, {b.number: why(b) for b in plan.bad}))


@bp.post(f"{HERE}/<token>/take")
@MANAGE
def training_take(token: str) -> Response:
    """Take in the good rows; the file stays for its hour, so that the others can be downloaded."""
    plan, _unknown = _plan(_kept(token))
    if not plan.good:
        raise Conflict("There is no row in this file that can be taken in, or they were taken in already.")
    taken = acts.take(plan.good)
    flash(f"{taken} {'course is' if taken == 1 else 'courses are'} taken in.")
    return go(url_for(".manage_networks"))
