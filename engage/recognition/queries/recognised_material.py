"""What the figures of a year are made of: counts by group, never a row about one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, Subquery, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Account, Behaviour, FrameworkValue, Person, Post, Unit
from engage.recognition.models import AwardCategory, AwardRound, Nomination, Thanks, ThanksBehaviour, ThanksReceiver
from engage.recognition.queries.thanks import on_the_wall
from engage.recognition.rules.recognised import Year, twelve_months_to
from engage.recognition.rules.rounds import NominationState, Outcome, RoundStage

LISTED = (Outcome.SHORTLISTED, Outcome.HIGHLY_COMMENDED, Outcome.WINNER)


@dataclass(frozen=True)
class Profile:
    """So many people who are alike in everything that is counted."""

    unit: int
    grade: str
    work_type: str
    site: str
    contract: str
    thanked: bool
    without: bool
    nominated: bool
    shortlisted: bool
    people: int


@dataclass(frozen=True)
class UnitRow:
    """A unit of the day, and the one above it."""

    id: int
    name: str
    parent: int | None


@dataclass(frozen=True)
class Material:
    """Everything about one year."""

    year: Year
    as_of: date
    since: date
    closed: bool
    units: Sequence[UnitRow]
    profiles: Sequence[Profile]
    thanks: int
    pairs: Mapping[tuple[int, int], int]
    values: Sequence[tuple[str, int]]
    behaviours: Sequence[tuple[str, str, int]]
    reached: frozenset[int]
    winners: int
    winning_teams: int


def material(year: Year, today: date) -> Material:
    """A fixed number of statements, each grouped by the database."""
    as_of, closed = year.as_of(today), year.over(today)
    since = year.first_day if closed else twelve_months_to(as_of)
    given, announced = _given(year.first_day, as_of), _announced(year)
    wall = select(func.count()).select_from(Thanks).where(given)
    return Material(
        year, as_of, since, closed, _units(as_of), _profiles(as_of, given, announced),
        thanks=db.session.scalar(wall) or 0,
        pairs=_pairs(given),
        values=_values(given),
        behaviours=_behaviours(given),
        reached=_reached(as_of, _given(since, as_of)),
        winners=_won(announced, Nomination.nominee_id),
        winning_teams=_won(announced, Nomination.team_id),
    )  # fmt: skip


def recognised_anything(year: Year) -> bool:
    """Whether there is anything to count in a year: a thank-you on the wall, or an award round that was announced."""
    given = select(Thanks.id).where(_given(year.first_day, year.last_day)).limit(1)
    rounds = select(AwardRound.id).where(_announced(year)).limit(1)
    return db.session.scalar(given) is not None or db.session.scalar(rounds) is not None


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.LONDON).astimezone(UTC)


def _given(first: date, last: date) -> ColumnElement[bool]:
    after = _start(last + timedelta(days=1))
    return on_the_wall() & (Thanks.given_at >= _start(first)) & (Thanks.given_at < after)


def _announced(year: Year) -> ColumnElement[bool]:
    """Rounds count in the year in which they were announced: what nobody may know yet is in no figure."""
    at = func.coalesce(AwardRound.announces_at, AwardRound.closes_at)
    after = _start(year.last_day + timedelta(days=1))
    return (AwardRound.stage == RoundStage.ANNOUNCED) & (at >= _start(year.first_day)) & (at < after)


def _units(day: date) -> Sequence[UnitRow]:
    there = or_(Unit.closed_on.is_(None), Unit.closed_on > day)
    rows = select(Unit.id, Unit.name, Unit.parent_id).where(there).order_by(Unit.name, Unit.id)
    return [UnitRow(*row) for row in db.session.execute(rows)]


def _here(day: date) -> Subquery:
    """Everybody who worked here on a day, with their main post then: the one that ended first after it."""
    order = (case((Post.ended_on.is_(None), 1), else_=0), Post.ended_on, Post.id)
    held = (
        select(
            Post.person_id, Post.unit_id, Post.grade, Post.work_type, Post.site, Post.contract,
            func.row_number().over(partition_by=Post.person_id, order_by=order).label("nth"),
        )
        .where(Post.is_main, Post.person_id.is_not(None), or_(Post.ended_on.is_(None), Post.ended_on >= day))
        .subquery()
    )  # fmt: skip
    here = or_(Person.started_on.is_(None), Person.started_on <= day)
    stays = or_(Person.leaves_on.is_(None), Person.leaves_on >= day)
    without = Account.claimed_at.is_(None) & Person.email.is_(None)
    return (
        select(held, without.label("without"))
        .join(Person, Person.id == held.c.person_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(held.c.nth == 1, here, stays)
        .subquery()
    )


def _profiles(day: date, given: ColumnElement[bool], announced: ColumnElement[bool]) -> Sequence[Profile]:
    here = _here(day)
    thanked = select(ThanksReceiver.person_id).join(Thanks).where(given, ThanksReceiver.person_id.is_not(None))
    entries = _entries(announced, Nomination.nominee_id)
    flags = (
        here.c.person_id.in_(thanked),
        here.c.without,
        here.c.person_id.in_(entries),
        here.c.person_id.in_(entries.where(Nomination.outcome.in_(LISTED))),
    )
    keys = [here.c.unit_id, here.c.grade, here.c.work_type, here.c.site, here.c.contract]
    keys += [case((flag, 1), else_=0).label(f"flag_{n}") for n, flag in enumerate(flags)]
    plain = select(*keys).subquery()
    rows = select(*plain.c, func.count()).group_by(*plain.c).order_by(*plain.c)
    return [
        Profile(unit, grade, work_type, site, contract, bool(thanks), bool(none), bool(named), bool(listed), people)
        for unit, grade, work_type, site, contract, thanks, none, named, listed, people in db.session.execute(rows)
    ]


def _entries(announced: ColumnElement[bool], whom: InstrumentedAttribute[int | None]) -> Select[int | None]:
    return (
        select(whom)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .join(AwardRound, AwardRound.id == AwardCategory.round_id)
        .where(announced, Nomination.state == NominationState.SUBMITTED, whom.is_not(None))
    )


def _won(announced: ColumnElement[bool], whom: InstrumentedAttribute[int | None]) -> int:
    won = _entries(announced, whom).where(Nomination.outcome == Outcome.WINNER).distinct().subquery()
    return db.session.scalar(select(func.count()).select_from(won)) or 0


def _pairs(given: ColumnElement[bool]) -> Mapping[tuple[int, int], int]:
    known = Thanks.giver_unit_id.is_not(None) & ThanksReceiver.unit_id.is_not(None)
    rows = (
        select(Thanks.giver_unit_id, ThanksReceiver.unit_id, func.count())
        .join(ThanksReceiver, ThanksReceiver.thanks_id == Thanks.id)
        .where(given, known)
        .group_by(Thanks.giver_unit_id, ThanksReceiver.unit_id)
    )
    return {(giver, to): number for giver, to, number in db.session.execute(rows) if giver and to}


def _values(given: ColumnElement[bool]) -> Sequence[tuple[str, int]]:
    rows = (
        select(func.max(FrameworkValue.name), func.count(Thanks.id.distinct()))
        .join(Behaviour, Behaviour.value_id == FrameworkValue.id)
        .join(ThanksBehaviour, ThanksBehaviour.behaviour_id == Behaviour.id)
        .join(Thanks, Thanks.id == ThanksBehaviour.thanks_id)
        .where(given)
        .group_by(FrameworkValue.identity)
        .order_by(func.count(Thanks.id.distinct()).desc(), func.max(FrameworkValue.name))
    )
    return [(name, number) for name, number in db.session.execute(rows)]


def _behaviours(given: ColumnElement[bool]) -> Sequence[tuple[str, str, int]]:
    rows = (
        select(func.max(FrameworkValue.name), func.max(Behaviour.text), func.count(Thanks.id.distinct()))
        .join(Behaviour, Behaviour.value_id == FrameworkValue.id)
        .join(ThanksBehaviour, ThanksBehaviour.behaviour_id == Behaviour.id)
        .join(Thanks, Thanks.id == ThanksBehaviour.thanks_id)
        .where(given)
        .group_by(FrameworkValue.identity, Behaviour.identity)
        .order_by(func.count(Thanks.id.distinct()).desc(), func.max(Behaviour.text))
    )
    return [(value, text, number) for value, text, number in db.session.execute(rows)]


def _reached(day: date, given: ColumnElement[bool]) -> frozenset[int]:
    """Units in which somebody was thanked (where they work now, or did then), or that were thanked as a team."""
    here = _here(day)
    now = select(here.c.unit_id).join(ThanksReceiver, ThanksReceiver.person_id == here.c.person_id)
    then = select(ThanksReceiver.unit_id).join(Thanks).where(given, ThanksReceiver.unit_id.is_not(None))
    found = db.session.scalars(now.join(Thanks, Thanks.id == ThanksReceiver.thanks_id).where(given).distinct()).all()
    return frozenset(found) | frozenset(each for each in db.session.scalars(then.distinct()) if each is not None)
