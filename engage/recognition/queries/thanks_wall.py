"""The wall: its filters, and its entries in two statements however many there are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select, tuple_

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Behaviour, Framework, FrameworkValue, Unit
from engage.directory.queries_finding import DEEPEST
from engage.directory.queries_framework import value_lineage
from engage.recognition.models import Thanks, ThanksBehaviour, ThanksReceiver
from engage.recognition.queries.thanks import Rows, ThanksCard, cards, newest, on_the_wall

EACH, ON_START = 24, 3
PERIODS: Mapping[str, str] = {"": "All of it", "month": "This month", "quarter": "The last 3 months", "year": "A year"}
CURSOR = re.compile(r"([0-9]{1,16})-([0-9]{1,9})\Z")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """What of the wall is asked for: a value's identity, a unit, a period, and what to go on after."""

    value: str = ""
    unit: int | None = None
    period: str = ""
    before: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether it is less than all of it."""
        return bool(self.value or self.unit or self.period)

    def address(self, before: str | None = None) -> dict[str, Any]:
        """As the arguments of an address."""
        return {"value": self.value or None, "unit": self.unit, "period": self.period or None, "before": before}


@dataclass(frozen=True)
class Wall:
    """One page of it; `older`: where the next one begins, or nothing."""

    cards: Sequence[ThanksCard]
    older: str


def wall(asked: Asked, reader_id: int) -> Wall:
    """A page of what all staff can read: two statements, and up to three that look a filter up."""
    where = [on_the_wall(), *_filters(asked)]
    found = cards(newest(*where).limit(EACH + 1), reader_id)
    older = _cursor(found[EACH - 1]) if len(found) > EACH else ""
    return Wall(found[:EACH], older)


def latest(reader_id: int, unit_id: int | None = None) -> Sequence[ThanksCard]:
    """The newest of the wall or of one unit with all below it, for the start page: two statements, three for a unit."""
    if unit_id is None:
        return cards(_latest(), reader_id)
    return cards(_latest_in_units(), reader_id, units=units_below(unit_id))


@cache
def _latest() -> Rows:
    return newest(on_the_wall()).limit(ON_START)


@cache
def _latest_in_units() -> Rows:
    return newest(on_the_wall(), _in_units(bindparam("units", expanding=True))).limit(ON_START)


def _in_units(units: Sequence[int] | BindParameter[int]) -> ColumnElement[bool]:
    return Thanks.id.in_(select(ThanksReceiver.thanks_id).where(ThanksReceiver.unit_id.in_(units)))


def _cursor(card: ThanksCard) -> str:
    return f"{(card.given_at - EPOCH) // timedelta(microseconds=1)}-{card.id}"


def _filters(asked: Asked) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.value:
        found.append(Thanks.id.in_(select(ThanksBehaviour.thanks_id).where(
            ThanksBehaviour.behaviour_id.in_(_behaviours_of(asked.value)))))  # fmt: skip
    if asked.unit is not None:
        found.append(_in_units(units_below(asked.unit)))
    if (since := since_of(asked.period)) is not None:
        found.append(Thanks.given_at >= since)
    if given := CURSOR.match(asked.before):
        at = EPOCH + timedelta(microseconds=int(given[1]))
        found.append(tuple_(Thanks.given_at, Thanks.id) < (at, int(given[2])))
    return found


def since_of(period: str) -> datetime | None:
    """From when on a period counts; None for all of it."""
    now = clock.now()
    if period == "month":
        first = clock.local(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return first.astimezone(UTC)
    return {"quarter": clock.months_after(now, -3), "year": clock.months_after(now, -12)}.get(period)


def _behaviours_of(identity: str) -> Sequence[int]:
    """Of a value of today, and of whatever it took over from."""
    lineage = value_lineage(clock.today())
    identities = [before for before, now in lineage.items() if now == identity] or [identity]
    rows = select(Behaviour.id).join(FrameworkValue).where(FrameworkValue.identity.in_(identities))
    return db.session.scalars(rows).all()


def units_below(unit_id: int) -> Sequence[int]:
    """A unit with all below it, closed ones too: what was said there stays theirs."""
    return db.session.scalars(_units_below(), {"unit": unit_id}).unique().all()


@cache
def _units_below() -> Select[int]:
    top = Unit.id == bindparam("unit")
    first = select(Unit.id, (Unit.id * 0).label("down")).where(top).cte("units_below", recursive=True)
    step = select(Unit.id, first.c.down + 1).join(first, Unit.parent_id == first.c.id)
    whole = first.union_all(step.where(first.c.down < DEEPEST))
    return select(whole.c.id)


def values(on: date) -> Sequence[tuple[str, str]]:
    """Identity and name of the values in force: one statement."""
    in_force = (
        select(Framework.id)
        .where(Framework.in_force_from <= on, Framework.ended_on.is_(None) | (Framework.ended_on > on))
        .order_by(Framework.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = select(FrameworkValue.identity, FrameworkValue.name).where(FrameworkValue.framework_id == in_force)
    return [(identity, name) for identity, name in db.session.execute(rows.order_by(FrameworkValue.position))]
