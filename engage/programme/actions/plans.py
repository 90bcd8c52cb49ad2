"""Plans: made, changed, shown to staff, taken back, put away; and their headings."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.formatting import count
from engage.programme.models import Heading, Item, Plan
from engage.programme.queries import plans as queries
from engage.programme.rules import plans as rules

OVERTAKEN = (
    "Somebody else has changed this plan since you opened it. What you typed is still below, and is not saved. "
    "Look at the plan as it is now, then save again to put yours in its place."
)
TAKEN = "There is a plan of this name already. Give this one another name."
LACKS = {
    "about": "Write what the plan is about: it is what staff read first.",
    "items": "Add at least one item.",
}
HEADING = "plan heading"


@dataclass(frozen=True)
class Words:
    """What the OD team writes of a plan."""

    name: str
    about: str
    levels: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None


def locked(plan_id: int, version: int | None = None) -> Plan:
    """A plan held until the end of the transaction; Conflict where another window came first."""
    held = select(Plan).where(Plan.id == plan_id).with_for_update(key_share=True)
    row = db.session.scalar(held.execution_options(populate_existing=True))
    if row is None:
        raise NotThere
    if version is not None and row.version != version:
        raise Conflict(OVERTAKEN)
    return row


def create(words: Words, at: datetime) -> Plan:
    """A plan that only the OD team sees."""
    if queries.named(words.name):
        raise Invalid(TAKEN)
    row = Plan(created_at=at)
    _take(row, words)
    db.session.add(row)
    db.session.flush()
    audit.record("create", queries.ON, row.id)
    return row


def save(plan_id: int, version: int, words: Words) -> Plan:
    """Other words, levels or dates; levels in use stay."""
    row = locked(plan_id, version)
    other = queries.named(words.name)
    if other is not None and other.id != plan_id:
        raise Invalid(TAKEN)
    used = max((each.depth + 1 for each in rules.in_order(queries.headings(plan_id))), default=0)
    if len(words.levels) < used:
        raise Invalid(f"The headings of this plan use {count(used, 'level')}: name at least so many.")
    _take(row, words)
    row.version += 1
    db.session.flush()
    audit.record("change", queries.ON, row.id)
    return row


def _take(row: Plan, words: Words) -> None:
    row.name, row.about, row.level_names = words.name, words.about, "\n".join(words.levels)
    row.starts_on, row.ends_on = words.starts_on, words.ends_on


def publish(plan_id: int, at: datetime) -> None:
    """Show it to all staff; Invalid says what it lacks."""
    row = locked(plan_id)
    if row.published_at is not None:
        raise Conflict("The plan is published already.")
    number = db.session.scalar(select(func.count()).select_from(Item).where(Item.plan_id == plan_id)) or 0
    if missing := rules.lacks(row.about, number):
        raise Invalid("The plan was not published. It lacks something:", [LACKS[code] for code in missing])
    row.published_at = at
    audit.record("publish", queries.ON, row.id)


def take_back(plan_id: int) -> None:
    """Only the OD team sees it again; its change log stays."""
    row = locked(plan_id)
    if row.published_at is None:
        raise Conflict("The plan is not published.")
    row.published_at = None
    audit.record("take back", queries.ON, row.id)


def archive(plan_id: int, at: datetime) -> None:
    """Put it away: staff do not see it any more."""
    row = locked(plan_id)
    if row.archived_at is not None:
        raise Conflict("The plan is put away already.")
    row.archived_at = at
    audit.record("archive", queries.ON, row.id)


def restore(plan_id: int) -> None:
    """Take it out again, as it was."""
    row = locked(plan_id)
    if row.archived_at is None:
        raise Conflict("The plan is not put away.")
    row.archived_at = None
    audit.record("restore", queries.ON, row.id)


def add_heading(plan_id: int, parent_id: int | None, name: str) -> Heading:
    """One more heading, last under its parent."""
    row = locked(plan_id)
    there = queries.headings(plan_id)
    if len(there) >= rules.MOST_HEADINGS:
        raise Invalid(f"A plan has at most {rules.MOST_HEADINGS} headings.")
    _fits(row, parent_id, name, 0, None)
    heading = Heading(plan_id=plan_id, parent_id=parent_id, name=name, position=1 + max(
        (each.position for each in there), default=0))  # fmt: skip
    db.session.add(heading)
    db.session.flush()
    audit.record("create", HEADING, heading.id, plan=plan_id)
    return heading


def change_heading(plan_id: int, heading_id: int, parent_id: int | None, name: str) -> None:
    """Another name, or another parent, with everything under it."""
    row = locked(plan_id)
    heading, there = queries.heading_of(plan_id, heading_id), queries.headings(plan_id)
    if parent_id in rules.family(heading_id, there):
        raise Invalid("A heading cannot stand under itself.")
    _fits(row, parent_id, name, rules.depth_below(heading_id, there), heading_id)
    heading.name, heading.parent_id = name, parent_id
    db.session.flush()
    audit.record("change", HEADING, heading_id, plan=plan_id)


def _fits(row: Plan, parent_id: int | None, name: str, below: int, itself: int | None) -> None:
    there = queries.headings(row.id)
    depths = {each.heading.id: each.depth for each in rules.in_order(there)}
    if parent_id is not None and parent_id not in depths:
        raise NotThere
    levels = len(row.level_names.split("\n")) if row.level_names else 0
    if 1 + below + (depths[parent_id] + 1 if parent_id is not None else 0) > levels:
        raise Invalid("The plan has no level for that. Name one more level of the plan first, at most three.")
    alike = [each for each in there if (each.parent_id, each.name) == (parent_id, name) and each.id != itself]
    if alike:
        raise Invalid("There is a heading of this name in the same place.")


def move_heading(plan_id: int, heading_id: int, way: str) -> None:
    """Up or down among those under the same parent."""
    locked(plan_id)
    heading = queries.heading_of(plan_id, heading_id)
    same = [each for each in queries.headings(plan_id) if each.parent_id == heading.parent_id]
    by_id = {each.id: each for each in same}
    for at, each in enumerate(rules.swapped([each.id for each in same], heading_id, way), 1):
        by_id[each].position = at
    audit.record("move", HEADING, heading_id, plan=plan_id)


def remove_heading(plan_id: int, heading_id: int) -> None:
    """Delete a heading under which nothing stands."""
    locked(plan_id)
    heading = queries.heading_of(plan_id, heading_id)
    used = db.session.scalar(select(Item.id).where(Item.heading_id == heading_id).limit(1))
    if used or rules.depth_below(heading_id, queries.headings(plan_id)):
        raise Conflict("Something stands under this heading. Move that first: only an empty heading can be deleted.")
    db.session.delete(heading)
    db.session.flush()
    audit.record("delete", HEADING, heading_id, plan=plan_id)
