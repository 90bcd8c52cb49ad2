"""Plans as the lines of a file: each row with every cell, in the order of the file they came from."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

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

    def part(self, kind: Part) -> Line:
        return replace(self.line, part=kind, kind=str(kind), starts=None, ends=None, amount=None)


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
    rows = select(Output).where(_in(Output.item_id, plans)).order_by(Output.quarter_on, Output.id)
    for row in db.session.scalars(rows):
        begins = quarter_start(row.quarter_on)
        line = replace(
            items[row.item_id].part(Part.OUTPUT), starts=begins, ends=last_day(begins.year, begins.month + 2),
            name=row.text, done=row.done_on, part_id=row.id,
        )  # fmt: skip
        yield row.item_id, row.row_no, line


def _milestones(items: dict[int, _Of], plans: Collection[int]) -> Iterator[Row]:
    rows = select(Milestone).where(_in(Milestone.item_id, plans)).order_by(Milestone.due_on, Milestone.id)
    for row in db.session.scalars(rows):
        line = replace(
            items[row.item_id].part(Part.MILESTONE), ends=row.due_on, name=row.name, done=row.met_on,
            dropped=row.dropped, first=row.first_on if row.first_on != row.due_on else None, part_id=row.id,
        )  # fmt: skip
        yield row.item_id, row.row_no, line


def _measures(items: dict[int, _Of], plans: Collection[int]) -> Iterator[Row]:
    rows = (
        select(Measure, MeasurePeriod)
        .outerjoin(MeasurePeriod, MeasurePeriod.measure_id == Measure.id)
        .where(_in(Measure.item_id, plans))
        .order_by(Measure.id, MeasurePeriod.starts_on, MeasurePeriod.id)
    )
    for row, period in db.session.execute(rows):
        of = items[row.item_id]
        line = replace(
            of.part(Part.SAVING if row.saving else Part.MEASURE), name="" if row.name == of.item.name else row.name,
            unit=str(MeasureUnit(row.unit)), better=row.better,
        )  # fmt: skip
        if period is not None:
            line = replace(
                line, starts=period.starts_on, ends=period.ends_on, amount=period.target, actual=period.actual,
                part_id=period.id,
            )  # fmt: skip
        yield row.item_id, period.row_no if period is not None else None, line


def _sessions(items: dict[int, _Of], plans: Collection[int]) -> Iterator[Row]:
    rows = select(Session).where(_in(Session.item_id, plans)).order_by(Session.starts_on, Session.id)
    for row in db.session.scalars(rows):
        line = replace(
            items[row.item_id].part(Part.SESSION), starts=row.starts_on, ends=row.ends_on, group=row.group,
            amount=row.cost_pence, done=row.held_on, part_id=row.id,
        )  # fmt: skip
        yield row.item_id, row.row_no, line
