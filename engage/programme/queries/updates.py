"""Updates of an item, and whom to ask for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from engage.core.db import db
from engage.directory.models import Person
from engage.directory.queries_finding import here_today
from engage.programme.models import Board, Item, ItemChange, ItemUpdate, Plan
from engage.programme.queries import rag
from engage.programme.queries.boards import names_of
from engage.programme.rules.kinds import ChangeKind, Stage
from engage.programme.rules.updates import next_due

OPEN = (Stage.NOT_STARTED, Stage.UNDER_WAY)


@dataclass(frozen=True)
class Due:
    """An item whose update is still missing for a deadline ahead."""

    item: Item
    board: str
    on: date


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


def due(today: date, lead_id: int | None = None) -> Sequence[Due]:
    """Items whose lead officer works here, with the deadline that an update is missing for: three statements."""
    rows = (
        select(Item, Board.name)
        .join(Board, Board.id == Item.board_id)
        .join(Plan, Plan.id == Item.plan_id)
        .join(Person, Person.id == Item.lead_id)
        .where(~Board.ended, Plan.archived_at.is_(None), Item.stage.in_(OPEN), here_today())
        .order_by(Item.id)
    )
    if lead_id is not None:
        rows = rows.where(Item.lead_id == lead_id)
    found = db.session.execute(rows).tuples().all()
    if not found:
        return ()
    updates = rag.last_updates([item.id for item, _ in found])
    meetings = rag.meetings_of({item.board_id for item, _ in found if item.board_id})
    dues = (
        (item, board, next_due(rag.said_of(item, updates.get(item.id)), meetings.get(item.board_id or 0, ()), today))
        for item, board in found
    )
    return [Due(item, board, on) for item, board, on in dues if on is not None]
