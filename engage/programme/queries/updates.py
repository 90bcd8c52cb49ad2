"""Updates of an item, and whom to ask for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Person
from engage.directory.queries_finding import here_today
from engage.programme.models import Board, Item, ItemChange, ItemUpdate, Milestone, Plan
from engage.programme.queries import rag
from engage.programme.queries.boards import names_of
from engage.programme.rules.kinds import ChangeKind, Stage
from engage.programme.rules.updates import WITHOUT_A_BOARD_DAYS, deadlines, late_days, next_due

OPEN = (Stage.NOT_STARTED, Stage.UNDER_WAY)


@dataclass(frozen=True)
class Due:
    """An item whose update is late, or still missing for a deadline ahead."""

    item: Item
    board: str
    on: date | None
    late: int | None


def of_item(item_id: int) -> Sequence[tuple[ItemUpdate, str]]:
    """All updates of an item with who wrote each, the newest first: two statements."""
    rows = select(ItemUpdate).where(ItemUpdate.item_id == item_id).order_by(ItemUpdate.id.desc())
    found = db.session.scalars(rows).all()
    names = names_of(sorted({row.by_id for row in found if row.by_id}))
    return [(row, names.get(row.by_id or 0, "")) for row in found]


def last(item_id: int) -> ItemUpdate | None:
    """The last one."""
    return rag.last_updates([item_id]).get(item_id)


def moved_since(item_id: int, update: ItemUpdate | None) -> bool:
    """Whether a date of the item has moved since its last update."""
    rows = select(ItemChange.id).where(
        ItemChange.item_id == item_id, ItemChange.kind.in_((ChangeKind.MILESTONE, ChangeKind.DATES)),
        ItemChange.was != "", ItemChange.becomes != "",
    )  # fmt: skip
    if update is not None:
        rows = rows.where(ItemChange.at > update.at)
    return db.session.scalar(rows.limit(1)) is not None


def due(today: date, *conditions: ColumnElement[bool]) -> Sequence[Due]:
    """Items of which this is true whose update is late, or missing for the next deadline: three statements."""
    rows = (
        select(Item, func.coalesce(Board.name, ""))
        .join(Plan, Plan.id == Item.plan_id)
        .outerjoin(Board, Board.id == Item.board_id)
        .outerjoin(Person, Person.id == Item.lead_id)
        .where(Plan.archived_at.is_(None), Item.stage.in_(OPEN), *conditions)
        .order_by(Item.id)
    )
    found = db.session.execute(rows).all()
    if not found:
        return ()
    updates, boards = rag.last_written([item.id for item, _ in found]), rag.deadlines_of(today)
    told, boardless = [], deadlines((), today)
    for item, board in found:
        asks = boards.get(item.board_id or 0, boardless)
        said = rag.said_of(item.stage, item.starts_on, item.created_at, updates.get(item.id))
        each = Due(item, board, next_due(said, asks), late_days(said, asks))
        if each.on or each.late:
            told.append(each)
    return told


def late(today: date) -> int:
    """How many updates are late, by the rule of `late_days` as the database counts it: two statements."""
    newest = select(ItemUpdate.item_id, func.max(ItemUpdate.id).label("id")).group_by(ItemUpdate.item_id).subquery()
    rows = (
        select(func.count(Item.id))
        .join(Plan, Plan.id == Item.plan_id)
        .outerjoin(newest, newest.c.item_id == Item.id)
        .outerjoin(ItemUpdate, ItemUpdate.id == newest.c.id)
        .where(Plan.archived_at.is_(None), _owes(today), _is_late(today))
    )
    return db.session.scalar(rows) or 0


def _owes(today: date) -> ColumnElement[bool]:
    begun = (Item.stage == Stage.NOT_STARTED) & (Item.starts_on <= today)
    return (Item.stage == Stage.UNDER_WAY) | begun


def _is_late(today: date) -> ColumnElement[bool]:
    """Whether the last update is from before the day on which the last deadline opened, board by board."""
    boards, quarter = rag.deadlines_of(today), today - timedelta(days=WITHOUT_A_BOARD_DAYS)
    found = [Item.board_id.is_(None) | Item.board_id.not_in(boards.keys()), _before(Item.created_at, quarter)]
    every = [and_(*found, _missing_since(quarter))]
    for board_id, board in boards.items():
        if board.last:
            there = _before(Item.created_at, board.last.due_on + timedelta(days=1))
            every.append(and_(Item.board_id == board_id, there, _missing_since(board.last.opens_on)))
    return or_(*every)


def _before(moment: InstrumentedAttribute[datetime], day: date) -> ColumnElement[bool]:
    return moment < clock.begins(day)


def _missing_since(day: date) -> ColumnElement[bool]:
    return ItemUpdate.id.is_(None) | _before(ItemUpdate.at, day)


def led_here() -> ColumnElement[bool]:
    """Items whose lead officer works here."""
    return Item.lead_id.is_not(None) & here_today()


def leaderless(limit: int) -> Sequence[Item]:
    """Items that are not over and whose lead officer has left, or that never had one."""
    rows = (
        select(Item)
        .join(Plan, Plan.id == Item.plan_id)
        .outerjoin(Person, Person.id == Item.lead_id)
        .where(Plan.archived_at.is_(None), Item.stage == Stage.UNDER_WAY, Person.id.is_(None) | ~here_today())
        .order_by(Item.id)
    )
    return db.session.scalars(rows.limit(limit)).all()


def overdue(today: date) -> int:
    """How many milestones of items that are not over are overdue."""
    rows = (
        select(func.count(Milestone.id))
        .join(Item, Item.id == Milestone.item_id)
        .join(Plan, Plan.id == Item.plan_id)
        .where(Plan.archived_at.is_(None), Item.stage.in_(OPEN))
        .where(Milestone.met_on.is_(None), ~Milestone.dropped, Milestone.due_on < today)
    )
    return db.session.scalar(rows) or 0
