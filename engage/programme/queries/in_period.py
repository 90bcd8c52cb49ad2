"""Milestones and measures of a period, for reports: of plans that are not archived, published to staff or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from engage.core import clock
from engage.core.db import db
from engage.programme.models import Item, ItemChange, Measure, MeasurePeriod, Milestone, Plan
from engage.programme.queries.boards_standing import live
from engage.programme.rules.kinds import ChangeKind
from engage.programme.rules.measures import Figure, over_time, short_by

UNNAMED, MOST_WHAT = "Milestone", 240


@dataclass(frozen=True)
class Dated:
    """A milestone of an item, with its first and its current date."""

    item_id: int
    item: str
    name: str
    first_on: date
    due_on: date
    met_on: date | None

    def met_in(self, first: date, last: date) -> bool:
        """Whether it was met in a period."""
        return self.met_on is not None and first <= self.met_on <= last

    def open_on(self, day: date) -> bool:
        """Whether it was not met by the end of a day."""
        return self.met_on is None or self.met_on > day


@dataclass(frozen=True)
class Moved:
    """A milestone whose date was moved, from what and to what, and as it is now where its name tells which it is."""

    item_id: int
    item: str
    name: str
    was: str
    becomes: str
    now: Dated | None


@dataclass(frozen=True)
class Measured:
    """A measure with what it came to in a period; None: no period of it ended."""

    item_id: int
    item: str
    name: str
    unit: str
    saving: bool
    figure: Figure | None
    # By how many percent the actual figure misses its target; None where that is not known.
    short: int | None


def plans_told() -> Sequence[tuple[str, bool]]:
    """The plans that are read, and whether each is published to staff: one statement."""
    rows = select(Plan.name, Plan.published_at.is_not(None)).where(live()).order_by(Plan.name, Plan.id)
    return [(name, bool(published)) for name, published in db.session.execute(rows)]


def milestones(first: date, last: date) -> Sequence[Dated]:
    """Those that were met in the period, are due in it, or were overdue when it ended: one statement.

    Days on which one is due are those of today: what has moved meanwhile is told by `moved`.
    """
    overdue = and_(Milestone.due_on < last, or_(Milestone.met_on.is_(None), Milestone.met_on > last))
    rows = (
        select(Item.id, Item.name, Milestone.name, Milestone.first_on, Milestone.due_on, Milestone.met_on)
        .join(Item, Item.id == Milestone.item_id)
        .join(Plan, Plan.id == Item.plan_id)
        .where(live(), ~Milestone.dropped)
        .where(or_(Milestone.met_on.between(first, last), Milestone.due_on.between(first, last), overdue))
        .order_by(Milestone.due_on, Item.name, Milestone.id)
    )
    return [_dated(*row) for row in db.session.execute(rows)]


def _dated(item_id: int, item: str, name: str, first_on: date, due_on: date, met_on: date | None) -> Dated:
    return Dated(item_id, item, name or UNNAMED, first_on, due_on, met_on)


def moved(first: date, last: date) -> Sequence[Moved]:
    """Milestones whose date was moved in the period, once each, in the order of the moves: two statements."""
    rows = (
        select(Item.id, Item.name, ItemChange.what, ItemChange.was, ItemChange.becomes)
        .join(Item, Item.id == ItemChange.item_id)
        .join(Plan, Plan.id == Item.plan_id)
        .where(live(), ItemChange.kind == ChangeKind.MILESTONE, ItemChange.was != "", ItemChange.becomes != "")
        .where(ItemChange.at >= clock.begins(first), ItemChange.at < clock.begins(last + timedelta(days=1)))
        .order_by(ItemChange.at, ItemChange.id)
    )
    found: dict[tuple[int, str], tuple[str, str, str]] = {}
    for item_id, item, what, was, becomes in db.session.execute(rows):
        found[(item_id, what)] = (item, found.get((item_id, what), ("", was))[1], becomes)
    now = _by_name({item_id for item_id, _ in found})
    return [
        Moved(key[0], item, key[1] or UNNAMED, was, becomes, now.get(key))
        for key, (item, was, becomes) in found.items()
    ]


def _by_name(item_ids: set[int]) -> Mapping[tuple[int, str], Dated]:
    """Milestones of items by the name that the log has of them; two of one name cannot be told apart."""
    rows = (
        select(Item.id, Item.name, Milestone.name, Milestone.first_on, Milestone.due_on, Milestone.met_on)
        .join(Item, Item.id == Milestone.item_id)
        .where(Item.id.in_(item_ids))
        .order_by(Milestone.id)
    )
    found: dict[tuple[int, str], list[Dated]] = {}
    for row in db.session.execute(rows):
        found.setdefault((row[0], row[2][:MOST_WHAT]), []).append(_dated(*row))
    return {key: same[0] for key, same in found.items() if len(same) == 1}


def measures(first: date, last: date) -> Mapping[int, Measured]:
    """Measures of which a period ended in this one, by their id, in the order of their plans: one statement."""
    rows = (
        select(Measure.id, Measure.better, Item.id, Item.name, Measure.name, Measure.unit, Measure.saving,
               MeasurePeriod.starts_on, MeasurePeriod.ends_on, MeasurePeriod.target, MeasurePeriod.actual)
        .join(Measure, Measure.id == MeasurePeriod.measure_id)
        .join(Item, Item.id == Measure.item_id)
        .join(Plan, Plan.id == Item.plan_id)
        .where(live(), MeasurePeriod.ends_on.between(first, last))
        .order_by(Plan.name, Item.position, Item.id, Measure.id, MeasurePeriod.ends_on, MeasurePeriod.starts_on)
    )  # fmt: skip
    held: dict[int, tuple[str, tuple[int, str, str, str, bool], list[Figure]]] = {}
    for number, better, item_id, item, name, unit, saving, *figure in db.session.execute(rows):
        held.setdefault(number, (better, (item_id, item, name, unit, saving), []))[2].append(Figure(*figure))
    return {number: _measured(*each) for number, each in held.items()}


def _measured(better: str, about: tuple[int, str, str, str, bool], figures: Sequence[Figure]) -> Measured:
    figure = over_time(figures, saving=about[-1])
    short = short_by(figure.target, figure.actual, better) if figure else None
    return Measured(*about, figure, short)
