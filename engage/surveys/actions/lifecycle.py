"""The life of a survey: each act, the stages it is possible in, and what it freezes or sets going."""

from datetime import datetime, timedelta

from sqlalchemy import delete as delete_rows
from sqlalchemy import update

from engage.ballots import actions as ballots
from engage.core import audit, outbox
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.surveys import promise
from engage.surveys.actions import audience, checking, keys, mailing, pulse_sample, standing_pool
from engage.surveys.actions.stages import flush, hold, move
from engage.surveys.models import Invitation, Survey, SurveyCode, SurveyLeftOut
from engage.surveys.rules import Questionnaire, Stage, digest, from_json
from engage.surveys.rules.reach import from_text as from_audience

MOST_WHY = 500


def schedule(survey: Survey, at: datetime) -> None:
    """Draft to scheduled: the check passes, and the box with its key pair is made."""
    hold(survey, "schedule")
    questionnaire = from_json(survey.questionnaire)
    if checking.errors(survey, questionnaire):
        raise Invalid("The check before opening found things to mend first.")
    if survey.closes_at is not None and survey.closes_at <= at:
        raise Invalid("The closing date is in the past: change it in the settings first.")
    move(survey, Stage.SCHEDULED)
    survey.questionnaire_digest = digest(questionnaire)
    keys.make(survey, questionnaire)
    audit.record("schedule", "survey", survey.id, questionnaire=survey.questionnaire_digest)
    flush()


def unschedule(survey: Survey) -> None:
    """Scheduled back to draft: the key, which has sealed nothing yet, and its backups' records go."""
    hold(survey, "unschedule")
    move(survey, Stage.DRAFT)
    keys.discard(survey)
    survey.questionnaire_digest = ""
    audit.record("unschedule", "survey", survey.id)
    flush()


def open_survey(survey: Survey, at: datetime, in_turn: bool = False) -> int:
    """Scheduled to open: questionnaire, promise and audience are frozen; answers how many are invited.

    `in_turn`: by the series of a survey that never closes."""
    hold(survey, "open", in_turn)
    _ready(survey, at)
    pulse_sample.opening(survey, at)
    questionnaire = from_json(survey.questionnaire)
    move(survey, Stage.OPEN)
    if survey.opens_at is None or survey.opens_at > at:
        survey.opens_at = at
    keys.start(survey)
    if survey.standing:
        frozen = standing_pool.freeze(survey)
    else:
        frozen = audience.freeze(survey)
        pulse_sample.remember(survey, [each.person for each in audience.eligible(survey)])
    survey.units = frozen.units
    mailing.plan(survey, at)
    survey.promise = promise.to_text(promised(survey, questionnaire))
    survey.promise_digest = promise.digest(survey.promise)
    audit.record(
        "open", "survey", survey.id,
        invited=frozen.invited, by_code=frozen.by_code,
        promise=survey.promise_digest, questionnaire=survey.questionnaire_digest,
    )  # fmt: skip
    flush()
    return frozen.invited


def _ready(survey: Survey, at: datetime) -> None:
    if survey.closes_at is not None and survey.closes_at <= at:
        raise Conflict("The closing date has passed: change it in the settings before you open the survey.")
    if digest(from_json(survey.questionnaire)) != survey.questionnaire_digest:
        raise Conflict("The questionnaire is not the one that was checked: take the survey back to draft.")


def promised(survey: Survey, questionnaire: Questionnaire) -> promise.Promise:
    """What staff are promised by the settings as they stand."""
    splits = tuple(question.text for question in questionnaire.questions if question.characteristic)
    has_words = any(question.words for question in questionnaire.questions)
    chosen = from_audience(survey.audience)
    return promise.Promise(
        minimum_group=survey.minimum_group,
        comment_threshold=survey.comment_threshold,
        kept_months=survey.kept_months,
        questionnaire=survey.questionnaire_digest,
        units=promise.digest(survey.units) if survey.units else "",
        tables=("units", *(promise.DEPTHS[: survey.split_to + 1] if splits else ())),
        characteristics=splits,
        comments=has_words,
        comments_read_by=survey.comments_read_by if has_words and survey.comments_read_by != "nobody" else "",
        reminders=len(mailing.words_of(survey).remind_after),
        codes=not chosen.page_only,
        code_places=bool(chosen.code_sites or chosen.code_units),
        sample=chosen.is_sample,
        joiners=chosen.joiners,
        reach=True,
        heads_see_rates=not standing_pool.kind_of(survey),
        standing=standing_pool.kind_of(survey),
    )


def close(survey: Survey, at: datetime, in_turn: bool = False) -> None:
    """Open to closed, for ever; whoever is casting at this moment is waited for. The box is opened next."""
    hold(survey, "close", in_turn)
    move(survey, Stage.CLOSED)
    _end(survey, at)
    ballots.close_box(keys.box_of(survey).code)
    outbox.enqueue("survey.open_box", {"survey": survey.id})
    audit.record("close", "survey", survey.id)
    flush()


def _end(survey: Survey, at: datetime) -> None:
    """It ended now, where it was to end later; what waits to be mailed is mailed no more."""
    if survey.closes_at is None or survey.closes_at > at:
        soonest = survey.opens_at + timedelta(microseconds=1) if survey.opens_at else at
        survey.closes_at = max(at, soonest)
    mailing.stop(survey, at)


def extend(survey: Survey, until: datetime, why: str, at: datetime) -> None:
    """A later closing time of an open survey, for a reason that its page and its next reminder give to everybody.

    Only what nobody could count on any more is refused: a survey whose time has passed is closed, even before the
    worker acts on it.
    """
    hold(survey, "extend")
    why = _reason(why)
    if survey.closes_at is None:
        raise Conflict("This survey has no closing date, so there is nothing to extend. Nothing was changed.")
    if survey.closes_at <= at:
        raise Conflict(
            "The closing time of this survey has passed, so it is closed and cannot be extended. Nothing was changed."
        )
    if until <= survey.closes_at:
        raise Invalid("Choose a time after the present closing time. Nothing was changed.")
    if survey.extended_from is None:
        survey.extended_from = survey.closes_at
    survey.closes_at, survey.extended_why = until, why
    audit.record("extend", "survey", survey.id)
    flush()


def cancel(survey: Survey, why: str, at: datetime, in_turn: bool = False) -> None:
    """Scheduled or open to cancelled, for ever: nothing is opened, and what was sealed is destroyed with its key.

    Whoever is casting at this moment is waited for; whoever comes after is told. That somebody took part is
    forgotten at once, as nobody needs to know any more; who was asked stays, so that each is told.
    """
    hold(survey, "cancel", in_turn)
    why = _reason(why)
    was_open = survey.stage == Stage.OPEN
    move(survey, Stage.CANCELLED)
    survey.cancelled_why, survey.cancelled_at = why, at
    if was_open:
        _end(survey, at)
        ballots.close_box(keys.box_of(survey).code)
        flags = update(Invitation).where(Invitation.survey_id == survey.id, Invitation.taken_part)
        db.session.execute(flags.values(taken_part=False))
        of_codes = update(SurveyCode).where(SurveyCode.survey_id == survey.id, SurveyCode.used)
        db.session.execute(of_codes.values(used=False))
        mailing.tell_cancelled(survey, at)
        outbox.enqueue("survey.destroy_box", {"survey": survey.id})
    else:
        keys.discard(survey)
    db.session.execute(delete_rows(SurveyLeftOut).where(SurveyLeftOut.survey_id == survey.id))
    audit.record("cancel", "survey", survey.id, was="open" if was_open else "scheduled")
    flush()


def _reason(why: str) -> str:
    why = why.strip()
    if not why or len(why) > MOST_WHY:
        raise Invalid(f"Say why, in at most {MOST_WHY} characters. Nothing was changed.")
    return why


def delete(survey: Survey) -> None:
    """A draft that nobody needs."""
    hold(survey, "delete")
    audit.record("delete", "survey", survey.id)
    db.session.delete(survey)
    flush()
