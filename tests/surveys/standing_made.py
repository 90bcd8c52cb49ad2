"""A series that never closes as the tests have it: begun, opened, and answered by those who became due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from engage.ballots import actions as boxes
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.surveys.actions import casting, keys, standing
from engage.surveys.models import Invitation, StandingPool, StandingSeries, Survey
from engage.surveys.queries import standing as queries
from engage.surveys.rules import Stage, from_json
from engage.surveys.rules.standing import Moment
from tests.surveys import made

PLAN = standing.Plan(
    title="Your first month", intro="", kind=Moment.JOINERS, days=30, set_code="joiners", minimum_group=5,
    audience_unit_id=None,
)  # fmt: skip


def begun(by_id: int, **other: object) -> int:
    """A series with this plan; its number."""
    with transaction():
        return standing.start(replace(PLAN, **other), by_id, clock.now()).id  # type: ignore[arg-type]


def row(series_id: int) -> StandingSeries:
    """The series."""
    return queries.series(series_id)


def pool(series_id: int, stage: Stage = Stage.OPEN) -> Survey:
    """Its pool at a stage."""
    found = queries.pool_at(series_id, stage)
    assert found is not None
    return found.survey


def back_up(series_id: int) -> None:
    """The key of the pool that comes next is backed up, and tried."""
    with transaction():
        survey = pool(series_id, Stage.SCHEDULED)
        keys.try_backup(survey, *keys.back_up(survey, "Sam Holder"))


def run(series_id: int) -> None:
    """An hour's work of the worker."""
    with transaction():
        standing.run(row(series_id), clock.now())


def look(series_id: int, coin: bool = True) -> bool:
    """The look of the month."""
    with transaction():
        return standing.look(row(series_id), clock.now(), lambda: coin)


def joiners(number: int, days: int = 30, place: str = "HOMECARE") -> list[int]:
    """So many people who started so many days ago."""
    found = [person.id for person in made.crowd(place, number)]
    started(found, days)
    return found


def started(people: Sequence[int], days: int) -> None:
    """They started so many days ago."""
    with transaction():
        day = clock.today() - timedelta(days=days)
        db.session.execute(db.update(Person).where(Person.id.in_(people)).values(started_on=day))


def answer(survey: Survey, people: Sequence[int]) -> None:
    """Each of them answers, with a mark in their comment."""
    questionnaire = from_json(survey.questionnaire)
    for person in people:
        given = {q.code: q.options[person % 5].code for q in questionnaire.questions if len(q.options) >= 5}
        given[questionnaire.questions[-1].code] = f"mark {person}"
        with transaction():
            casting.cast(survey.id, person, boxes.new_ballot_id(), questionnaire, given)


def asked(survey: Survey) -> set[int]:
    """Who is invited."""
    return set(db.session.scalars(db.select(Invitation.person_id).where(Invitation.survey_id == survey.id)))


def pools(series_id: int) -> list[int]:
    """The surveys of its pools, the first one first."""
    rows = db.select(StandingPool.survey_id).where(StandingPool.series_id == series_id)
    return list(db.session.scalars(rows.order_by(StandingPool.number)))
