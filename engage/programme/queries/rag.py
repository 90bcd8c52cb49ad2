"""What the rule of colours is told of items: a fixed number of statements, however many items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select

from engage.core import clock
from engage.core.db import db
from engage.programme.models import (
    Board,
    BoardMeeting,
    Item,
    ItemUpdate,
    Measure,
    MeasurePeriod,
    Milestone,
    Plan,
    Risk,
    Spend,
)
from engage.programme.rules.kinds import Stage
from engage.programme.rules.measures import over, short_by
from engage.programme.rules.rag import Colour, Facts, colour_of, past
from engage.programme.rules.updates import Deadlines, Meeting, Said, deadlines, late_days

Worst = dict[int, tuple[int, str]]
Ids = Sequence[int] | Select[int]


class Written(NamedTuple):
    """What the rules are told of an update."""

    id: int
    at: datetime
    trouble: int


@dataclass(frozen=True)
class Known:
    """An item as the rules know it on a day: nothing that is only read."""

    id: int
    board_id: int | None
    deadlines: Deadlines
    said: Said
    # Its last update.
    update_id: int | None
    facts: Facts
    colour: Colour

    @property
    def late(self) -> int | None:
        """So many days is its update late."""
        return self.facts.update_late


def known(today: date, *conditions: ColumnElement[bool]) -> Sequence[Known]:
    """The items of which this is true, of them and their plans, in the order of their plans: seven statements."""
    columns = (Item.id, Item.stage, Item.starts_on, Item.ends_on, Item.board_id, Item.budget_pence, Item.created_at)
    asked = select(*columns).join(Plan, Plan.id == Item.plan_id).where(*conditions)
    items = db.session.execute(asked.order_by(Plan.name, Item.position, Item.id)).all()
    ids = select(Item.id).join(Plan, Plan.id == Item.plan_id).where(*conditions)
    last, boards = last_written(ids), deadlines_of(today)
    (late, moved), spent = _milestones(ids, today), spent_on(ids)
    worst = {"milestone_late": late, "milestone_moved": moved, "short_of_target": _measures(ids),
             "worst_risk": _risks(ids)}  # fmt: skip
    found, boardless = [], deadlines((), today)
    for item in items:
        update, board = last.get(item.id), boards.get(item.board_id or 0, boardless)
        said = said_of(item.stage, item.starts_on, item.created_at, update)
        facts = Facts(
            said.stage,
            trouble=update.trouble if update else None,
            update_late=late_days(said, board),
            end_late=past((today - item.ends_on).days) if item.ends_on else None,
            start_late=_start_late(said, today),
            over_budget=over(item.budget_pence, spent.get(item.id, 0)),
            **_worst_of(item.id, worst),
        )
        number = update.id if update else None
        found.append(Known(item.id, item.board_id, board, said, number, facts, colour_of(facts)))
    return found


def facts_of(item: Item, today: date) -> Facts:
    """The facts of one item today: seven statements."""
    (one,) = known(today, Item.id == item.id)
    return one.facts


def said_of(stage: str, starts_on: date | None, created_at: datetime, last: Written | None) -> Said:
    """What the rule of deadlines is told of an item, and of its last update."""
    created = clock.local(created_at).date()
    return Said(Stage(stage), starts_on, created, clock.local(last.at).date() if last else None)


def deadlines_of(today: date) -> Mapping[int, Deadlines]:
    """The deadlines of the boards that have meetings and have not ended: one statement."""
    found: dict[int, list[Meeting]] = {}
    rows = select(BoardMeeting.board_id, BoardMeeting.on, BoardMeeting.due_on)
    rows = rows.join(Board, Board.id == BoardMeeting.board_id).where(~Board.ended)
    for board_id, on, due_on in db.session.execute(rows.order_by(BoardMeeting.board_id, BoardMeeting.on)):
        found.setdefault(board_id, []).append(Meeting(on, due_on))
    return {board_id: deadlines(meetings, today) for board_id, meetings in found.items()}


def newest(item_ids: Ids, *conditions: ColumnElement[bool]) -> Select[int]:
    """The id of the last of these updates of each item."""
    rows = select(func.max(ItemUpdate.id)).where(ItemUpdate.item_id.in_(item_ids), *conditions)
    return rows.group_by(ItemUpdate.item_id)


def last_written(item_ids: Ids) -> Mapping[int, Written]:
    """What the rules are told of the last update of each item, by the item's id: one statement."""
    rows = select(ItemUpdate.item_id, ItemUpdate.id, ItemUpdate.at, ItemUpdate.trouble)
    found = db.session.execute(rows.where(ItemUpdate.id.in_(newest(item_ids))).order_by(ItemUpdate.item_id))
    return {item_id: Written(number, at, trouble) for item_id, number, at, trouble in found}


def last_updates(item_ids: Ids) -> Mapping[int, ItemUpdate]:
    """The last update of each item, by the item's id: one statement."""
    rows = select(ItemUpdate).where(ItemUpdate.id.in_(newest(item_ids)))
    return {row.item_id: row for row in db.session.scalars(rows.order_by(ItemUpdate.item_id))}


def last_colours(item_ids: Ids, *conditions: ColumnElement[bool]) -> Mapping[int, str]:
    """The colour that the last of these updates of each item had, by the item's id: one statement."""
    rows = select(ItemUpdate.item_id, ItemUpdate.colour).where(ItemUpdate.id.in_(newest(item_ids, *conditions)))
    return {each.item_id: each.colour for each in db.session.execute(rows.order_by(ItemUpdate.item_id))}


def spent_on(item_ids: Ids) -> Mapping[int, int]:
    """What was spent on each item, in pence, by the item's id: one statement."""
    rows = select(Spend.item_id, func.sum(Spend.pence)).where(Spend.item_id.in_(item_ids)).group_by(Spend.item_id)
    return {item_id: int(pence) for item_id, pence in db.session.execute(rows.order_by(Spend.item_id))}


def _start_late(said: Said, today: date) -> int | None:
    waiting = said.stage == Stage.NOT_STARTED and said.starts_on is not None
    return past((today - said.starts_on).days) if waiting and said.starts_on else None


def _worst_of(item_id: int, worst: Mapping[str, Worst]) -> dict[str, Any]:
    """The worst of each kind that an item has, and what each is called."""
    held = {fact: rows[item_id] for fact, rows in worst.items() if item_id in rows}
    return {fact: value for fact, (value, _) in held.items()} | {
        "names": {fact: name for fact, (_, name) in held.items()}
    }


def _keep_worst(worst: Worst, item_id: int, value: int | None, name: str) -> None:
    if value is not None and (item_id not in worst or value > worst[item_id][0]):
        worst[item_id] = (value, name)


def _milestones(item_ids: Ids, today: date) -> tuple[Worst, Worst]:
    """The longest overdue of each item, and the one that has moved the furthest, of those that are open."""
    late: Worst = {}
    moved: Worst = {}
    rows = select(Milestone.item_id, Milestone.name, Milestone.first_on, Milestone.due_on).where(
        Milestone.item_id.in_(item_ids), Milestone.met_on.is_(None), ~Milestone.dropped,
        (Milestone.due_on < today) | (Milestone.due_on > Milestone.first_on),
    )  # fmt: skip
    for item_id, name, first_on, due_on in db.session.execute(rows.order_by(Milestone.due_on, Milestone.id)):
        _keep_worst(late, item_id, past((today - due_on).days), name or "Milestone")
        _keep_worst(moved, item_id, past((due_on - first_on).days), name or "Milestone")
    return late, moved


def _measures(item_ids: Ids) -> Worst:
    """The measure that misses its target the most, by the last period of which both are known."""
    both = MeasurePeriod.target.is_not(None) & MeasurePeriod.actual.is_not(None)
    own = select(Measure.id).where(Measure.item_id.in_(item_ids))
    last = (
        select(MeasurePeriod.measure_id, func.max(MeasurePeriod.ends_on).label("on"))
        .where(both, MeasurePeriod.measure_id.in_(own))
        .group_by(MeasurePeriod.measure_id)
        .subquery()
    )
    # Of two periods that end on the same day both count.
    rows = (
        select(Measure.item_id, Measure.name, Measure.better, MeasurePeriod.target, MeasurePeriod.actual)
        .join(last, last.c.measure_id == Measure.id)
        .join(MeasurePeriod, (MeasurePeriod.measure_id == Measure.id) & (MeasurePeriod.ends_on == last.c.on))
        .where(both)
        .order_by(Measure.id, MeasurePeriod.id)
    )
    worst: Worst = {}
    for item_id, name, better, target, actual in db.session.execute(rows):
        _keep_worst(worst, item_id, short_by(target, actual, better) or None, name)
    return worst


def _risks(item_ids: Ids) -> Worst:
    worst: Worst = {}
    rows = select(Risk.item_id, Risk.what, Risk.likelihood * Risk.impact).where(
        Risk.item_id.in_(item_ids), Risk.closed_on.is_(None)
    )
    for item_id, what, value in db.session.execute(rows.order_by(Risk.id)):
        _keep_worst(worst, item_id, value, what)
    return worst
