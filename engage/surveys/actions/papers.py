"""Forms on paper: answers typed in by the OD team, each with a code of its own, counted for the survey as a whole."""

from dataclasses import replace
from functools import lru_cache

from sqlalchemy.dialects import postgresql, sqlite

from engage.core import audit
from engage.core.db import db
from engage.surveys.actions import casting
from engage.surveys.actions.stages import hold
from engage.surveys.models import PaperCount, Survey
from engage.surveys.rules import Answers, Questionnaire


@lru_cache(maxsize=8)
def as_on_paper(questionnaire: Questionnaire) -> Questionnaire:
    """The same with nothing required: paper cannot insist, and what was left blank is not made up by whoever types."""
    sections = tuple(
        replace(section, questions=tuple(replace(each, required=False) for each in section.questions))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def cast(survey_id: int, digest: str, ballot_id: bytes, questionnaire: Questionnaire, answers: Answers) -> None:
    """Like any answer by code: the ballot does not say that it came on paper, only the survey's count goes up."""
    casting.cast_by_code(survey_id, digest, ballot_id, as_on_paper(questionnaire), answers)
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    first = insert(PaperCount).values(survey_id=survey_id, papers=1)
    more = {"papers": PaperCount.papers + 1}
    db.session.execute(first.on_conflict_do_update(index_elements=[PaperCount.survey_id], set_=more))


def end_batch(survey: Survey, papers: int) -> None:
    """All that is noted of who typed what: that they typed in so many."""
    hold(survey, "note papers")
    if papers:
        audit.record("type in papers", "survey", survey.id, papers=papers)
