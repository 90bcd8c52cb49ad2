"""Casting: the one moment where who and what stand in the same request."""

from sqlalchemy import select

from engage.ballots import actions as box
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.surveys.models import Invitation, Survey
from engage.surveys.rules import Answers, Kind, Questionnaire, Stage, to_payload


class SurveyClosed(Exception):
    """The survey closed before this ballot arrived: nothing was counted."""


def cast(survey_id: int, person_id: int, ballot_id: bytes, questionnaire: Questionnaire, answers: Answers) -> None:
    """Seal and keep one person's answers, once.

    The survey's row is locked in share, so that closing waits for whoever is in the middle. The ballot is
    committed first, in its own database, under the paper's number; the flag is committed with the request.
    A crash between the two leaves a ballot without its flag: the same paper again is the same ballot. So the
    number must be one that nobody else can send: the page gives it out bound to the person (ballots/paper.py).
    """
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
    invitation = db.session.get(Invitation, (survey_id, person_id), with_for_update=True, populate_existing=True)
    if invitation is None:
        raise NotThere
    if invitation.taken_part:
        return
    # Whether it was there already does not matter: then it is this person's own, from a try that failed.
    box.cast(survey.box, ballot_id, ballot(questionnaire, answers, invitation.group_code))
    invitation.taken_part = True
    db.session.flush()


def ballot(questionnaire: Questionnaire, answers: Answers, group_code: str) -> dict[str, object]:
    """What goes under the seal: the reporting group, the answers, and comments apart from them."""
    payload = to_payload(questionnaire, answers)
    texts = {q.code for q in questionnaire.questions if q.kind in {Kind.SHORT_TEXT, Kind.LONG_TEXT}}
    words = {field for field in payload if field in texts or field.endswith("__other")}
    return {
        "group": group_code,
        "answers": {field: value for field, value in payload.items() if field not in words},
        "comments": {field: value for field, value in payload.items() if field in words},
    }
