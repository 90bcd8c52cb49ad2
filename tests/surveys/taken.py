"""Surveys that are open, answered or released, brought there through the product's own actions."""

from collections.abc import Iterable

from engage.ballots import actions as box
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Unit
from engage.surveys import release
from engage.surveys.actions import casting, keys, lifecycle, publishing
from engage.surveys.jobs import open_the_box
from engage.surveys.models import Invitation, Survey
from engage.surveys.rules import (
    Answers,
    Comparison,
    Condition,
    Group,
    Kind,
    Match,
    Operator,
    Question,
    Questionnaire,
    Section,
    to_json,
)
from engage.surveys.rules.reach import Chosen
from engage.surveys.rules.reach import to_text as to_audience
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, YES_NO
from tests import factories

# The people of the small council sign in, with or without an e-mail address.
ON_THE_PAGE = to_audience(Chosen(page_only=True))
ONLY_YES = Condition(Match.ALL, (Comparison("P1", Operator.EQUALS, ("Y",)),))


def small() -> Questionnaire:
    """Two scales (one required), a condition, a comment, in three sections; a theme and an index."""
    first = Question("Q1", "i1", Kind.SCALE, "I like the work I do", options=AGREEMENT, required=True)
    second = Question("Q2", "i2", Kind.SCALE, "I have what I need", options=(*AGREEMENT, NOT_APPLICABLE))
    asked = Question("P1", "i3", Kind.SINGLE, "Do you manage people?", options=YES_NO)
    only = Question("P2", "i4", Kind.SCALE, "I have time for my team", options=AGREEMENT, condition=ONLY_YES)
    words = Question("X1", "i5", Kind.LONG_TEXT, "What works well?", max_length=200)
    return Questionnaire(
        (
            Section("one", "Your work", questions=(first, second)),
            Section("two", "Managing", questions=(asked, only)),
            Section("three", "Your words", questions=(words,)),
        ),
        (Group("work", "My work", ("Q1", "Q2")),),
        (Group("liking", "Liking", ("Q1", "Q2")),),
    )


def crowd(each: int = 12) -> None:
    """More people, so that every service of the small council has a reporting group of its own."""
    with transaction():
        number = 5000
        for code in (factories.UNITS.home_care, factories.UNITS.waste, factories.UNITS.people_team):
            place = db.session.query(Unit).filter_by(code=code).one()
            for _ in range(each):
                number += 1
                factories.person(str(number), "Pat", f"Number{number}", place)


def open_survey(
    questionnaire: Questionnaire | None = None,
    minimum: int = 5,
    title: str = "Autumn survey",
    audience: str | None = None,
) -> int:
    """An open survey of everybody, or of the unit with this code; its id."""
    with transaction():
        survey = Survey(
            title=title, questionnaire=to_json(questionnaire or small()), created_at=clock.now(), minimum_group=minimum,
            audience=ON_THE_PAGE,
        )  # fmt: skip
        if audience is not None:
            unit = db.session.query(Unit.id).filter_by(code=audience).scalar()
            survey.audience = to_audience(Chosen(base=f"unit:{unit}", page_only=True))
        db.session.add(survey)
        db.session.flush()
        lifecycle.schedule(survey, clock.now())
        file, code = keys.back_up(survey, "Holder")
        keys.try_backup(survey, file, code)
        lifecycle.open_survey(survey, clock.now())
        found = survey.id
    return found


def cast_all(survey_id: int, questionnaire: Questionnaire, answers: Iterable[Answers]) -> int:
    """The next people who are asked and have not taken part cast these answers; highest numbers first."""
    waiting = (
        db.session.query(Invitation.person_id)
        .filter_by(survey_id=survey_id, taken_part=False)
        .join(Person, Person.id == Invitation.person_id)
        .order_by(Person.employee_number.desc())
    )
    people = [row.person_id for row in waiting]
    done = 0
    with transaction():
        for person_id, given in zip(people, answers, strict=False):
            casting.cast(survey_id, person_id, box.new_ballot_id(), questionnaire, given)
            done += 1
    return done


def close(survey_id: int) -> None:
    """Closed, and its box opened."""
    with transaction():
        lifecycle.close(db.session.get_one(Survey, survey_id), clock.now())
    open_the_box({"survey": survey_id})


def release_survey(survey_id: int, publish: bool = True) -> None:
    """Closed, opened, computed, and published."""
    close(survey_id)
    with transaction():
        release.compute(survey_id)
        if publish:
            publishing.publish(db.session.get_one(Survey, survey_id), clock.now())
