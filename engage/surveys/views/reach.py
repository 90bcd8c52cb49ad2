"""Reaching people: whom a survey asks, its mails, how far it has got, a later closing time, cancelling it."""

import json

from flask import Response, flash, url_for

from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.directory import queries_audience
from engage.surveys.actions import audience, lifecycle, mailing
from engage.surveys.actions import reach as actions
from engage.surveys.actions.stages import possible
from engage.surveys.forms.reach import CancelForm, Choices, ExtendForm, MailsForm, ReachForm
from engage.surveys.models import Survey
from engage.surveys.promise import from_text as from_promise
from engage.surveys.queries import manage as queries
from engage.surveys.queries import reach, reach_mail
from engage.surveys.rules.mailing import Mail, Words
from engage.surveys.rules.reach import from_text
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE, version

PAGE, COUNT = "surveys/reach/audience.html", "surveys/reach/_audience_count.html"


def _back(survey_id: int) -> Response:
    return go(url_for(".manage_survey", survey_id=survey_id))


# Whom it asks


@bp.get("/manage/<int:survey_id>/audience")
@MANAGE
def edit_audience(survey_id: int) -> Response:
    """Choose whom a draft asks, with what that makes today."""
    survey = queries.survey(survey_id)
    form = ReachForm(formdata=None, data={"version": survey.version})
    _offer(survey, form, fresh=True)
    return _audience(survey, form)


def _offer(survey: Survey, form: ReachForm, fresh: bool) -> None:
    more = Choices(reach.offered_sites(), reach.offered_work_types(), actions.KINDS)
    form.minimum_group = survey.minimum_group
    form.offer_all(queries_audience.offered(), more, from_text(survey.audience) if fresh else None)


def _sent(survey: Survey) -> ReachForm:
    form = ReachForm()
    _offer(survey, form, fresh=False)
    return form


def _audience(survey: Survey, form: ReachForm, status: int = 200, listed: actions.Listed | None = None) -> Response:
    kept = reach.left_out(survey.id)
    out = kept if listed is None else listed.people
    return page(
        PAGE,
        fragment=COUNT,
        status=status,
        survey=survey,
        form=form,
        kept=len(kept),
        found=None if form.errors else audience.forecast(form.chosen, out, survey.minimum_group),
        unknown=listed.unknown if listed else (),
    )


def _listed(form: ReachForm) -> actions.Listed | None:
    """The list that was typed; None where the one that is kept stays."""
    if form.forget_list.data or (form.listed.data or "").strip():
        return actions.read_list("" if form.forget_list.data else form.listed.data or "")
    return None


@bp.post("/manage/<int:survey_id>/audience/count")
@MANAGE
@reads
def count_audience(survey_id: int) -> Response:
    """What the choice as it stands would make; nothing is saved."""
    survey = queries.survey(survey_id)
    form = _sent(survey)
    return _audience(survey, form, 200 if form.validate() else 422, _listed(form))


@bp.post("/manage/<int:survey_id>/audience")
@MANAGE
def save_audience(survey_id: int) -> Response:
    """Save it, unless the survey changed elsewhere meanwhile."""
    survey = queries.survey(survey_id)
    form = _sent(survey)
    if not form.validate():
        return _audience(survey, form, 422)
    listed = _listed(form)
    if listed is not None and listed.unknown:
        shown = ", ".join(listed.unknown[:5]) + (" and more" if len(listed.unknown) > 5 else "")
        form.listed.errors = [f"Nobody here has the employee number {shown}. Nothing was changed."]
        return _audience(survey, form, 422, listed)
    actions.choose(survey, version(), form.chosen, listed.people if listed else None)
    flash("It is saved whom this survey asks.")
    return _back(survey_id)


# Its mails


@bp.get("/manage/<int:survey_id>/mails")
@MANAGE
def survey_mails(survey_id: int) -> Response:
    """The words of the mails, each as it would go out, and what has gone out."""
    survey = queries.survey(survey_id)
    words = mailing.words_of(survey)
    days = ", ".join(str(each) for each in words.remind_after)
    given = {"subject": words.subject, "invitation": words.invitation, "reminder": words.reminder, "days": days}
    return _mails(survey, MailsForm(formdata=None, data=given), words)


def _mails(survey: Survey, form: MailsForm, words: Words, status: int = 200) -> Response:
    kinds = [Mail.INVITATION, *([Mail.REMINDER] if words.remind_after else [])]
    letters = [(kind, mailing.letter(survey, kind, words)) for kind in kinds]
    return page(
        "surveys/reach/mails.html",
        status=status,
        survey=survey,
        form=form,
        letters=[(kind, each.subject, mailing.body_of(each)) for kind, each in letters],
        may="set mails" in possible(survey),
        sent=reach_mail.sent(survey.id, clock.today()),
        bounced=reach_mail.bounced(survey.id),
    )


@bp.post("/manage/<int:survey_id>/mails/preview")
@MANAGE
@reads
def preview_mails(survey_id: int) -> Response:
    """The mails with the words as they are typed; nothing is saved."""
    survey = queries.survey(survey_id)
    form = MailsForm()
    right = form.validate()
    return _mails(survey, form, form.words if right else mailing.words_of(survey), 200 if right else 422)


@bp.post("/manage/<int:survey_id>/mails")
@MANAGE
def save_mails(survey_id: int) -> Response:
    """Save them, until the survey opens."""
    survey = queries.survey(survey_id)
    form = MailsForm()
    if not form.validate():
        return _mails(survey, form, mailing.words_of(survey), 422)
    mailing.set_words(survey, form.words)
    flash("The mails are saved.")
    return go(url_for(".survey_mails", survey_id=survey_id))


# While it is open


@bp.get("/manage/<int:survey_id>/progress")
@MANAGE
def survey_progress(survey_id: int) -> Response:
    """Rates of one day, as the worker left them: nothing is worked out here."""
    survey = queries.survey(survey_id)
    found = reach_mail.rates(survey_id)
    lines = json.loads(found.text) if found.text else []
    with_codes = bool(survey.promise) and from_promise(survey.promise).heads_see_rates
    return page("surveys/reach/progress.html", survey=survey, lines=lines, on=found.on, with_codes=with_codes)


@bp.get("/manage/<int:survey_id>/extend")
@MANAGE
def extending(survey_id: int) -> Response:
    """A later closing time, and why."""
    return _extending(queries.survey(survey_id), ExtendForm(formdata=None))


def _extending(survey: Survey, form: ExtendForm, status: int = 200) -> Response:
    return page("surveys/reach/extend.html", status=status, survey=survey, form=form, may="extend" in possible(survey))


@bp.post("/manage/<int:survey_id>/extend")
@MANAGE
def extend_survey(survey_id: int) -> Response:
    """Extend it."""
    survey = queries.survey(survey_id)
    form = ExtendForm()
    if not form.validate() or form.closes_at is None:
        return _extending(survey, form, 422)
    try:
        lifecycle.extend(survey, form.closes_at, form.why.data or "", clock.now())
    except Invalid as wrong:
        form.closes_day.errors = [wrong.message]
        return _extending(survey, form, 422)
    flash("The survey is extended. Its page says so from now on.")
    return _back(survey_id)


@bp.get("/manage/<int:survey_id>/cancel")
@MANAGE
def cancelling(survey_id: int) -> Response:
    """What cancelling destroys, and why it is done."""
    return _cancelling(queries.survey(survey_id), CancelForm(formdata=None))


def _cancelling(survey: Survey, form: CancelForm, status: int = 200) -> Response:
    return page("surveys/reach/cancel.html", status=status, survey=survey, form=form, may="cancel" in possible(survey))


@bp.post("/manage/<int:survey_id>/cancel")
@MANAGE
def cancel_survey(survey_id: int) -> Response:
    """Cancel it, for ever."""
    survey = queries.survey(survey_id)
    form = CancelForm()
    if not form.validate():
        return _cancelling(survey, form, 422)
    lifecycle.cancel(survey, form.why.data or "", clock.now())
    flash(f"{survey.title} is cancelled.")
    return _back(survey_id)
