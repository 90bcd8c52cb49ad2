"""Running a round: each change of its stage is a POST to a named act; and the key of its box."""

from flask import Response, flash, url_for

from engage.ballots.download import MOST_BACKUP, backup_file, in_page
from engage.ballots.forms import HolderForm, TryBackupForm
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.values.actions import feedback_key as keys
from engage.values.actions import feedback_rounds as actions
from engage.values.queries import feedback as queries
from engage.values.views import bp
from engage.values.views.feedback_manage import MANAGE


def _back(round_id: int) -> Response:
    return go(url_for(".feedback_round", round_id=round_id))


@bp.post("/feedback/manage/<int:round_id>/open")
@MANAGE
def feedback_open(round_id: int) -> Response:
    """People may propose from now on."""
    actions.open_round(queries.round_(round_id))
    flash("People can propose reviewers now. What is asked and promised is fixed.")
    return _back(round_id)


@bp.post("/feedback/manage/<int:round_id>/collect")
@MANAGE
def feedback_collect(round_id: int) -> Response:
    """Ask everybody on an approved list."""
    people = actions.collect(queries.round_(round_id), clock.now())
    flash(f"Answers are collected about {people} {'person' if people == 1 else 'people'}.")
    return _back(round_id)


@bp.post("/feedback/manage/<int:round_id>/close")
@MANAGE
def feedback_close(round_id: int) -> Response:
    """Close it now, for ever."""
    actions.close(queries.round_(round_id), clock.now())
    flash("The round is closed. The answers are being opened, and the reports made.")
    return _back(round_id)


@bp.post("/feedback/manage/<int:round_id>/delete")
@MANAGE
def feedback_delete(round_id: int) -> Response:
    """A draft that nobody needs."""
    actions.delete(queries.round_(round_id))
    flash("The draft is deleted.")
    return go(url_for(".feedback_manage"))


@bp.get("/feedback/manage/<int:round_id>/key")
@MANAGE
def feedback_key(round_id: int) -> Response:
    """The key of the ballot box: its backups, who holds them, whether they were tried."""
    return _key(round_id)


def _key(
    round_id: int, status: int = 200, holder: HolderForm | None = None, trial: TryBackupForm | None = None
) -> Response:
    found = queries.overview(round_id)
    keys.box_of(found.round)
    holder, trial = holder or HolderForm(formdata=None), trial or TryBackupForm(formdata=None)
    return page(
        "values/feedback/manage/key.html",
        status=status,
        found=found,
        round=found.round,
        holder=holder,
        trial=trial,
        errors=holder.errors or trial.errors,
    )


@bp.post("/feedback/manage/<int:round_id>/key")
@MANAGE
def feedback_make_key(round_id: int) -> Response:
    """Make the box with its key."""
    keys.make(queries.round_(round_id))
    return go(url_for(".feedback_key", round_id=round_id))


@bp.post("/feedback/manage/<int:round_id>/backups")
@MANAGE
def feedback_make_backup(round_id: int) -> Response:
    """The recovery code, shown once, and the file to download: neither is kept here."""
    found, form = queries.round_(round_id), HolderForm()
    if not form.validate():
        return _key(round_id, 422, holder=form)
    file, code = keys.back_up(found, form.holder.data or "")
    return page(
        "values/feedback/manage/backup_made.html", round=found, holder=form.holder.data, code=code, file=in_page(file)
    )


@bp.post("/feedback/manage/<int:round_id>/backup-file")
@MANAGE
@reads
def feedback_backup_file(round_id: int) -> Response:
    """Hand the file that the page holds back as a download."""
    found = queries.round_(round_id)
    return backup_file(f"feedback-round-{found.id}-key-backup.json")


@bp.post("/feedback/manage/<int:round_id>/backups/try")
@MANAGE
def feedback_try_backup(round_id: int) -> Response:
    """Prove that file and code open the canary."""
    found, form = queries.round_(round_id), TryBackupForm()
    if not form.validate():
        return _key(round_id, 422, trial=form)
    try:
        backup = keys.try_backup(found, form.file.data.read(MOST_BACKUP), form.code.data or "")
    except Invalid as wrong:
        form.code.errors = [wrong.message]
        return _key(round_id, 422, trial=form)
    flash(f"The backup kept by {backup.holder} works. Answers can be taken.")
    return _back(round_id)


@bp.post("/feedback/manage/<int:round_id>/backups/<string:number>/destroyed")
@MANAGE
def feedback_backup_destroyed(round_id: int, number: str) -> Response:
    """Its holder says that a backup is no more."""
    keys.confirm_destroyed(queries.round_(round_id), number)
    flash("It is recorded that this backup is destroyed.")
    return go(url_for(".feedback_key", round_id=round_id))
