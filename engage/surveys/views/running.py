"""Running a survey: each change of its state is a POST to a named act."""

from flask import Response, flash, url_for

from engage.access import Permission, requires
from engage.ballots.download import MOST_BACKUP, in_page
from engage.ballots.download import backup_file as backup_download
from engage.ballots.forms import HolderForm, TryBackupForm
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.surveys.actions import checking, keys, lifecycle, publishing
from engage.surveys.forms.running import READ, PublishForm, TiersForm, WithdrawForm
from engage.surveys.queries import manage as queries
from engage.surveys.rules import from_json
from engage.surveys.rules.sight import moved
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE, show


def _back(survey_id: int) -> Response:
    return go(url_for(".manage_survey", survey_id=survey_id))


@bp.post("/manage/<int:survey_id>/schedule")
@MANAGE
def schedule(survey_id: int) -> Response:
    """Draft to scheduled, where the check passes."""
    survey = queries.survey(survey_id)
    if checking.errors(survey, from_json(survey.questionnaire)):
        flash("There are things to mend first.", "error")
        return go(url_for(".check_survey", survey_id=survey_id))
    lifecycle.schedule(survey, clock.now())
    flash("The survey is scheduled. Next: back up its key.")
    return go(url_for(".survey_key", survey_id=survey_id))


@bp.post("/manage/<int:survey_id>/unschedule")
@MANAGE
def unschedule(survey_id: int) -> Response:
    """Back to draft; the unused key goes."""
    lifecycle.unschedule(queries.survey(survey_id))
    flash("The survey is a draft again. Its unused key is destroyed; any backup of it opens nothing.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/open")
@MANAGE
def open_survey(survey_id: int) -> Response:
    """Open it now."""
    survey = queries.survey(survey_id)
    invited = lifecycle.open_survey(survey, clock.now())
    flash(f"{survey.title} is open. {invited:,} people are asked.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/close")
@MANAGE
def close_survey(survey_id: int) -> Response:
    """Close it now, for ever."""
    survey = queries.survey(survey_id)
    lifecycle.close(survey, clock.now())
    flash(f"{survey.title} is closed. The answers are being opened and shuffled.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/delete")
@MANAGE
def delete_survey(survey_id: int) -> Response:
    """A draft that nobody needs."""
    survey = queries.survey(survey_id)
    title = survey.title
    lifecycle.delete(survey)
    flash(f"The draft “{title}” is deleted.")
    return go(url_for(".manage"))


@bp.post("/manage/<int:survey_id>/release")
@MANAGE
def ask_for_release(survey_id: int) -> Response:
    """Have the worker compute the release."""
    publishing.ask_for_release(queries.survey(survey_id), clock.now())
    flash("The results are being computed. This takes from seconds to a few minutes.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/publish")
@requires(Permission.RESULTS_CHECK)
def publish(survey_id: int) -> Response:
    """Show the checked results to all staff."""
    survey = queries.survey(survey_id)
    form = PublishForm()
    if not form.validate():
        return show(survey_id, 422, publish=form)
    publishing.publish(survey, clock.now(), form.days)
    flash(f"The results of {survey.title} are published.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/tiers")
@requires(Permission.RESULTS_CHECK)
def set_tiers(survey_id: int) -> Response:
    """From when who reads the published results."""
    survey, form = queries.survey(survey_id), TiersForm()
    release = publishing.release_of(survey)
    if not form.validate():
        return show(survey_id, 422, tiers=form)
    late = moved(publishing.dates_of(release), form.days, clock.today()) if release else None
    if late is not None:
        form.refuse(late, READ)
        return show(survey_id, 422, tiers=form)
    publishing.set_tiers(survey, form.days, clock.today())
    flash("It is set from when who reads these results.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/withdraw")
@requires(Permission.RESULTS_CHECK)
def withdraw(survey_id: int) -> Response:
    """Take a wrong release back, with a reason."""
    survey = queries.survey(survey_id)
    form = WithdrawForm()
    if not form.validate():
        return show(survey_id, 422, withdraw=form)
    publishing.withdraw(survey, form.why.data or "", clock.now())
    flash("The results are withdrawn.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/archive")
@MANAGE
def archive(survey_id: int) -> Response:
    """Put it away."""
    survey = queries.survey(survey_id)
    publishing.archive(survey)
    flash(f"{survey.title} is archived.")
    return _back(survey_id)


@bp.get("/manage/<int:survey_id>/key")
@MANAGE
def survey_key(survey_id: int) -> Response:
    """The key of the ballot box: its backups, who holds them, whether they were tried."""
    return _key(survey_id)


def _key(
    survey_id: int, status: int = 200, holder: HolderForm | None = None, trial: TryBackupForm | None = None
) -> Response:
    found = queries.overview(survey_id)
    keys.box_of(found.survey)
    holder, trial = holder or HolderForm(formdata=None), trial or TryBackupForm(formdata=None)
    return page(
        "surveys/manage/key.html",
        status=status,
        survey=found.survey,
        found=found,
        holder=holder,
        trial=trial,
        errors=holder.errors or trial.errors,
    )


@bp.post("/manage/<int:survey_id>/backups")
@MANAGE
def make_backup(survey_id: int) -> Response:
    """The recovery code, shown once, and the file to download: neither is kept here."""
    survey = queries.survey(survey_id)
    form = HolderForm()
    if not form.validate():
        return _key(survey_id, 422, holder=form)
    file, code = keys.back_up(survey, form.holder.data or "")
    return page(
        "surveys/manage/backup_made.html",
        survey=survey,
        holder=form.holder.data,
        code=code,
        file=in_page(file),
    )


@bp.post("/manage/<int:survey_id>/backup-file")
@MANAGE
@reads
def backup_file(survey_id: int) -> Response:
    """Hand the file that the page holds back as a download: the server never keeps it."""
    survey = queries.survey(survey_id)
    return backup_download(f"survey-{survey.id}-key-backup.json")


@bp.post("/manage/<int:survey_id>/backups/try")
@MANAGE
def try_backup(survey_id: int) -> Response:
    """Prove that file and code open the canary."""
    survey = queries.survey(survey_id)
    form = TryBackupForm()
    if not form.validate():
        return _key(survey_id, 422, trial=form)
    try:
        backup = keys.try_backup(survey, form.file.data.read(MOST_BACKUP), form.code.data or "")
    except Invalid as wrong:
        form.code.errors = [wrong.message]
        return _key(survey_id, 422, trial=form)
    flash(f"The backup kept by {backup.holder} works. The survey can be opened.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/backups/<string:number>/destroyed")
@MANAGE
def backup_destroyed(survey_id: int, number: str) -> Response:
    """Its holder says that a backup is no more."""
    keys.confirm_destroyed(queries.survey(survey_id), number)
    flash("It is recorded that this backup is destroyed.")
    return go(url_for(".survey_key", survey_id=survey_id))
