"""One item as it stands, for whoever may see its plan: where it hangs, its parts, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from engage.access import Viewer
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory.queries_finding import Found, shown
from engage.programme.models import Board, Heading, Item, ItemChange, Output, Plan, Session
from engage.programme.queries import plans
from engage.programme.rules.plans import in_order

MOST_CHANGES = 50


@dataclass(frozen=True)
class Change:
    """A line of the change log, and who did it."""

    row: ItemChange
    by: str


def kept(item_id: int) -> Item:
    """Any item, or NotThere."""
    row = db.session.get(Item, item_id)
    if row is None:
        raise NotThere
    return row


def visible(item_id: int, viewer: Viewer) -> tuple[Item, Plan]:
    """An item of a plan that this person may see; for everybody else it is not there."""
    row = kept(item_id)
    return row, plans.visible(row.plan_id, viewer)


def path(row: Item) -> Sequence[str]:
    """The headings over it, from the top: one statement."""
    headings = {each.id: each for each in plans.headings(row.plan_id)}
    found: list[str] = []
    at = row.heading_id
    while at is not None and len(found) < 10:
        found.insert(0, headings[at].name)
        at = headings[at].parent_id
    return found


def lead(row: Item) -> Found | None:
    """Its lead officer, those who have left too."""
    return shown([row.lead_id]).get(row.lead_id) if row.lead_id else None


def outputs(item_id: int) -> Sequence[Output]:
    """What it promises, by quarter."""
    rows = select(Output).where(Output.item_id == item_id)
    return db.session.scalars(rows.order_by(Output.quarter_on, Output.id)).all()


def sessions(item_id: int) -> Sequence[Session]:
    """Its sessions, the earliest first, those without a date last."""
    rows = select(Session).where(Session.item_id == item_id)
    return db.session.scalars(rows.order_by(Session.starts_on.is_(None), Session.starts_on, Session.id)).all()


def session(item_id: int, session_id: int) -> Session:
    """One of them, or NotThere."""
    row = db.session.scalar(select(Session).where(Session.item_id == item_id, Session.id == session_id))
    if row is None:
        raise NotThere
    return row


def changes(plan_id: int, item_id: int | None = None) -> Sequence[Change]:
    """The change log of an item, or of a whole plan, the newest first: two statements."""
    rows = select(ItemChange).where(ItemChange.plan_id == plan_id)
    if item_id is not None:
        rows = rows.where(ItemChange.item_id == item_id)
    found = db.session.scalars(rows.order_by(ItemChange.at.desc(), ItemChange.id.desc()).limit(MOST_CHANGES)).all()
    names = shown(sorted({row.by_id for row in found if row.by_id}))
    return [Change(row, names[row.by_id].name if row.by_id in names else "") for row in found]


def outputs_of(plan_id: int, quarters: Sequence[date]) -> Mapping[int, Mapping[date, Sequence[Output]]]:
    """The outputs of a plan's items in these quarters, by item and quarter: one statement."""
    rows = (
        select(Output)
        .join(Item, Item.id == Output.item_id)
        .where(Item.plan_id == plan_id, Output.quarter_on.in_(quarters))
        .order_by(Output.item_id, Output.quarter_on, Output.id)
    )
    found: dict[int, dict[date, list[Output]]] = {}
    for row in db.session.scalars(rows):
        found.setdefault(row.item_id, {}).setdefault(row.quarter_on, []).append(row)
    return found


def output_span(plan_id: int) -> tuple[date | None, date | None]:
    """The first and the last quarter in which a plan promises something."""
    rows = select(func.min(Output.quarter_on), func.max(Output.quarter_on)).join(Item, Item.id == Output.item_id)
    first, last = db.session.execute(rows.where(Item.plan_id == plan_id)).one()
    return first, last


def boards() -> Sequence[Board]:
    """The boards that an item can belong to."""
    rows = select(Board).where(Board.ended.is_(False)).order_by(func.lower(Board.name), Board.id)
    return db.session.scalars(rows).all()


def board_name(row: Item) -> str:
    """The name of its board."""
    board = db.session.get(Board, row.board_id) if row.board_id else None
    return board.name if board else ""


def choices(plan_id: int) -> Sequence[tuple[int, str]]:
    """The headings of a plan as a list to choose from, each with those over it."""
    found: list[tuple[int, str]] = []
    names: dict[int, str] = {}
    for each in in_order(plans.headings(plan_id)):
        row: Heading = each.heading
        names[row.id] = f"{names[row.parent_id]} › {row.name}" if row.parent_id else row.name
        found.append((row.id, names[row.id]))
    return found
