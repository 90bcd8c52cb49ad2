"""Equality figures: the tables there are, what a file would change, and the measures that take their figures here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from engage.core.db import db
from engage.programme.models import EqualityFigure, Item, Measure, MeasurePeriod, Plan
from engage.programme.rules import equality as rules
from engage.programme.rules.equality import Group, Key, Shown, Table
from engage.programme.rules.equality_file import Bad, Change, Line, Near, Read, change, near, tables

ON = "equality"
# So many days of a table are shown beside each other.
DAYS = 4


@dataclass(frozen=True)
class Looked:
    """What a file would do, or what is wrong with it."""

    bad: Sequence[Bad]
    read: Mapping[tuple[date, Key], Read]
    changes: Sequence[Change]
    same: int
    near: Sequence[Near] = ()


@dataclass(frozen=True)
class Linked:
    """A measure that takes its figures from a group, with its item and its periods."""

    row: Measure
    item: str
    periods: Sequence[MeasurePeriod]

    def target(self, on: date) -> int | None:
        """Its target on a day."""
        return next((each.target for each in self.periods if each.starts_on <= on <= each.ends_on), None)


@dataclass(frozen=True)
class Through:
    """A group through the days, and the measures that look at it."""

    name: str
    shares: Sequence[rules.Share | None]
    linked: Sequence[Linked]


@dataclass(frozen=True)
class Series:
    """One characteristic of one measure through the days."""

    key: Key
    days: Sequence[Shown]
    groups: Sequence[Through]


def all_tables(measure: str = "", characteristic: str = "") -> dict[Key, list[Table]]:
    """Every table, by what it is about, the earliest first: one statement."""
    rows = select(EqualityFigure)
    if measure:
        rows = rows.where(EqualityFigure.measure == measure, EqualityFigure.characteristic == characteristic)
    found: dict[tuple[Key, date], list[EqualityFigure]] = {}
    order = (EqualityFigure.measure, EqualityFigure.characteristic, EqualityFigure.as_at, EqualityFigure.id)
    for row in db.session.scalars(rows.order_by(*order)):
        found.setdefault((Key(row.measure, row.characteristic), row.as_at), []).append(row)
    made: dict[Key, list[Table]] = {}
    for (key, day), there in found.items():
        groups = tuple(Group(row.group, row.people, row.apart) for row in there)
        made.setdefault(key, []).append(Table(day, there[0].everybody, groups))
    return made


def linked(only: Collection[Key] | None = None) -> Mapping[tuple[Key, str], list[Linked]]:
    """The measures that take their figures from a group, by it: two statements."""
    query = (
        select(Measure, Item.name)
        .join(Item, Item.id == Measure.item_id)
        .join(Plan, Plan.id == Item.plan_id)
        .where(Measure.equality_group != "", Plan.archived_at.is_(None))
        .order_by(Measure.name, Measure.id)
    )
    rows = db.session.execute(query).all()
    periods: dict[int, list[MeasurePeriod]] = {}
    under = select(MeasurePeriod).where(MeasurePeriod.measure_id.in_([row.id for row, _ in rows]))
    for each in db.session.scalars(under.order_by(MeasurePeriod.starts_on, MeasurePeriod.id)):
        periods.setdefault(each.measure_id, []).append(each)
    found: dict[tuple[Key, str], list[Linked]] = {}
    for row, item in rows:
        key = Key(row.equality_measure, row.equality_characteristic)
        if only is None or key in only:
            found.setdefault((key, row.equality_group), []).append(Linked(row, item, periods.get(row.id, [])))
    return found


def series() -> Sequence[Series]:
    """All that may be shown: three statements."""
    measures = linked()
    return [_series(key, there, measures) for key, there in all_tables().items()]


def _series(key: Key, there: Sequence[Table], measures: Mapping[tuple[Key, str], list[Linked]]) -> Series:
    days = [rules.shown(each) for each in there[-DAYS:]]
    names = dict.fromkeys(each.name for table in reversed(there[-DAYS:]) for each in table.groups)
    lines = [Through(name, [day.shares.get(name) for day in days], measures.get((key, name), ())) for name in names]
    return Series(key, days, lines)


def groups() -> Sequence[tuple[Key, str]]:
    """Every group a measure could take its figures from."""
    columns = (EqualityFigure.measure, EqualityFigure.characteristic, EqualityFigure.group)
    rows = db.session.execute(select(*columns).distinct().order_by(*columns))
    return [(Key(measure, characteristic), group) for measure, characteristic, group in rows]


def beside(row: Measure, periods: Sequence[MeasurePeriod]) -> Mapping[int, Shown | None]:
    """For each period of a linked measure what was shown then, with the declaration rate."""
    if not row.equality_group:
        return {}
    key = Key(row.equality_measure, row.equality_characteristic)
    there = all_tables(key.measure, key.characteristic).get(key, [])
    last = {each.id: rules.within(there, each.starts_on, each.ends_on) for each in periods}
    return {number: rules.shown(table) if table else None for number, table in last.items()}


def looked(lines: Sequence[Line], bad: Sequence[Bad]) -> Looked:
    """A file beside what is there: one statement, however long it is."""
    if bad:
        return Looked(bad, {}, (), 0)
    there = {
        (table.as_at, key): Read(table.everybody, {each.name: each.people for each in table.groups})
        for key, found in all_tables().items()
        for table in found
    }
    read = tables(lines)
    changes = [change(day, key, now, there.get((day, key))) for (day, key), now in read.items()]
    real = [each for each in changes if each is not None]
    return Looked((), read, real, len(changes) - len(real), near({**there, **read}, read))


def count() -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(EqualityFigure)) or 0
