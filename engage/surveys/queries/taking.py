"""What a respondent may see: the surveys they are asked, and whether one is still theirs to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from engage.ballots.queries import key_still_exists
from engage.core import clock
from engage.core.db import db, fetch, once
from engage.surveys.models import Invitation, PulseSeries, PulseWave, Survey, SurveyLeftOut
from engage.surveys.promise import sentences
from engage.surveys.queries import reach
from engage.surveys.rules import Questionnaire, Stage, from_json
from engage.surveys.rules.reach import Channel, Facts
from engage.surveys.rules.reach import from_text as audience_of

# For so long a survey that was cancelled is named to those it asked, or would have asked.
CANCELLED_TOLD = timedelta(days=30)


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
    channel: str = "page"
    extended_from: datetime | None = None
    extended_why: str = ""
    cancelled_why: str = ""
    standing: bool = False

    @property
    def by_code(self) -> bool:
        """Whether this person answers with a code, and has no way to answer on the page."""
        return self.channel == Channel.CODE

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
        Survey.promise_digest, Survey.questionnaire, Invitation.group_code, Invitation.taken_part, Invitation.channel,
        Survey.extended_from, Survey.extended_why, Survey.cancelled_why, Survey.standing,
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
        row.promise_digest, row.questionnaire, row.group_code, row.taken_part, row.channel, row.extended_from,
        row.extended_why, row.cancelled_why, row.standing,
    )  # fmt: skip


def opened(survey_id: int) -> Survey | None:
    """A survey that was opened, by its number, for whoever has just sent answers to it."""
    found = db.session.get(Survey, survey_id) if survey_id else None
    return found if found is not None and found.promise else None


def promised_by(survey: Survey) -> tuple[str, ...]:
    """The same as `promised`, of the survey itself, for whoever answered with a code."""
    return sentences(survey.promise, backup_exists=key_still_exists(survey.box or ""), by_code=True)


def promised(survey: Asked, by_code: bool = False) -> tuple[str, ...]:
    """What was promised, with whether a key still exists today: for the pages that outlast the answering."""
    return sentences(survey.promise, backup_exists=key_still_exists(survey.box), by_code=by_code)


@dataclass(frozen=True)
class Waiting:
    """A line of the start page: a survey this person is asked, and whether they have taken part."""

    survey_id: int
    title: str
    closes_at: datetime | None
    taken_part: bool
    channel: str = "page"
    extended_why: str = ""

    @property
    def by_code(self) -> bool:
        """Whether this person answers with a code; whether they did is noted nowhere."""
        return self.channel == Channel.CODE


def open_for(person_id: int) -> Sequence[Waiting]:
    """The open surveys this person is asked, the one that closes first at the top."""
    return [Waiting(*row) for row in db.session.execute(_open_for(), {"person": person_id, "now": clock.now()})]


@cache
def _open_for() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Survey.id, Survey.title, Survey.closes_at, Invitation.taken_part, Invitation.channel, Survey.extended_why
        )
        .join(Invitation, Invitation.survey_id == Survey.id)
        .where(Invitation.person_id == bindparam("person"), Survey.stage == Stage.OPEN)
        .where(Survey.closes_at.is_(None) | (Survey.closes_at > bindparam("now")))
        .order_by(Survey.closes_at.asc().nulls_last(), Survey.id)
    )


def coming_up(person_id: int) -> Sequence[Survey]:
    """Scheduled surveys with an opening date that ask, or may draw, this person as things stand.

    Not those of a series that asks some people in turn: whose turn it is is known when they open."""
    in_turn = select(PulseWave.survey_id).join(PulseSeries, PulseSeries.id == PulseWave.series_id)
    rows = (
        select(Survey)
        .where(Survey.stage == Stage.SCHEDULED, Survey.opens_at.is_not(None))
        .where(Survey.id.not_in(in_turn.where(PulseSeries.sample.is_not(None))))
        .where(Survey.closes_at.is_(None) | (Survey.closes_at > clock.now()))
        .order_by(Survey.opens_at, Survey.id)
    )
    return _meant(rows, person_id)


def cancelled_for(person_id: int) -> Sequence[Survey]:
    """Surveys cancelled lately that asked this person, or that would have asked them."""
    lately = clock.now() - CANCELLED_TOLD
    asked = select(Invitation.survey_id).where(Invitation.person_id == person_id)
    rows = select(Survey).where(Survey.stage == Stage.CANCELLED, Survey.cancelled_at > lately)
    opened = db.session.scalars(rows.where(Survey.id.in_(asked)).order_by(Survey.id)).all()
    never = rows.where(Survey.promise == "", Survey.opens_at.is_not(None)).order_by(Survey.id)
    return [*opened, *_meant(never, person_id)]


def _meant(rows: Select[Survey], person_id: int) -> Sequence[Survey]:
    listed = select(SurveyLeftOut.survey_id).where(SurveyLeftOut.person_id == person_id)
    found = db.session.scalars(rows.where(Survey.id.not_in(listed)).options(joinedload(Survey.reach))).all()
    me: list[Facts] = once(("survey facts", person_id), lambda: reach.one(person_id))
    return [each for each in found if reach.meant(audience_of(each.audience), me)]
