"""What boards and updates hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.formatting import day, moment
from engage.core.own_data import WHO, Held, each_of, rows_of
from engage.programme.models import Board, BoardReader, Item, ItemChange, ItemUpdate, Risk, Spend
from engage.programme.rules.boards import CHANGES
from engage.programme.rules.kinds import ChangeKind
from engage.programme.rules.measures import shown

KEPT = "Kept for good: it is the council’s record."


UPDATES = (
    select(
        Item.name, ItemUpdate.at, ItemUpdate.stage, ItemUpdate.status, ItemUpdate.trouble, ItemUpdate.delay_reason,
        ItemUpdate.next_steps, ItemUpdate.plain_words,
    )
    .join(ItemUpdate, ItemUpdate.item_id == Item.id)
    .where(ItemUpdate.by_id == WHO)
    .order_by(ItemUpdate.id)
)  # fmt: skip
RISKS = (
    select(Item.name, Risk.what, Risk.closed_on)
    .join(Risk, Risk.item_id == Item.id)
    .where(Risk.owner_id == WHO)
    .order_by(Risk.id)
)
BOARDS = (
    select(Board.name)
    .join(BoardReader, BoardReader.board_id == Board.id)
    .where(BoardReader.person_id == WHO)
    .order_by(Board.id)
)
CHANGED = (
    select(ItemChange.at, ItemChange.kind, ItemChange.what, ItemChange.reason)
    .where(ItemChange.by_id == WHO)
    .order_by(ItemChange.id)
)
SPENT = (
    select(Item.name, Spend.on, Spend.pence, Spend.note)
    .join(Spend, Spend.item_id == Item.id)
    .where(Spend.by_id == WHO)
    .order_by(Spend.id)
)


def held(person_id: int) -> Sequence[Held]:
    """Updates they wrote, risks they look after, boards they read, changes and spending they entered."""
    return (_updates(person_id), _risks(person_id), _boards(person_id), _changes(person_id), _spent(person_id))


def _updates(person_id: int) -> Held:
    return Held("Updates that you wrote", f"So that boards read how items stand. {KEPT}", [
        {"item": name, "when": moment(at), "how far": stage, "what you wrote": status, "trouble": trouble,
         "why late": late or None, "next": steps or None, "for all staff": plain or None}
        for name, at, stage, status, trouble, late, steps, plain in rows_of(UPDATES, person_id)
    ], others=("what you wrote", "why late", "next", "for all staff"))  # fmt: skip


def _risks(person_id: int) -> Held:
    return Held("Risks that you look after", f"So that somebody does. {KEPT}", [
        {"item": name, "risk": what, "closed": day(closed) or None}
        for name, what, closed in rows_of(RISKS, person_id)
    ], others=("risk",))  # fmt: skip


def _boards(person_id: int) -> Held:
    why = "So that you see how its items stand. Deleted when you are removed or leave."
    return Held("Boards that you read", why, [{"board": name} for name in each_of(BOARDS, person_id)])


def _changes(person_id: int) -> Held:
    return Held("Changes of dates and scope that you made", f"So that boards see them. {KEPT}", [
        {"when": moment(at), "kind": CHANGES[ChangeKind(kind)], "what": what, "why": reason or None}
        for at, kind, what, reason in rows_of(CHANGED, person_id)
    ])  # fmt: skip


def _spent(person_id: int) -> Held:
    return Held("Spending that you entered", f"So that it can be held against the budget. {KEPT}", [
        {"item": name, "day": day(on), "amount": shown(pence, "pounds"), "what for": note or None}
        for name, on, pence, note in rows_of(SPENT, person_id)
    ])  # fmt: skip
