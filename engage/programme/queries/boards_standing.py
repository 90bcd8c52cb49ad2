"""How items stand, many at once: their colour, reasons, last update and direction, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, false, or_, select

from engage.core import clock
from engage.core.db import db
from engage.programme.models import Board, Item, ItemUpdate, Plan
from engage.programme.queries import boards, rag
from engage.programme.rules.rag import Colour, Direction, Result, direction, judge
from engage.programme.rules.updates import Meeting, next_due


@dataclass(frozen=True)
class Standing:
    """One item as a board, the overview and the exception list show it."""

    item: Item
    plan: str
    board: str
    lead: str
    result: Result
    update: ItemUpdate | None
    late: int | None
    due_on: date | None
    moved: Direction

    @property
    def colour(self) -> Colour:
        """Its colour today."""
        return self.result.colour


def live() -> ColumnElement[bool]:
    """Items of plans that are not archived."""
    return Plan.archived_at.is_(None)


def standings(*conditions: ColumnElement[bool], today: date) -> Sequence[Standing]:
    """The items of which this is true, in the order of their plans: nine statements."""
    rows = (
        select(Item, Plan.name, Board.name)
        .join(Plan, Plan.id == Item.plan_id)
        .outerjoin(Board, Board.id == Item.board_id)
        .where(*conditions)
        .order_by(Plan.name, Item.position, Item.id)
    )
    found = db.session.execute(rows).all()
    items = [item for item, _, _ in found]
    ids = [item.id for item in items]
    known = rag.known_of(items)
    facts, last, meetings = rag.facts_of(items, today, known), known.last, known.meetings
    then = rag.last_colours(ids, _before_its_meeting(items, meetings, today))
    leads = boards.names_of(sorted({item.lead_id for item in items if item.lead_id}))
    return [
        Standing(
            item, plan, board or "", leads.get(item.lead_id or 0, ""), result := judge(facts[item.id]),
            last.get(item.id), facts[item.id].update_late,
            next_due(rag.said_of(item, last.get(item.id)), meetings.get(item.board_id or 0, ()), today),
            direction(_colour(then.get(item.id)), result.colour),
        )
        for item, plan, board in found
    ]  # fmt: skip


def standing(item: Item, today: date) -> Standing:
    """One of them."""
    return standings(Item.id == item.id, today=today)[0]


def _before_its_meeting(
    items: Sequence[Item], meetings: Mapping[int, Sequence[Meeting]], today: date
) -> ColumnElement[bool]:
    """Updates that the board of their item had before it met the last time."""
    found = []
    for board_id, dates in meetings.items():
        last = max((each.on for each in dates if each.on < today), default=None)
        if last is not None:
            own = [item.id for item in items if item.board_id == board_id]
            until = clock.begins(last + timedelta(days=1))
            found.append(and_(ItemUpdate.item_id.in_(own), ItemUpdate.at < until))
    return or_(false(), *found)


def _colour(said: str | None) -> Colour | None:
    return Colour(said) if said else None


def plans() -> Sequence[Plan]:
    """Plans that are not archived: to choose from."""
    return db.session.scalars(select(Plan).where(live()).order_by(Plan.name, Plan.id)).all()
