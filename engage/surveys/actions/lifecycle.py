"""The life of a survey: each act, the stages it is possible in, and what it freezes or sets going."""

from datetime import datetime, timedelta

from engage.ballots import actions as ballots
from engage.core import audit, outbox
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.surveys import promise
from engage.surveys.actions import audience, keys
from engage.surveys.actions.stages import flush, hold, move
from engage.surveys.models import Survey
from engage.surveys.rules import Kind, Questionnaire, Stage, digest, from_json


def schedule(survey: Survey, at: datetime) -> None:
    """Draft to scheduled: the check passes, and the box with its key pair is made."""
    hold(survey, "schedule")
    questionnaire = from_json(survey.questionnaire)
    if keys.problems(questionnaire):
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


def open_survey(survey: Survey, at: datetime) -> int:
    """Scheduled to open: questionnaire, promise and audience are frozen; answers how many are invited."""
    hold(survey, "open")
    _ready(survey, at)
    questionnaire = from_json(survey.questionnaire)
    move(survey, Stage.OPEN)
    if survey.opens_at is None or survey.opens_at > at:
        survey.opens_at = at
    keys.start(survey)
    frozen = audience.freeze(survey)
    survey.units = frozen.units
    survey.promise = promise.to_text(promised(survey, questionnaire))
    survey.promise_digest = promise.digest(survey.promise)
    audit.record(
        "open", "survey", survey.id,
        invited=frozen.invited, promise=survey.promise_digest, questionnaire=survey.questionnaire_digest,
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
    texts = {Kind.SHORT_TEXT, Kind.LONG_TEXT}
    return promise.Promise(
        minimum_group=survey.minimum_group,
        comment_threshold=survey.comment_threshold,
        kept_months=survey.kept_months,
        questionnaire=survey.questionnaire_digest,
        units=promise.digest(survey.units) if survey.units else "",
        comments=any(q.kind in texts or q.has_other for q in questionnaire.questions),
    )


def close(survey: Survey, at: datetime) -> None:
    """Open to closed, for ever; whoever is casting at this moment is waited for. The box is opened next."""
    hold(survey, "close")
    move(survey, Stage.CLOSED)
    if survey.closes_at is None or survey.closes_at > at:
        soonest = survey.opens_at + timedelta(microseconds=1) if survey.opens_at else at
        survey.closes_at = max(at, soonest)
    ballots.close_box(keys.box_of(survey).code)
    outbox.enqueue("survey.open_box", {"survey": survey.id})
    audit.record("close", "survey", survey.id)
    flush()


def delete(survey: Survey) -> None:
    """A draft that nobody needs."""
    hold(survey, "delete")
    audit.record("delete", "survey", survey.id)
    db.session.delete(survey)
    flush()
