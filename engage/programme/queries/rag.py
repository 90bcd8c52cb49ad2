"""What the rule of colours is told of items: a fixed number of statements, however many items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

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
    Risk,
    Spend,
)
from engage.programme.rules.kinds import Stage
from engage.programme.rules.measures import over, short_by
from engage.programme.rules.rag import Facts, past
from engage.programme.rules.updates import Meeting, Said, late_days

Worst = dict[int, tuple[int, str]]


@dataclass(frozen=True)
class Known:
    """What several questions about the same items need: their last updates, and their boards' meetings."""

    last: Mapping[int, ItemUpdate]
    meetings: Mapping[int, Sequence[Meeting]]


def known_of(items: Sequence[Item]) -> Known:
    """Read it once for all of them: two statements."""
    boards = {item.board_id for item in items if item.board_id}
    return Known(last_updates([item.id for item in items]), meetings_of(boards))


def facts_of(items: Sequence[Item], today: date, known: Known | None = None) -> Mapping[int, Facts]:
    """The facts of each of these items today, by its id: seven statements, five where the rest is known."""
    ids = [item.id for item in items]
    known = known or known_of(items)
    last, meetings, (late, moved) = known.last, known.meetings, _milestones(ids, today)
    short, risks, spent = _measures(ids), _risks(ids), spent_on(ids)
    found = {}
    for item in items:
        update = last.get(item.id)
        board = meetings.get(item.board_id or 0, ())
        worst = {"milestone_late": late, "milestone_moved": moved, "short_of_target": short, "worst_risk": risks}
        found[item.id] = Facts(
            stage=Stage(item.stage),
            trouble=update.trouble if update else None,
            update_late=late_days(said_of(item, update), board, today),
            end_late=past((today - item.ends_on).days) if item.ends_on else None,
            start_late=_start_late(item, today),
            over_budget=over(item.budget_pence, spent.get(item.id, 0)),
            names={fact: rows[item.id][1] for fact, rows in worst.items() if item.id in rows},
            **{fact: rows[item.id][0] for fact, rows in worst.items() if item.id in rows},
        )
    return found


def said_of(item: Item, update: ItemUpdate | None) -> Said:
    """What the rule of deadlines is told of an item."""
    created = clock.local(item.created_at).date()
    return Said(Stage(item.stage), item.starts_on, created, clock.local(update.at).date() if update else None)


def meetings_of(board_ids: set[int]) -> Mapping[int, Sequence[Meeting]]:
    """The meetings of these boards that have not ended, in the order of their days: one statement."""
    found: dict[int, list[Meeting]] = {}
    rows = select(BoardMeeting.board_id, BoardMeeting.on, BoardMeeting.due_on)
    rows = rows.join(Board, Board.id == BoardMeeting.board_id).where(Board.id.in_(board_ids), ~Board.ended)
    for board_id, on, due_on in db.session.execute(rows.order_by(BoardMeeting.board_id, BoardMeeting.on)):
        found.setdefault(board_id, []).append(Meeting(on, due_on))
    return found


def last_updates(item_ids: Sequence[int], *conditions: ColumnElement[bool]) -> Mapping[int, ItemUpdate]:
    """The last update of each item, by the item's id: one statement."""
    newest = select(func.max(ItemUpdate.id)).where(ItemUpdate.item_id.in_(item_ids), *conditions)
    rows = select(ItemUpdate).where(ItemUpdate.id.in_(newest.group_by(ItemUpdate.item_id)))
    return {row.item_id: row for row in db.session.scalars(rows.order_by(ItemUpdate.item_id))}


def last_colours(item_ids: Sequence[int], *conditions: ColumnElement[bool]) -> Mapping[int, str]:
    """The colour that the last of these updates of each item had, by the item's id: one statement."""
    newest = select(func.max(ItemUpdate.id)).where(ItemUpdate.item_id.in_(item_ids), *conditions)
    rows = select(ItemUpdate.item_id, ItemUpdate.colour).where(ItemUpdate.id.in_(newest.group_by(ItemUpdate.item_id)))
    return {each.item_id: each.colour for each in db.session.execute(rows.order_by(ItemUpdate.item_id))}


def spent_on(item_ids: Sequence[int]) -> Mapping[int, int]:
    """What was spent on each item, in pence, by the item's id: one statement."""
    rows = select(Spend.item_id, func.sum(Spend.pence)).where(Spend.item_id.in_(item_ids)).group_by(Spend.item_id)
    return {item_id: int(pence) for item_id, pence in db.session.execute(rows.order_by(Spend.item_id))}


def _start_late(item: Item, today: date) -> int | None:
    waiting = item.stage == Stage.NOT_STARTED and item.starts_on is not None
    return past((today - item.starts_on).days) if waiting and item.starts_on else None


def _keep_worst(worst: Worst, item_id: int, value: int | None, name: str) -> None:
    if value is not None and (item_id not in worst or value > worst[item_id][0]):
        worst[item_id] = (value, name)


def _milestones(item_ids: Sequence[int], today: date) -> tuple[Worst, Worst]:
    """The longest overdue of each item, and the one that has moved the furthest, of those that are open."""
    late: Worst = {}
    moved: Worst = {}
    rows = select(Milestone.item_id, Milestone.name, Milestone.first_on, Milestone.due_on).where(
        Milestone.item_id.in_(item_ids), Milestone.met_on.is_(None), ~Milestone.dropped
    )
    for item_id, name, first_on, due_on in db.session.execute(rows.order_by(Milestone.due_on, Milestone.id)):
        _keep_worst(late, item_id, past((today - due_on).days), name or "Milestone")
        _keep_worst(moved, item_id, past((due_on - first_on).days), name or "Milestone")
    return late, moved


def _measures(item_ids: Sequence[int]) -> Worst:
    """The measure that misses its target the most, by the last period of which both are known."""
    known = MeasurePeriod.target.is_not(None) & MeasurePeriod.actual.is_not(None)
    # Of two periods that end on the same day both count: they have the same place.
    place = func.rank().over(partition_by=MeasurePeriod.measure_id, order_by=MeasurePeriod.ends_on.desc())
    every = (
        select(Measure.item_id, Measure.name, Measure.better, MeasurePeriod.target, MeasurePeriod.actual,
               Measure.id.label("measure"), MeasurePeriod.id.label("period"), place.label("place"))
        .join(MeasurePeriod, MeasurePeriod.measure_id == Measure.id)
        .where(known, Measure.item_id.in_(item_ids))
        .subquery()
    )  # fmt: skip
    of = every.c
    rows: Any = select(of.item_id, of.name, of.better, of.target, of.actual).where(of.place == 1)
    rows = rows.order_by(of.measure, of.period)
    worst: Worst = {}
    for item_id, name, better, target, actual in db.session.execute(rows):
        _keep_worst(worst, item_id, short_by(target, actual, better) or None, name)
    return worst


def _risks(item_ids: Sequence[int]) -> Worst:
    worst: Worst = {}
    rows = select(Risk.item_id, Risk.what, Risk.likelihood * Risk.impact).where(
        Risk.item_id.in_(item_ids), Risk.closed_on.is_(None)
    )
    for item_id, what, value in db.session.execute(rows.order_by(Risk.id)):
        _keep_worst(worst, item_id, value, what)
    return worst
