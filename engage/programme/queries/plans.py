"""Plans as they stand, for whoever may see them: their headings in order, and the items under each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, select

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory.queries_finding import Found, shown
from engage.programme.models import Heading, Item, ItemUpdate, Plan
from engage.programme.rules import plans as rules
from engage.programme.rules.kinds import Stage

ON, ITEM = "plan", "plan item"


@dataclass(frozen=True)
class Counted:
    """A plan and how many of its items have come how far."""

    plan: Plan
    stages: Mapping[str, int]

    @property
    def items(self) -> int:
        """How many items it has."""
        return sum(self.stages.values())

    @property
    def complete(self) -> int:
        """How many of them are complete."""
        return self.stages.get(Stage.COMPLETE, 0)


@dataclass(frozen=True)
class Section:
    """A heading (none: the plan itself), how deep it stands, and its items in their order."""

    heading: Heading | None
    depth: int
    first: bool
    last: bool
    items: Sequence[Item]


@dataclass(frozen=True)
class Said:
    """The latest plain words about an item, and when they were said."""

    words: str
    at: datetime


def manages(viewer: Viewer) -> bool:
    """Whether this person keeps plans."""
    return viewer.may(Permission.PROGRAMME_MANAGE)


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """Plans that this person may see, as a condition."""
    if manages(viewer):
        return Plan.id.is_not(None)
    return Plan.published_at.is_not(None) & Plan.archived_at.is_(None)


def kept(plan_id: int) -> Plan:
    """Any plan, or NotThere."""
    row = db.session.get(Plan, plan_id)
    if row is None:
        raise NotThere
    return row


def may_see(row: Plan, viewer: Viewer) -> bool:
    """Whether this person sees a plan."""
    return rules.may_be_seen(row.published_at is not None, row.archived_at is not None, manages(viewer))


def visible(plan_id: int, viewer: Viewer) -> Plan:
    """A plan that this person may see; for everybody else it is not there."""
    row = kept(plan_id)
    if not may_see(row, viewer):
        raise NotThere
    return row


def named(name: str) -> Plan | None:
    """The plan of this name."""
    return db.session.scalar(select(Plan).where(Plan.name == name))


def published() -> Sequence[Counted]:
    """What staff see, by name: two statements."""
    return _counted(select(Plan).where(Plan.published_at.is_not(None), Plan.archived_at.is_(None)))


def every() -> Sequence[Counted]:
    """All plans, those put away last: two statements."""
    return _counted(select(Plan).order_by(Plan.archived_at.is_not(None)))


def _counted(rows: Select[Plan]) -> Sequence[Counted]:
    plans: Sequence[Plan] = db.session.scalars(rows.order_by(func.lower(Plan.name), Plan.id)).all()
    stages: dict[int, dict[str, int]] = {}
    counts = select(Item.plan_id, Item.stage, func.count()).group_by(Item.plan_id, Item.stage)
    for plan_id, stage, number in db.session.execute(counts.order_by(Item.plan_id, Item.stage)):
        stages.setdefault(plan_id, {})[stage] = number
    return [Counted(row, stages.get(row.id, {})) for row in plans]


def headings(plan_id: int) -> Sequence[Heading]:
    """Its headings; `rules.plans.in_order` puts them under each other."""
    return db.session.scalars(
        select(Heading).where(Heading.plan_id == plan_id).order_by(Heading.position, Heading.id)
    ).all()


def items(plan_id: int) -> Sequence[Item]:
    """Its items in their order."""
    return db.session.scalars(select(Item).where(Item.plan_id == plan_id).order_by(Item.position, Item.id)).all()


def sections(plan_id: int) -> Sequence[Section]:
    """The plan from top to bottom; items without a heading come first. Two statements."""
    under: dict[int | None, list[Item]] = {}
    for each in items(plan_id):
        under.setdefault(each.heading_id, []).append(each)
    loose = [Section(None, 0, True, True, under[None])] if None in under else []
    placed = rules.in_order(headings(plan_id))
    return loose + [
        Section(each.heading, each.depth, each.first, each.last, under.get(each.heading.id, ())) for each in placed
    ]


def latest_words(item_ids: Collection[int]) -> dict[int, Said]:
    """What was last said in plain words of each of these items: one statement."""
    if not item_ids:
        return {}
    newest = (
        select(func.max(ItemUpdate.id))
        .where(ItemUpdate.item_id.in_(item_ids), ItemUpdate.plain_words != "")
        .group_by(ItemUpdate.item_id)
    )
    rows = select(ItemUpdate).where(ItemUpdate.id.in_(newest)).order_by(ItemUpdate.id)
    return {row.item_id: Said(row.plain_words, row.at) for row in db.session.scalars(rows)}


def leads(rows: Collection[Item]) -> dict[int, Found]:
    """The lead officers of these items, by their id: one statement."""
    return shown(sorted({row.lead_id for row in rows if row.lead_id}))


def heading_of(plan_id: int, heading_id: int) -> Heading:
    """One of its headings, or NotThere."""
    row = db.session.scalar(select(Heading).where(Heading.plan_id == plan_id, Heading.id == heading_id))
    if row is None:
        raise NotThere
    return row


def years(plan: Plan, first_output: date | None, today: date) -> int:
    """The first of the three financial years that its grid shows when nobody chose another."""
    return rules.financial_year(plan.starts_on or first_output or today)
