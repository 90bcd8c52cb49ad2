"""What a respondent may see: the surveys they are asked, and whether one is still theirs to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from engage.ballots.queries import key_still_exists
from engage.core import clock
from engage.core.db import db, fetch
from engage.directory.models import Person, Post, Unit
from engage.surveys.models import Invitation, Survey
from engage.surveys.promise import sentences
from engage.surveys.rules import Questionnaire, Stage, from_json


@dataclass(frozen=True)
class Asked:
    """A survey that one person is asked to answer."""

    survey_id: int
    title: str
    intro: str
    stage: Stage
    closes_at: datetime | None
    box: str
    promise: str
    promise_digest: str
    questionnaire_json: str
    group_code: str
    taken_part: bool

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now; the closing time counts even before the worker acts on it."""
        return self.stage is Stage.OPEN and (self.closes_at is None or clock.now() < self.closes_at)

    @property
    def questionnaire(self) -> Questionnaire:
        """The frozen questionnaire; read once a process."""
        return _questionnaire(self.questionnaire_json)


@lru_cache(maxsize=32)
def _questionnaire(text: str) -> Questionnaire:
    return from_json(text)


ASKED = (
    select(
        Survey.id, Survey.title, Survey.intro, Survey.stage, Survey.closes_at, Survey.box, Survey.promise,
        Survey.promise_digest, Survey.questionnaire, Invitation.group_code, Invitation.taken_part,
    )
    .join(Invitation, Invitation.survey_id == Survey.id)
    .where(Survey.id == bindparam("survey"), Invitation.person_id == bindparam("person"))
)  # fmt: skip  # built once: it runs for every section that anybody answers


def asked(survey_id: int, person_id: int) -> Asked | None:
    """The survey, if this person is asked: one statement."""
    row = fetch(ASKED, survey=survey_id, person=person_id).one_or_none()
    if row is None:
        return None
    return Asked(
        row.id, row.title, row.intro, Stage(row.stage), row.closes_at, row.box or "", row.promise,
        row.promise_digest, row.questionnaire, row.group_code, row.taken_part,
    )  # fmt: skip


def promised(survey: Asked) -> tuple[str, ...]:
    """What was promised, with whether a key still exists today: for the pages that outlast the answering."""
    return sentences(survey.promise, backup_exists=key_still_exists(survey.box))


@dataclass(frozen=True)
class Waiting:
    """A line of the start page: a survey this person is asked, and whether they have taken part."""

    survey_id: int
    title: str
    closes_at: datetime | None
    taken_part: bool


def open_for(person_id: int) -> Sequence[Waiting]:
    """The open surveys this person is asked, the one that closes first at the top."""
    return [Waiting(*row) for row in db.session.execute(_open_for(), {"person": person_id, "now": clock.now()})]


@cache
def _open_for() -> Select[*tuple[Any, ...]]:
    return (
        select(Survey.id, Survey.title, Survey.closes_at, Invitation.taken_part)
        .join(Invitation, Invitation.survey_id == Survey.id)
        .where(Invitation.person_id == bindparam("person"), Survey.stage == Stage.OPEN)
        .where(Survey.closes_at.is_(None) | (Survey.closes_at > bindparam("now")))
        .order_by(Survey.closes_at.asc().nulls_last(), Survey.id)
    )


def coming_up(person_id: int) -> Sequence[Survey]:
    """Scheduled surveys with an opening date that will ask this person as things stand: one statement."""
    here = Person.leaves_on.is_(None) | (Person.leaves_on >= clock.today())
    main = select(Post.unit_id).join(Person, Person.id == Post.person_id)
    main = main.where(Post.person_id == person_id, Post.is_main, Post.ended_on.is_(None), here)
    own = select(Unit.id, Unit.parent_id).where(Unit.id.in_(main)).cte("above", recursive=True)
    above = own.union(select(Unit.id, Unit.parent_id).join(own, Unit.id == own.c.parent_id))
    units = select(above.c.id)
    return db.session.scalars(
        select(Survey)
        .where(Survey.stage == Stage.SCHEDULED, Survey.opens_at.is_not(None))
        .where(Survey.closes_at.is_(None) | (Survey.closes_at > clock.now()))
        .where(Survey.audience_unit_id.in_(units) | (Survey.audience_unit_id.is_(None) & units.exists()))
        .order_by(Survey.opens_at, Survey.id)
    ).all()
