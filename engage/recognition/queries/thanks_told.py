"""Who is written to: the receivers of a thank-you, and managers once a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Person, Post, Unit
from engage.directory.queries_finding import DEEPEST, here_today, led_units_of
from engage.directory.rules.months import Month
from engage.recognition.models import Thanks, ThanksPreference, ThanksReceiver
from engage.recognition.queries.thanks import ThanksCard, cards, newest, on_the_wall
from engage.recognition.rules.thanks import MOST_MAILS

MOST_LISTED = 50


@dataclass(frozen=True)
class Reader:
    """Somebody with an address; `team`: the team of theirs that is thanked, or nothing."""

    id: int
    first_name: str
    email: str
    team: str = ""


def readers_of(row: Thanks) -> Sequence[Reader]:
    """Everybody with an address who is thanked, each once; of a team of many its head; never whoever gave it."""
    people = [each.person_id for each in row.receivers if each.person_id is not None]
    found = [_reader(each) for each in db.session.execute(_addressed().where(Person.id.in_(people)))]
    for team in (each.unit for each in row.receivers if each.person_id is None):
        if team is not None:
            found += _members(team)
    once = {each.id: each for each in reversed(found)}
    return [each for each in once.values() if each.id != row.giver_id]


def _addressed() -> Select[int, str, str | None]:
    first = func.coalesce(func.nullif(Person.known_as, ""), Person.first_name)
    return select(Person.id, first, Person.email).where(Person.email.is_not(None), here_today()).order_by(Person.id)


def _reader(row: Row[int, str, str | None], team: str = "") -> Reader:
    return Reader(row[0], row[1], row[2] or "", team)


def _members(team: Unit) -> Sequence[Reader]:
    first = select(Unit.id, (Unit.id * 0).label("down")).where(Unit.id == team.id).cte("team_below", recursive=True)
    step = select(Unit.id, first.c.down + 1).join(first, Unit.parent_id == first.c.id)
    below = first.union_all(step.where(first.c.down < DEEPEST))
    of_them = select(Post.person_id).where(Post.ended_on.is_(None), Post.unit_id.in_(select(below.c.id)))
    here = select(func.count()).select_from(Person).where(Person.id.in_(of_them), here_today())
    if (db.session.scalar(here) or 0) > MOST_MAILS:
        of_them = select(Post.person_id).where(Post.ended_on.is_(None), Post.is_head, Post.unit_id == team.id)
    rows = _addressed().where(Person.id.in_(of_them))
    return [_reader(each, team.name) for each in db.session.execute(rows)]


# Managers


def managers() -> Sequence[int]:
    """Whoever leads people here today and has not asked to be left alone."""
    reporting = select(Post.manager_post_id).where(
        Post.manager_post_id.is_not(None), Post.ended_on.is_(None), Post.person_id.is_not(None)
    )
    leads = or_(Post.is_head, Post.id.in_(reporting))
    rows = (
        select(Person.id)
        .where(here_today())
        .where(Person.id.in_(select(Post.person_id).where(Post.ended_on.is_(None), leads)))
        .where(Person.id.not_in(select(ThanksPreference.person_id).where(ThanksPreference.no_digest)))
        .order_by(Person.id)
    )
    return db.session.scalars(rows).all()


@dataclass(frozen=True)
class Digest:
    """The thanks of a month in the teams that somebody leads: how many, and the newest of them."""

    month: Month
    count: int
    cards: Sequence[ThanksCard]


def in_my_teams(person_id: int, month: Month) -> ColumnElement[bool]:
    """On the wall, of that month, to others in the units that this person leads."""
    theirs = select(ThanksReceiver.thanks_id).where(
        ThanksReceiver.unit_id.in_(led_units_of(person_id)),
        ThanksReceiver.person_id.is_(None) | (ThanksReceiver.person_id != person_id),
    )
    return on_the_wall() & Thanks.id.in_(theirs) & (Thanks.given_at >= _start(month.first)) & (
        Thanks.given_at < _start(month.end))  # fmt: skip


def digest(person_id: int, month: Month) -> Digest:
    """What stands on the wall now: five statements."""
    where = in_my_teams(person_id, month)
    count = db.session.scalar(select(func.count()).select_from(Thanks).where(where)) or 0
    return Digest(month, count, cards(newest(where).limit(MOST_LISTED), person_id) if count else ())


def count_for(person_id: int, month: Month) -> int:
    """How many there are: two statements."""
    rows = select(func.count()).select_from(Thanks).where(in_my_teams(person_id, month))
    return db.session.scalar(rows) or 0


def _start(day: date) -> datetime:
    """The moment at which a day begins where the council is."""
    return datetime.combine(day, time(), clock.LONDON).astimezone(UTC)
