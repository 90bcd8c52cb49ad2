"""What has changed in dates and scope since a day, of a plan or of a board's items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.programme.models import Item, ItemChange, Plan
from engage.programme.queries import boards
from engage.programme.queries.boards_standing import Standing, shown
from engage.programme.queries.rag import Known
from engage.programme.rules.rag import exceptional

MOST = 500
Exceptional = tuple[Known, Sequence[str]]


@dataclass(frozen=True)
class Change:
    """One change, as the log shows it."""

    item_id: int | None
    item: str
    at: datetime
    kind: str
    what: str
    was: str
    becomes: str
    reason: str
    by: str


def plan(plan_id: int) -> Plan:
    """One plan, or NotThere."""
    row = db.session.get(Plan, plan_id) if plan_id < boards.GREATEST else None
    if row is None:
        raise NotThere("There is no such plan here.")
    return row


def changes(*conditions: ColumnElement[bool], since: date | None = None) -> Sequence[Change]:
    """The changes of which this is true, the newest first, 500 at most: two statements."""
    rows = select(ItemChange, Item.name).outerjoin(Item, Item.id == ItemChange.item_id).where(*conditions)
    if since is not None:
        rows = rows.where(ItemChange.at >= clock.begins(since))
    found = db.session.execute(rows.order_by(ItemChange.at.desc(), ItemChange.id.desc()).limit(MOST)).all()
    names = boards.names_of(sorted({row.by_id for row, _ in found if row.by_id}))
    return [
        Change(row.item_id, item or "An item that was removed", row.at, row.kind, row.what, row.was, row.becomes,
               row.reason, names.get(row.by_id or 0, ""))
        for row, item in found
    ]  # fmt: skip


def changed_items(since: date) -> set[int]:
    """The items that have a change since this day."""
    rows = select(ItemChange.item_id).where(ItemChange.at >= clock.begins(since), ItemChange.item_id.is_not(None))
    return {each for each in db.session.scalars(rows.distinct().order_by(ItemChange.item_id)) if each is not None}


def exceptions(found: Sequence[Known], since: date) -> Sequence[Exceptional]:
    """Of these items the red, the late and the changed, each with which of them it is: one statement."""
    changed = changed_items(since)
    told = []
    for each in found:
        if why := exceptional(each.colour, each.late, each.id in changed):
            told.append((each, why))
    return told


def told(found: Sequence[Exceptional]) -> Sequence[tuple[Standing, Sequence[str]]]:
    """These as they are read: two statements."""
    return [(each, why) for each, (_, why) in zip(shown([one for one, _ in found]), found, strict=True)]
