"""Items of a plan: made, changed, moved, removed; what changes after publishing is logged with its reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select, update

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.formatting import day
from engage.core.money import pounds
from engage.programme.actions.plans import locked
from engage.programme.models import Item, ItemChange, Measure, MeasurePeriod, Milestone, Output, Plan, Session
from engage.programme.queries import items as queries
from engage.programme.queries import plans
from engage.programme.rules import plans as rules
from engage.programme.rules.kinds import ChangeKind, Stage

OVERTAKEN = (
    "Somebody else has changed this item since you opened it. What you typed is still below, and is not saved. "
    "Look at the item as it is now, then save again to put yours in its place."
)
WHY = "Say why: this plan is published, and the reason stands in its change log."
MOST_LOGGED = 500


@dataclass(frozen=True)
class Words:
    """What the OD team writes of an item."""

    name: str
    kind: str
    objective: str
    heading_id: int | None
    lead_id: int | None
    board_id: int | None
    starts_on: date | None
    ends_on: date | None
    phase: str
    status: str
    stage: Stage
    budget_pence: int | None


@dataclass(frozen=True)
class Why:
    """Who changes something, when and why."""

    by_id: int | None
    at: datetime
    reason: str


def held(item_id: int, version: int | None = None) -> tuple[Item, Plan]:
    """An item and its plan, held until the end of the transaction; Conflict where another window came first."""
    plan = locked(queries.kept(item_id).plan_id)
    row = db.session.scalar(select(Item).where(Item.id == item_id).execution_options(populate_existing=True))
    if row is None:
        raise NotThere
    if version is not None and row.version != version:
        raise Conflict(OVERTAKEN)
    return row, plan


def log(plan: Plan, item: Item, why: Why, kind: ChangeKind, what: str, was: str = "", becomes: str = "") -> None:
    """One line of the change log, once the plan is published."""
    if plan.published_at is None:
        return
    db.session.add(ItemChange(
        plan_id=plan.id, item_id=item.id if kind != ChangeKind.REMOVED else None, at=why.at, by_id=why.by_id,
        kind=kind, what=what[:240], was=was[:MOST_LOGGED], becomes=becomes[:MOST_LOGGED], reason=why.reason,
    ))  # fmt: skip


def span(starts: date | None, ends: date | None, *, alone: bool = False) -> str:
    """1 April 2027 to 31 March 2028, or what is known of it; `alone`: as it begins a line."""
    if starts and ends:
        said = f"{day(starts)} to {day(ends)}"
    else:
        said = f"from {day(starts)}" if starts else f"until {day(ends)}" if ends else "no date"
    return said[0].upper() + said[1:] if alone else said


def create(plan_id: int, words: Words, why: Why) -> Item:
    """One more item, the last of its plan."""
    plan = locked(plan_id)
    there = plans.items(plan_id)
    if len(there) >= rules.MOST_ITEMS:
        raise Invalid(f"A plan has at most {rules.MOST_ITEMS:,} items.")
    _reasoned(plan, why)
    row = Item(plan_id=plan_id, created_at=why.at, position=next_position(plan_id))
    _fits(plan, words, None)
    _take(row, words)
    db.session.add(row)
    db.session.flush()
    log(plan, row, why, ChangeKind.ADDED, row.name)
    audit.record("create", plans.ITEM, row.id, plan=plan_id)
    return row


def next_position(plan_id: int) -> int:
    """After everything of a plan, what came from a file too."""
    tops = [db.session.scalar(select(Item.position).where(Item.plan_id == plan_id).order_by(Item.position.desc()))]
    for model in (Output, Milestone, Session, MeasurePeriod):
        rows = select(model.row_no).where(_of_plan(model, plan_id), model.row_no.is_not(None))
        tops.append(db.session.scalar(rows.order_by(model.row_no.desc()).limit(1)))
    return 1 + max((each for each in tops if each is not None), default=0)


def _of_plan(model: type[Output | Milestone | Session | MeasurePeriod], plan_id: int) -> ColumnElement[bool]:
    items = select(Item.id).where(Item.plan_id == plan_id)
    if model is MeasurePeriod:
        return MeasurePeriod.measure_id.in_(select(Measure.id).where(Measure.item_id.in_(items)))
    return model.item_id.in_(items)  # type: ignore[union-attr]  # the others have it


def save(item_id: int, version: int, words: Words, why: Why) -> Item:
    """Other words; dates, scope and budget are logged with the reason once the plan is published."""
    row, plan = held(item_id, version)
    moved = list(_differences(row, words))
    if moved:
        _reasoned(plan, why)
    _fits(plan, words, item_id)
    for kind, what, was, becomes in moved:
        log(plan, row, why, kind, what, was, becomes)
    _take(row, words)
    row.version += 1
    db.session.flush()
    audit.record("change", plans.ITEM, item_id, plan=plan.id)
    return row


def _differences(row: Item, words: Words) -> Iterator[tuple[ChangeKind, str, str, str]]:
    if (row.starts_on, row.ends_on) != (words.starts_on, words.ends_on):
        yield (ChangeKind.DATES, f"Dates of {row.name}", span(row.starts_on, row.ends_on),
               span(words.starts_on, words.ends_on))  # fmt: skip
    if row.name != words.name:
        yield ChangeKind.SCOPE, "Name", row.name, words.name
    if row.objective != words.objective:
        yield ChangeKind.SCOPE, f"Objective of {row.name}", row.objective, words.objective
    if row.budget_pence != words.budget_pence:
        yield ChangeKind.BUDGET, f"Budget of {row.name}", _money(row.budget_pence), _money(words.budget_pence)


def _money(pence: int | None) -> str:
    return "not known" if pence is None else pounds(pence)


def _reasoned(plan: Plan, why: Why) -> None:
    if plan.published_at is not None and not why.reason:
        raise Invalid(WHY)


def _fits(plan: Plan, words: Words, itself: int | None) -> None:
    if words.heading_id is not None:
        plans.heading_of(plan.id, words.heading_id)
    alike = [each for each in plans.items(plan.id)
             if (each.heading_id, each.name) == (words.heading_id, words.name) and each.id != itself]  # fmt: skip
    if alike:
        raise Invalid("There is an item of this name under the same heading. Give this one another name.")


def _take(row: Item, words: Words) -> None:
    row.name, row.kind, row.objective = words.name, words.kind or rules.DEFAULT_KIND, words.objective
    row.heading_id, row.lead_id, row.board_id = words.heading_id, words.lead_id, words.board_id
    row.starts_on, row.ends_on, row.phase, row.status = words.starts_on, words.ends_on, words.phase, words.status
    row.stage, row.budget_pence = words.stage, words.budget_pence


def move(item_id: int, way: str) -> Item:
    """A place up or down among the items under the same heading; its place in a file goes with it."""
    row, plan = held(item_id)
    same = [each for each in plans.items(plan.id) if each.heading_id == row.heading_id]
    order = rules.swapped([each.id for each in same], item_id, way)
    places, by_id = [each.position for each in same], {each.id: each for each in same}
    for place, each in zip(_distinct(places), order, strict=True):
        if by_id[each].position != place:
            by_id[each].position = place
            _forget_rows(each)
    audit.record("move", plans.ITEM, item_id, plan=plan.id)
    return row


def _distinct(places: Sequence[int]) -> list[int]:
    found: list[int] = []
    for each in places:
        found.append(max(each, found[-1] + 1) if found else each)
    return found


def _forget_rows(item_id: int) -> None:
    for model in (Output, Milestone, Session):
        db.session.execute(update(model).where(model.item_id == item_id).values(row_no=None))
    periods = MeasurePeriod.measure_id.in_(select(Measure.id).where(Measure.item_id == item_id))
    db.session.execute(update(MeasurePeriod).where(periods).values(row_no=None))


def remove(item_id: int, why: Why) -> None:
    """Take an item away with everything under it; the log keeps its name and the reason."""
    row, plan = held(item_id)
    if not why.reason:
        raise Invalid("Say why the item is removed.")
    log(plan, row, why, ChangeKind.REMOVED, row.name)
    db.session.delete(row)
    db.session.flush()
    audit.record("delete", plans.ITEM, item_id, plan=plan.id)
