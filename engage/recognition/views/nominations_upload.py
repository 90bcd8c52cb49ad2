"""Councillors' and residents' nominations by CSV: the template, the look at a file, and taking its good rows."""

from functools import partial

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core import clock, spreadsheets
from engage.core.errors import Conflict, Invalid
from engage.core.htmx import go, page
from engage.directory.imports import uploads
from engage.directory.imports.uploads import Upload
from engage.recognition.actions import nominations_import as acts
from engage.recognition.formats import nominations_csv
from engage.recognition.forms.nominations import UploadForm
from engage.recognition.models import AwardRound
from engage.recognition.queries import nominations_import as queries
from engage.recognition.queries import rounds
from engage.recognition.rules import nominations_file as rules
from engage.recognition.rules.nominations_file import Bad, Fault, Plan
from engage.recognition.views import bp
from engage.recognition.views.rounds_manage import MANAGE

HERE = "/awards/manage/<int:round_id>/upload"
LISTED = 100
WHY = {
    Fault.ORIGIN: "“{value}” is no origin. Write “Councillor” or “Resident”.",
    Fault.NO_NOMINATOR: "Nobody is named as nominator.",
    Fault.TOO_LONG: "It has more than {value} characters.",
    Fault.CATEGORY: "This round has no category “{value}”.",
    Fault.NOBODY: "It names nobody: give a last name, an employee number or a team.",
    Fault.NO_NUMBER: "Nobody here has the employee number “{value}”.",
    Fault.NO_PERSON: "Nobody here is called “{value}”. Look for another spelling, or give the employee number.",
    Fault.SEVERAL: "Several people here are called “{value}”. Give the employee number.",
    Fault.LEFT: "“{value}” does not work here any more, or not yet.",
    Fault.NO_TEAM: "No team here is called “{value}”.",
    Fault.SEVERAL_TEAMS: "Several teams here are called “{value}”.",
    Fault.KIND: "“{value}” takes only people, or only teams, and this row names the other.",
    Fault.NOT_ELIGIBLE: "They are not among those who can be nominated in “{value}”.",
    Fault.NO_WORDS: "Nothing is written under any criterion of the category.",
    Fault.WORDS: "It is too long: use at most {value} words.",
    Fault.YOURSELF: "This row cannot be taken in by you. A colleague in the OD team can upload it.",
    Fault.AGAIN: "This row was taken in before.",
    Fault.TWICE: "The same row stands further up.",
}


def why(bad: Bad) -> str:
    """What is wrong with a row, in a sentence."""
    return (f"{bad.column}: " if bad.column else "") + WHY[bad.code].format(value=bad.value)


@bp.get(HERE)
@MANAGE
def award_upload(round_id: int) -> Response:
    """Where a file is chosen."""
    return _upload(rounds.award_round(round_id), UploadForm(formdata=None))


def _upload(row: AwardRound, form: UploadForm) -> Response:
    return page("recognition/nominations/upload.html", status=422 if form.errors else 200, round=row, form=form,
                columns=[*rules.COLUMNS, *nominations_csv.criteria_of(row)], may=row.stage in acts.UPLOADING,
                most=rules.MOST_ROWS)  # fmt: skip


@bp.get(f"{HERE}/template.csv")
@MANAGE
def award_upload_template(round_id: int) -> Response:
    """The columns, with a row that shows what goes where."""
    row = rounds.award_round(round_id)
    return spreadsheets.download(f"nominations-template-{row.id}", *nominations_csv.template_rows(row))


@bp.post(HERE)
@MANAGE
def award_upload_look(round_id: int) -> Response:
    """Look at the file; nothing is taken in yet."""
    row, form = rounds.award_round(round_id), UploadForm()
    if not form.validate():
        return _upload(row, form)
    if row.stage not in acts.UPLOADING:
        raise Conflict("Nominations are taken in until judging begins. Nothing was changed.")
    try:
        kept = uploads.keep_read(form.file.data, "nominations", current_person().id,
                                 partial(nominations_csv.read, row=row), str(row.id))  # fmt: skip
    except Invalid as invalid:
        form.file.errors = [invalid.message]
        return _upload(row, form)
    return go(url_for(".award_upload_shown", round_id=row.id, token=kept.token))


def _kept(row: AwardRound, token: str) -> Upload:
    return uploads.find(token, current_person().id, "nominations", str(row.id))


def _plan(row: AwardRound, kept: Upload) -> tuple[Plan, list[str]]:
    read, unknown = nominations_csv.read(kept.path, row)
    return rules.plan(read, queries.council(row, read, current_person().id)), unknown


@bp.get(f"{HERE}/<token>")
@MANAGE
def award_upload_shown(round_id: int, token: str) -> Response:
    """What would be taken in, and what is wrong with the other rows."""
    row = rounds.award_round(round_id)
    kept = _kept(row, token)
    plan, unknown = _plan(row, kept)
    return page("recognition/nominations/uploaded.html", round=row, upload=kept, plan=plan, unknown=unknown, why=why,
                listed=LISTED)  # fmt: skip


@bp.get(f"{HERE}/<token>/left-out.csv")
@MANAGE
def award_upload_left_out(round_id: int, token: str) -> Response:
    """The rows that cannot be taken in, with the reason: to be mended and uploaded again."""
    row = rounds.award_round(round_id)
    kept = _kept(row, token)
    plan, _unknown = _plan(row, kept)
    bad = {each.number: why(each) for each in plan.bad}
    return spreadsheets.download(f"nominations-left-out-{row.id}", *nominations_csv.left_out(kept.path, bad))


@bp.post(f"{HERE}/<token>/take")
@MANAGE
def award_upload_take(round_id: int, token: str) -> Response:
    """Take in the good rows; the file stays for its hour, so that the others can be downloaded."""
    row = rounds.award_round(round_id)
    plan, _unknown = _plan(row, _kept(row, token))
    if not plan.good:
        raise Conflict("There is no row in this file that can be taken in, or they were taken in already.")
    taken = acts.take(row, plan.good, clock.now())
    flash(f"{taken} {'nomination is' if taken == 1 else 'nominations are'} taken in.")
    return go(url_for(".award_nominations", round_id=row.id))
