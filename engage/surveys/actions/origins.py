"""Where a survey's questions come from: what is reworded in a draft is another question from then on."""

import json

from engage.core.db import db
from engage.surveys.formats.imported import new_identity
from engage.surveys.models import QuestionSetUse, Survey, SurveyOrigin
from engage.surveys.rules import Questionnaire, from_json
from engage.surveys.rules.identities import Known, known_of, settled


def settle(survey: Survey, questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with a new identity for whatever came from elsewhere and says something else now."""
    origin = db.session.get(SurveyOrigin, survey.id)
    return questionnaire if origin is None else settled(questionnaire, json.loads(origin.known), new_identity)


def remember(survey: Survey, known: Known, previous_id: int | None = None) -> None:
    """Under which words the identities that came in are known, and the wave before."""
    origin = db.session.get(SurveyOrigin, survey.id)
    if origin is None:
        origin = SurveyOrigin(survey_id=survey.id, known="{}")
        db.session.add(origin)
    origin.known = json.dumps(json.loads(origin.known) | dict(known), separators=(",", ":"), sort_keys=True)
    origin.previous_id = previous_id if previous_id is not None else origin.previous_id
    db.session.flush()


def known(survey: Survey) -> Known:
    """What a survey asks, and what its questions were before they were reworded."""
    origin = db.session.get(SurveyOrigin, survey.id)
    before = json.loads(origin.known) if origin else {}
    return {**before, **known_of(from_json(survey.questionnaire))}


def note_use(survey_id: int, set_code: str, number: int) -> None:
    """That a survey holds questions of a set."""
    db.session.merge(QuestionSetUse(survey_id=survey_id, set_code=set_code, number=number))
    db.session.flush()
