"""What boards and updates hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.db import db
from engage.core.formatting import day, moment
from engage.core.own_data import Held
from engage.programme.models import Board, BoardReader, Item, ItemChange, ItemUpdate, Risk, Spend
from engage.programme.rules.boards import CHANGES
from engage.programme.rules.kinds import ChangeKind
from engage.programme.rules.measures import shown

KEPT = "Kept for good: it is the council’s record."


def held(person_id: int) -> Sequence[Held]:
    """Updates they wrote, risks they look after, boards they read, changes and spending they entered."""
    return (_updates(person_id), _risks(person_id), _boards(person_id), _changes(person_id), _spent(person_id))


def _updates(person_id: int) -> Held:
    rows = select(ItemUpdate, Item.name).join(Item, Item.id == ItemUpdate.item_id).where(ItemUpdate.by_id == person_id)
    return Held("Updates that you wrote", f"So that boards read how items stand. {KEPT}", [
        {"item": name, "when": moment(row.at), "how far": row.stage, "what you wrote": row.status,
         "trouble": row.trouble, "why late": row.delay_reason or None, "next": row.next_steps or None,
         "for all staff": row.plain_words or None}
        for row, name in db.session.execute(rows.order_by(ItemUpdate.id))
    ], others=("what you wrote", "why late", "next", "for all staff"))  # fmt: skip


def _risks(person_id: int) -> Held:
    rows = select(Risk, Item.name).join(Item, Item.id == Risk.item_id).where(Risk.owner_id == person_id)
    return Held("Risks that you look after", f"So that somebody does. {KEPT}", [
        {"item": name, "risk": row.what, "closed": day(row.closed_on) or None}
        for row, name in db.session.execute(rows.order_by(Risk.id))
    ], others=("risk",))  # fmt: skip


def _boards(person_id: int) -> Held:
    rows = select(Board.name).join(BoardReader, BoardReader.board_id == Board.id)
    names = db.session.scalars(rows.where(BoardReader.person_id == person_id).order_by(Board.id))
    why = "So that you see how its items stand. Deleted when you are removed or leave."
    return Held("Boards that you read", why, [{"board": name} for name in names])


def _changes(person_id: int) -> Held:
    rows = select(ItemChange).where(ItemChange.by_id == person_id).order_by(ItemChange.id)
    return Held("Changes of dates and scope that you made", f"So that boards see them. {KEPT}", [
        {"when": moment(row.at), "kind": CHANGES[ChangeKind(row.kind)], "what": row.what, "why": row.reason or None}
        for row in db.session.scalars(rows)
    ])  # fmt: skip


def _spent(person_id: int) -> Held:
    rows = select(Spend, Item.name).join(Item, Item.id == Spend.item_id).where(Spend.by_id == person_id)
    return Held("Spending that you entered", f"So that it can be held against the budget. {KEPT}", [
        {"item": name, "day": day(row.on), "amount": shown(row.pence, "pounds"), "what for": row.note or None}
        for row, name in db.session.execute(rows.order_by(Spend.id))
    ])  # fmt: skip
