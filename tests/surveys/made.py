"""Surveys at each stage, made through the same acts as the pages use."""

from datetime import timedelta

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Unit
from engage.surveys.actions import editing, keys, lifecycle
from engage.surveys.models import Survey
from engage.surveys.rules import (
    Kind,
    Questionnaire,
    Stage,
    add_group,
    add_question,
    add_section,
)
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, YES_NO
from tests import factories
from tests.surveys.taken import ON_THE_PAGE


def questionnaire() -> Questionnaire:
    """Two sections: an agreement item, a choice, a comment that depends on the choice, 0 to 10."""
    doc = add_section(Questionnaire(), "Your work")
    doc = add_question(
        doc, "S1", Kind.SCALE, "I know what is expected of me", "a1", options=(*AGREEMENT, NOT_APPLICABLE)
    )
    doc = add_question(doc, "S1", Kind.SINGLE, "Have you had a one-to-one this month?", "a2", options=YES_NO)
    doc = add_section(doc, "Anything else")
    doc = add_question(doc, "S2", Kind.LONG_TEXT, "What would help?", "a3")
    doc = add_question(doc, "S2", Kind.NPS, "Would you recommend working here?", "a4")
    doc = add_group(doc, "themes", "Clarity", ("Q1",))
    return add_group(doc, "indices", "Engagement", ("Q1",))


def draft(title: str = "Staff survey 2027", doc: Questionnaire | None = None, minimum: int = 5) -> int:
    """A draft with questions; its id."""
    with transaction():
        survey = editing.create(title, None, clock.now(), questionnaire() if doc is None else doc)
        survey.minimum_group = minimum
        survey.audience = ON_THE_PAGE
        found = survey.id
    return found


def scheduled(tried: bool = True, backed_up: bool = True) -> int:
    """A scheduled survey whose backup is made and tried, unless told otherwise."""
    survey_id = draft()
    with transaction():
        survey = db.session.get_one(Survey, survey_id)
        lifecycle.schedule(survey, clock.now())
        if backed_up:
            file, code = keys.back_up(survey, "Sam Holder, finance")
            if tried:
                keys.try_backup(survey, file, code)
    return survey_id


def opened() -> int:
    """An open survey that everybody in the small council is asked."""
    survey_id = scheduled()
    with transaction():
        lifecycle.open_survey(db.session.get_one(Survey, survey_id), clock.now() - timedelta(hours=1))
    return survey_id


def closed() -> int:
    """A closed survey, its box not yet opened."""
    survey_id = opened()
    with transaction():
        lifecycle.close(db.session.get_one(Survey, survey_id), clock.now())
    return survey_id


def crowd(unit_code: str, many: int) -> list[Person]:
    """More people in a unit, so that it can stand alone."""
    with transaction():
        unit = db.session.scalars(db.select(Unit).where(Unit.code == unit_code)).one()
        found = [factories.person(f"{unit_code}-{n}", "Kim", f"{unit_code.title()} {n}", unit) for n in range(many)]
    return found


def put(found: Survey, stage: Stage) -> None:
    """Straight to a stage, whatever lies between."""
    found.stage = stage
    if stage is Stage.CANCELLED:
        found.cancelled_at, found.cancelled_why = clock.now(), "Snow"
    db.session.flush()
