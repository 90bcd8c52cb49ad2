"""Making surveys: the list of all, a new one, one from a file, its settings, its page."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Response, flash, request, url_for
from werkzeug.utils import secure_filename

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.surveys.actions import audience, checking, editing, importing, keys, lifecycle, publishing, stages
from engage.surveys.forms.running import (
    DatesForm,
    ImportForm,
    NewSurveyForm,
    PublishForm,
    SettingsForm,
    TiersForm,
    WithdrawForm,
)
from engage.surveys.models import Release, Survey
from engage.surveys.promise import elsewhere, sentences
from engage.surveys.queries import manage as queries
from engage.surveys.queries import standing, waves
from engage.surveys.queries.again import Again, soon_again
from engage.surveys.rules import Stage, from_json
from engage.surveys.rules.sight import Dates, Tier
from engage.surveys.views import bp
from engage.surveys.views.check_words import mends
from engage.surveys.views.exchange import to_look_at
from engage.surveys.views.manage_words import STAGES, conditions

MANAGE = requires(Permission.SURVEYS_MANAGE)
ORDER = (Stage.OPEN, Stage.CLOSED, Stage.SCHEDULED, Stage.DRAFT, Stage.RELEASED, Stage.ARCHIVED, Stage.CANCELLED)


@bp.get("/manage/")
@MANAGE
def manage() -> Response:
    """All surveys, by stage, what needs somebody first."""
    lines = queries.listed()
    by_stage = [(stage, [line for line in lines if line.stage is stage]) for stage in ORDER]
    return page(
        "surveys/manage/index.html",
        groups=[(stage, found) for stage, found in by_stage if found],
        words=STAGES,
    )


@bp.get("/manage/new")
@MANAGE
def new_survey() -> Response:
    """A title, or a file."""
    return _new(NewSurveyForm(formdata=None), ImportForm(formdata=None))


def _new(form: NewSurveyForm, upload: ImportForm, status: int = 200) -> Response:
    return page("surveys/manage/new.html", status=status, form=form, upload=upload)


@bp.post("/manage/")
@MANAGE
def create_survey() -> Response:
    """A draft with a title."""
    form = NewSurveyForm()
    if not form.validate():
        return _new(form, ImportForm(formdata=None), 422)
    survey = editing.create(form.title.data or "", current_person().id, clock.now())
    return go(url_for(".questions", survey_id=survey.id))


@bp.post("/manage/import")
@MANAGE
def import_survey() -> Response:
    """A draft from a file, then the report of what came over."""
    form = ImportForm()
    if not form.validate():
        return _new(NewSurveyForm(formdata=None), form, 422)
    name = secure_filename(form.file.data.filename or "") or "survey"
    try:
        made = importing.bring_in(
            name, form.file.data.read(), form.import_title.data or "", current_person().id, clock.now()
        )
    except importing.BadFile as bad:
        form.file.errors = [str(bad)[:1].upper() + str(bad)[1:]]
        return _new(NewSurveyForm(formdata=None), form, 422)
    return go(url_for(".import_report", survey_id=made.id))


@bp.get("/manage/<int:survey_id>/import-report")
@MANAGE
def import_report(survey_id: int) -> Response:
    """What came over from the file, and line by line what did not."""
    survey = queries.survey(survey_id)
    to_check = to_look_at(from_json(survey.questionnaire)) if survey.stage == Stage.DRAFT else ()
    report = json.loads(survey.import_report or "{}")
    return page("surveys/manage/import_report.html", survey=survey, report=report, to_check=to_check)


@bp.get("/manage/<int:survey_id>/")
@MANAGE
def manage_survey(survey_id: int) -> Response:
    """One survey: where it stands and what is next."""
    return show(survey_id)


def show(
    survey_id: int,
    status: int = 200,
    publish: PublishForm | None = None,
    withdraw: WithdrawForm | None = None,
    tiers: TiersForm | None = None,
) -> Response:
    """The page of a survey, also with a form that has something to mend."""
    found = queries.overview(survey_id)
    survey = found.survey
    questionnaire = from_json(survey.questionnaire)
    promised = survey.promise or lifecycle.promised(survey, questionnaire)
    publish = publish or PublishForm(formdata=None)
    withdraw = withdraw or WithdrawForm(formdata=None)
    tiers = tiers or _tiers(found.release)
    return page(
        "surveys/manage/show.html",
        status=status,
        survey=survey,
        found=found,
        words=STAGES,
        possible=stages.possible(survey),
        problems=len(keys.problems(questionnaire)) if survey.stage == Stage.DRAFT else 0,
        questions=len(questionnaire.questions),
        promise=elsewhere(survey.collected_elsewhere, survey.minimum_group)
        if survey.collected_elsewhere
        else sentences(promised, backup_exists=not (found.opened and not found.kept)),
        publish=publish,
        withdraw=withdraw,
        tiers=tiers,
        from_days=_from_days(found.release, tiers),
        tiered=publishing.is_tiered(survey),
        errors=publish.errors or withdraw.errors or tiers.errors,
        now=clock.now(),
        came=waves.came_from(survey_id),
        series_id=standing.series_of(survey_id) if survey.standing else None,
        again=again(survey),
    )


def _tiers(release: Release | None) -> TiersForm:
    days = publishing.dates_of(release) if release else Dates()
    return TiersForm(formdata=None, data={tier.value: typed_day(getattr(days, tier)) for tier in Tier})


def _from_days(release: Release | None, form: TiersForm) -> Sequence[tuple[str, date | None]]:
    """Each tier in words with the day from which it reads, None for the publication; nothing where no day is set."""
    days = publishing.dates_of(release) if release else Dates()
    return [(form[tier].label.text, days.of(tier)) for tier in Tier] if days != Dates() else []


def again(survey: Survey) -> Sequence[Again]:
    """Surveys that would ask the same people the same within 28 days; none once it has opened, nor of a pool."""
    if survey.standing or survey.stage not in {Stage.DRAFT, Stage.SCHEDULED}:
        return ()
    return soon_again(survey, lambda: audience.asked(survey))


@bp.get("/manage/<int:survey_id>/settings")
@MANAGE
def edit_settings(survey_id: int) -> Response:
    """What a survey says besides its questions; after the draft, its dates alone."""
    survey = queries.survey(survey_id)
    return _settings(survey, _settings_form(survey, fresh=True))


def _settings_form(survey: Survey, fresh: bool) -> DatesForm:
    given: dict[str, Any] = _as_typed(survey) if fresh else {}
    if survey.stage != Stage.DRAFT:
        return DatesForm(formdata=None, data=given) if fresh else DatesForm()
    return SettingsForm(formdata=None, data=given) if fresh else SettingsForm()


def _as_typed(survey: Survey) -> dict[str, Any]:
    given: dict[str, Any] = {
        name: getattr(survey, name)
        for name in ("version", "title", "intro", "minimum_group", "comment_threshold", "kept_months", "split_to")
    }
    for name, moment in (("opens", survey.opens_at), ("closes", survey.closes_at)):
        if moment is not None:
            local = clock.local(moment)
            given[f"{name}_day"] = f"{local.day}/{local.month}/{local.year}"
            given[f"{name}_time"] = f"{local.hour}:{local.minute:02}"
    return given


def _settings(survey: Survey, form: DatesForm, status: int = 200) -> Response:
    return page("surveys/manage/settings.html", status=status, survey=survey, form=form)


@bp.post("/manage/<int:survey_id>/settings")
@MANAGE
def save_settings(survey_id: int) -> Response:
    """Save them, unless they changed elsewhere meanwhile."""
    survey = queries.survey(survey_id)
    form = _settings_form(survey, fresh=False)
    if not form.validate():
        return _settings(survey, form, 422)
    if isinstance(form, SettingsForm):
        editing.settle(survey, version(), _terms(form))
    else:
        editing.change_dates(survey, version(), form.opens_at, form.closes_at, clock.now())
    flash("The settings are saved.")
    return go(url_for(".manage_survey", survey_id=survey_id))


def version() -> int:
    """The version of the survey that the page showed."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def _terms(form: SettingsForm) -> editing.Terms:
    return editing.Terms(
        title=form.title.data or "",
        intro=form.intro.data or "",
        opens_at=form.opens_at,
        closes_at=form.closes_at,
        minimum_group=form.minimum_group.data or 10,
        comment_threshold=form.comment_threshold.data or 10,
        kept_months=form.kept_months.data or 12,
        split_to=int(form.split_to.data or 0),
    )


@bp.get("/manage/<int:survey_id>/check")
@MANAGE
def check_survey(survey_id: int) -> Response:
    """What would be wrong if it opened now, each with a link to its place."""
    survey = queries.survey(survey_id)
    questionnaire = from_json(survey.questionnaire)
    found = checking.checked(survey, questionnaire)
    return page(
        "surveys/manage/check.html",
        survey=survey,
        mends=mends(survey_id, questionnaire, found.errors),
        advice=mends(survey_id, questionnaire, found.warnings),
        people=found.people,
        questions=len(questionnaire.questions),
        again=again(survey),
    )


@bp.get("/manage/<int:survey_id>/preview")
@MANAGE
def preview_survey(survey_id: int) -> Response:
    """As a respondent sees it on a desk or a phone, all sections under one another; nothing can be sent."""
    survey = queries.survey(survey_id)
    questionnaire = from_json(survey.questionnaire)
    promised = survey.promise or lifecycle.promised(survey, questionnaire)
    return page(
        "surveys/manage/preview.html",
        survey=survey,
        questionnaire=questionnaire,
        conditions=conditions(questionnaire),
        promise=elsewhere(survey.collected_elsewhere, survey.minimum_group)
        if survey.collected_elsewhere
        else sentences(promised),
        on_phone=request.args.get("width") == "phone",
    )
