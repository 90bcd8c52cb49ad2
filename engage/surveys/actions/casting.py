"""Casting: the one moment where who and what stand in the same request."""

from sqlalchemy import select

from engage.ballots import actions as box
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.surveys.models import CodeBatch, Invitation, Survey, SurveyCode
from engage.surveys.rules import Answers, Questionnaire, Stage, to_payload
from engage.surveys.rules.packing import layout, pack
from engage.surveys.rules.reach import Channel


class SurveyClosed(Exception):
    """The survey closed before this ballot arrived: nothing was counted."""


class CodeSpent(Exception):
    """This code takes no answers any more: it was used, or its batch is cancelled. Nothing was counted."""


def cast(survey_id: int, person_id: int, ballot_id: bytes, questionnaire: Questionnaire, answers: Answers) -> None:
    """Seal and keep one person's answers, once.

    The survey's row is locked in share, so that closing waits for whoever is in the middle. The ballot is
    committed first, in its own database, under the paper's number; the flag is committed with the request.
    A crash between the two leaves a ballot without its flag: the same paper again is the same ballot. So the
    number must be one that nobody else can send: the page gives it out bound to the person (ballots/paper.py).
    """
    survey = _taking(survey_id)
    invitation = db.session.get(Invitation, (survey_id, person_id), with_for_update=True, populate_existing=True)
    if invitation is None or invitation.channel != Channel.PAGE:
        raise NotThere
    if invitation.taken_part:
        return
    # Whether it was there already does not matter: then it is this person's own, from a try that failed.
    box.cast(str(survey.box), ballot_id, ballot(questionnaire, answers, invitation.group_code))
    invitation.taken_part = True
    db.session.flush()


def cast_by_code(survey_id: int, digest: str, ballot_id: bytes, questionnaire: Questionnaire, answers: Answers) -> None:
    """The same for whoever holds a code: the flag is the code's, and the ballot says nothing of how it came."""
    survey = _taking(survey_id)
    code = db.session.get(SurveyCode, digest, with_for_update=True, populate_existing=True)
    if code is None or code.survey_id != survey_id:
        raise NotThere
    # Cancelling holds the survey's row alone, so this is the batch as it stands.
    batch = db.session.get_one(CodeBatch, code.batch_id, populate_existing=True)
    if code.used or batch.cancelled:
        raise CodeSpent
    box.cast(str(survey.box), ballot_id, ballot(questionnaire, answers, code.group_code))
    code.used = True
    db.session.flush()


def _taking(survey_id: int) -> Survey:
    """The survey, its row locked in share, while it takes ballots."""
    survey = db.session.scalar(
        select(Survey)
        .where(Survey.id == survey_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    if survey is None or survey.box is None:
        raise NotThere
    if survey.stage != Stage.OPEN or (survey.closes_at is not None and clock.now() >= survey.closes_at):
        raise SurveyClosed
    return survey


def ballot(questionnaire: Questionnaire, answers: Answers, group_code: str) -> dict[str, object]:
    """What goes under the seal: the reporting group, the answers, and comments apart from them."""
    payload = to_payload(questionnaire, answers)
    words = {field for question in questionnaire.questions for field in question.words}
    return {
        "group": group_code,
        "answers": pack(
            layout(questionnaire), {field: value for field, value in payload.items() if field not in words}
        ),
        "comments": {field: value for field, value in payload.items() if field in words},
    }
