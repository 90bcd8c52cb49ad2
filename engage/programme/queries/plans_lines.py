"""Plans as the lines of a file: each row with every cell, in the order of the file they came from."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from engage.core.db import db
from engage.directory.models import Person
from engage.programme.models import Heading, Item, Measure, MeasurePeriod, Milestone, Output, Plan, Session
from engage.programme.rules.kinds import MeasureUnit
from engage.programme.rules.plan_cells import last_day
from engage.programme.rules.plan_lines import ITEM_WORD, Line, Part
from engage.programme.rules.plans import quarter_start

Parts = dict[int, list[tuple[int | None, Line]]]


@dataclass(frozen=True)
class _Of:
    """An item's own line, where it stands, and how its parts begin."""

    item: Item
    line: Line

    def part(self, kind: Part, part_id: int, **own: Any) -> Line:
        """The line of a part: what every row says of the item, and its own."""
        bare = {"starts": None, "ends": None, "amount": None}
        return replace(self.line, part=kind, kind=str(kind), part_id=part_id, **(bare | own))


def by_name(names: Collection[str]) -> dict[str, Sequence[Line]]:
    """The lines of those of these plans that exist: a fixed number of statements."""
    plans = db.session.scalars(select(Plan).where(Plan.name.in_(names)).order_by(Plan.id)).all()
    found: dict[str, list[tuple[tuple[int, int, int], Line]]] = {row.name: [] for row in plans}
    ids = [row.id for row in plans]
    items = _items({row.id: row.name for row in plans})
    parts = _parts(items, ids)
    for item_id, one in items.items():
        own, of = parts.get(item_id, []), one.item
        at = (of.position, of.position, of.id)
        if _own_row(of, bool(own)):
            found[one.line.plan].append((at, one.line))
        for number, line in own:
            found[one.line.plan].append(((of.position if number is None else number, *at[1:]), line))
    return {name: [line for _, line in sorted(some, key=lambda each: each[0])] for name, some in found.items()}


def of_plan(plan: Plan) -> Sequence[Line]:
    """The lines of one plan."""
    return by_name([plan.name])[plan.name]


def _own_row(item: Item, has_parts: bool) -> bool:
    """An item made by the rows of its parts alone has no row of its own."""
    own = (item.kind, item.starts_on, item.ends_on, item.budget_pence)
    return not has_parts or any(each not in ("", None) for each in own)


def _items(plans: dict[int, str]) -> dict[int, _Of]:
    headings = {row.id: row for row in db.session.scalars(
        select(Heading).where(Heading.plan_id.in_(plans)).order_by(Heading.id))}  # fmt: skip
    rows = (
        select(Item, func.coalesce(Person.email, Person.employee_number))
        .outerjoin(Person, Person.id == Item.lead_id)
        .where(Item.plan_id.in_(plans))
        .order_by(Item.position, Item.id)
    )
    return {
        item.id: _Of(item, Line(
            plans[item.plan_id], _path(item.heading_id, headings), item.name, Part.ITEM, item.kind or ITEM_WORD,
            item.objective, item.phase, item.status, item.starts_on, item.ends_on, amount=item.budget_pence,
            lead=lead or "", stage=item.stage, item_id=item.id,
        ))
        for item, lead in db.session.execute(rows)
    }  # fmt: skip


def _path(heading_id: int | None, headings: dict[int, Heading]) -> tuple[str, ...]:
    found: list[str] = []
    while heading_id is not None and len(found) < 10:
        row = headings[heading_id]
        found.insert(0, row.name)
        heading_id = row.parent_id
    return tuple(found)


def _parts(items: dict[int, _Of], plans: Collection[int]) -> Parts:
    found: Parts = {}
    for each in (_outputs, _milestones, _measures, _sessions):
        for item_id, number, line in each(items, plans):
            found.setdefault(item_id, []).append((number, line))
    return found


Row = tuple[int, int | None, Line]


def _in(column: InstrumentedAttribute[int], plans: Collection[int]):  # type: ignore[no-untyped-def]  # a condition
    return column.in_(select(Item.id).where(Item.plan_id.in_(plans)))


def _outputs(items: dict[int, _Of], plans: Collection[int]) -> Iterator[Row]:
    columns = (Output.item_id, Output.row_no, Output.id, Output.quarter_on, Output.text, Output.done_on)
    rows = select(*columns).where(_in(Output.item_id, plans)).order_by(Output.quarter_on, Output.id)
    for item_id, number, part_id, quarter, text, done in db.session.execute(rows):
        begins = quarter_start(quarter)
        ends = last_day(begins.year, begins.month + 2)
        yield item_id, number, items[item_id].part(
            Part.OUTPUT, part_id, starts=begins, ends=ends, name=text, done=done
        )  # fmt: skip


def _milestones(items: dict[int, _Of], plans: Collection[int]) -> Iterator[Row]:
    of = Milestone
    columns = (of.item_id, of.row_no, of.id, of.name, of.due_on, of.first_on, of.met_on, of.dropped)
    rows = select(*columns).where(_in(of.item_id, plans)).order_by(of.due_on, of.id)
    for item_id, number, part_id, name, due, first, met, dropped in db.session.execute(rows):
        yield item_id, number, items[item_id].part(
            Part.MILESTONE, part_id, ends=due, name=name, done=met, dropped=dropped,
            first=first if first != due else None,
        )  # fmt: skip


def _measures(items: dict[int, _Of], plans: Collection[int]) -> Iterator[Row]:
    of = MeasurePeriod
    rows = (
        select(Measure.item_id, Measure.name, Measure.unit, Measure.better, Measure.saving,
               of.row_no, of.id, of.starts_on, of.ends_on, of.target, of.actual)
        .outerjoin(MeasurePeriod, MeasurePeriod.measure_id == Measure.id)
        .where(_in(Measure.item_id, plans))
        .order_by(Measure.id, of.starts_on, of.id)
    )  # fmt: skip
    for item_id, name, unit, better, saving, number, part_id, *figures in db.session.execute(rows):
        item = items[item_id]
        yield item_id, number, item.part(
            Part.SAVING if saving else Part.MEASURE, part_id or 0, name="" if name == item.line.item else name,
            unit=str(MeasureUnit(unit)), better=better,
            **dict(zip(("starts", "ends", "amount", "actual"), figures, strict=True)),
        )  # fmt: skip


def _sessions(items: dict[int, _Of], plans: Collection[int]) -> Iterator[Row]:
    of = Session
    columns = (of.item_id, of.id, of.starts_on, of.ends_on, of.group, of.cost_pence, of.held_on)
    rows = select(of.row_no, *columns).where(_in(of.item_id, plans)).order_by(of.starts_on, of.id)
    for number, item_id, part_id, starts, ends, group, cost, held in db.session.execute(rows):
        yield item_id, number, items[item_id].part(
            Part.SESSION, part_id, starts=starts, ends=ends, group=group, amount=cost, done=held
        )  # fmt: skip
