"""How items stand, as it is read: their colour, reasons, last update and direction, in a fixed number of statements.

The rules are asked of every item; words and directions are fetched for the few that a page shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Person
from engage.directory.queries_finding import called
from engage.programme.models import Board, Item, ItemUpdate, Plan
from engage.programme.queries import rag
from engage.programme.queries.rag import Known
from engage.programme.rules.rag import Colour, Direction, Result, direction, judge
from engage.programme.rules.updates import next_due


@dataclass(frozen=True)
class Update:
    """The last update: when, and what it says."""

    at: datetime
    status: str


@dataclass(frozen=True)
class Standing:
    """One item as a board, the overview and the exception list show it."""

    id: int
    name: str
    plan_id: int
    plan: str
    board: str
    lead: str
    result: Result
    update: Update | None
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


def shown(items: Sequence[Known]) -> Sequence[Standing]:
    """These items as they are read, in their order: two statements."""
    rows = (
        select(Item.id, Item.name, Item.plan_id, Plan.name.label("plan"), func.coalesce(Board.name, "").label("board"),
               func.coalesce(called(), "").label("lead"), ItemUpdate.at, ItemUpdate.status)
        .join(Plan, Plan.id == Item.plan_id)
        .outerjoin(Board, Board.id == Item.board_id)
        .outerjoin(Person, Person.id == Item.lead_id)
        .outerjoin(ItemUpdate, ItemUpdate.id.in_([each.update_id for each in items]) & (ItemUpdate.item_id == Item.id))
        .where(Item.id.in_([each.id for each in items]))
    )  # fmt: skip
    words = {row.id: row for row in db.session.execute(rows.order_by(Item.id))}
    then = rag.last_colours([each.id for each in items], _before_its_meeting(items))
    found = []
    for each in items:
        row, was = words[each.id], then.get(each.id)
        update = Update(row.at, row.status) if row.at else None
        moved = direction(Colour(was) if was else None, each.colour)
        found.append(Standing(each.id, row.name, row.plan_id, row.plan, row.board, row.lead, judge(each.facts), update,
                              each.late, next_due(each.said, each.deadlines), moved))  # fmt: skip
    return found


def standing(item: Item, today: date) -> Standing:
    """One of them: nine statements."""
    return shown(rag.known(today, Item.id == item.id))[0]


def _before_its_meeting(items: Sequence[Known]) -> ColumnElement[bool]:
    """Updates that the board of their item had before it met the last time."""
    met: dict[date, list[int]] = {}
    for each in items:
        if each.deadlines.met_on:
            met.setdefault(each.deadlines.met_on, []).append(each.id)
    found = [
        and_(ItemUpdate.item_id.in_(own), ItemUpdate.at < clock.begins(day + timedelta(days=1)))
        for day, own in met.items()
    ]
    return or_(false(), *found)


def plans() -> Sequence[Plan]:
    """Plans that are not archived: to choose from."""
    return db.session.scalars(select(Plan).where(live()).order_by(Plan.name, Plan.id)).all()
