"""Taking in what a look at a file has shown: plans, headings, items and their parts."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.core.formatting import day
from engage.core.money import pounds
from engage.programme.actions.items import WHY, Why, log, next_position
from engage.programme.actions.plans import locked
from engage.programme.models import Heading, Item, Measure, MeasurePeriod, Milestone, Output, Plan, Session
from engage.programme.queries import plans as queries
from engage.programme.rules.kinds import ChangeKind, MeasureUnit, Stage
from engage.programme.rules.plan_cells import plain
from engage.programme.rules.plan_lines import Line, Part
from engage.programme.rules.plan_look import Change, ItemLook, Look, PartLook
from engage.programme.rules.plans import MOST_LEVELS

# Where what a line says of its item stands; and which kind of change it is, where the log keeps it.
FIELDS = {"objective": "objective", "phase": "phase", "status": "status", "stage": "stage", "kind": "kind",
          "starts": "starts_on", "ends": "ends_on", "amount": "budget_pence", "lead": "lead_id"}  # fmt: skip
LOGGED = {"objective": ChangeKind.SCOPE, "starts": ChangeKind.DATES, "ends": ChangeKind.DATES,
          "amount": ChangeKind.BUDGET}  # fmt: skip
PART_FIELDS: dict[Part, tuple[type[Any], dict[str, str]]] = {
    Part.OUTPUT: (Output, {"done": "done_on"}),
    Part.MILESTONE: (Milestone, {"ends": "due_on", "done": "met_on", "dropped": "dropped"}),
    Part.SAVING: (MeasurePeriod, {"amount": "target", "actual": "actual"}),
    Part.MEASURE: (MeasurePeriod, {"amount": "target", "actual": "actual"}),
    Part.SESSION: (Session, {"amount": "cost_pence", "done": "held_on"}),
}


def take(looks: Sequence[Look], leads: Mapping[str, int], why: Why) -> int:
    """Everything that the looks show; how many items were added or changed. Published plans ask for a reason."""
    there = {look.plan: queries.named(look.plan) for look in looks}
    published = any(row and row.published_at and look.changes_anything
                    for look in looks for row in (there[look.plan],))  # fmt: skip
    if published and not why.reason:
        raise Invalid(WHY)
    touched = 0
    for look in looks:
        if not look.changes_anything:
            continue
        row = there[look.plan]
        plan = locked(row.id) if row is not None else _made(look, why)
        taker = _Taker(plan, leads, why)
        for item in look.items:
            touched += taker.item(item)
        db.session.flush()
        audit.record("import", queries.ON, plan.id, items=len(look.items))
    return touched


def _made(look: Look, why: Why) -> Plan:
    plan = Plan(name=look.plan, created_at=why.at)
    db.session.add(plan)
    db.session.flush()
    return plan


class _Taker:
    """One plan being taken in."""

    def __init__(self, plan: Plan, leads: Mapping[str, int], why: Why) -> None:
        self.plan, self.leads, self.why = plan, leads, why
        self.base = next_position(plan.id)
        self.headings = {(row.parent_id, row.name): row for row in queries.headings(plan.id)}
        self.first: int | None = None

    def item(self, look: ItemLook) -> bool:
        """An item of the file and its parts; whether anything became of it."""
        row = self._row(look)
        log_new = look.there is not None
        for part in look.parts:
            if part.there is None:
                self._add(row, part.line, log_new)
            elif part.changes:
                self._change(row, part)
        if look.changes or (look.there is not None and any(p.there is None or p.changes for p in look.parts)):
            row.version += 1
            return True
        return look.there is None

    def _row(self, look: ItemLook) -> Item:
        if look.there is not None:
            row = db.session.get_one(Item, look.there.item_id)
            for change in look.changes:
                self._log(row, change)
                setattr(row, FIELDS[change.field], self._value(change.field, change.becomes))
            if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
                raise Invalid(f"{row.name} would end before it starts. Give both dates in the file.")
            return row
        row = Item(
            plan_id=self.plan.id, name=look.line.item, heading_id=self._heading(look.line.levels),
            position=self._place(look.line), created_at=self.why.at, kind="", stage=Stage.NOT_STARTED,
        )  # fmt: skip
        for name, value in look.values.items():
            setattr(row, FIELDS[name], self._value(name, value))
        db.session.add(row)
        db.session.flush()
        log(self.plan, row, self.why, ChangeKind.ADDED, row.name)
        return row

    def _value(self, name: str, value: Any) -> Any:
        return self.leads[str(value)] if name == "lead" else value

    def _log(self, row: Item, change: Change) -> None:
        kind = LOGGED.get(change.field)
        if kind is not None:
            log(self.plan, row, self.why, kind, f"{change.column.replace('_', ' ').capitalize()} of {row.name}",
                said(change.was), said(change.becomes))  # fmt: skip

    def _place(self, line: Line) -> int:
        """Rows of a file keep their order, after what the plan holds already."""
        if self.first is None:
            self.first = line.row
        return self.base + max(0, line.row - self.first)

    def _heading(self, levels: Sequence[str]) -> int | None:
        parent: int | None = None
        names = self.plan.level_names.split("\n") if self.plan.level_names else []
        for name in levels[:MOST_LEVELS]:
            row = self.headings.get((parent, name))
            if row is None:
                row = Heading(plan_id=self.plan.id, parent_id=parent, name=name, position=len(self.headings) + 1)
                db.session.add(row)
                db.session.flush()
                self.headings[(parent, name)] = row
            parent = row.id
        names += [f"Level {at + 1}" for at in range(len(names), len(levels))]
        self.plan.level_names = "\n".join(names)
        return parent

    def _add(self, row: Item, line: Line, log_new: bool) -> None:
        number = self._place(line)
        if line.part == Part.OUTPUT:
            db.session.add(Output(item_id=row.id, quarter_on=line.starts, text=line.name, done_on=line.done,
                                  row_no=number))  # fmt: skip
        elif line.part == Part.MILESTONE:
            db.session.add(Milestone(item_id=row.id, name=line.name, first_on=line.first or line.ends,
                                     due_on=line.ends, met_on=line.done, dropped=line.dropped,
                                     row_no=number))  # fmt: skip
            if log_new:
                log(self.plan, row, self.why, ChangeKind.MILESTONE, f"Milestone of {row.name}", "", day(line.ends))
        elif line.part == Part.SESSION:
            db.session.add(Session(item_id=row.id, group=line.group, starts_on=line.starts, ends_on=line.ends,
                                   cost_pence=line.amount, held_on=line.done, row_no=number))  # fmt: skip
        else:
            self._period(row, line, number)

    def _period(self, row: Item, line: Line, number: int) -> None:
        name = line.name or row.name
        measure = db.session.scalar(
            select(Measure).where(Measure.item_id == row.id, Measure.name == name).order_by(Measure.id).limit(1)
        )
        if measure is None:
            measure = Measure(item_id=row.id, name=name, unit=line.unit, better=line.better,
                              saving=line.part == Part.SAVING)  # fmt: skip
            db.session.add(measure)
            db.session.flush()
        if line.starts and line.ends:
            db.session.add(MeasurePeriod(measure_id=measure.id, starts_on=line.starts, ends_on=line.ends,
                                         target=line.amount, actual=line.actual, row_no=number))  # fmt: skip

    def _change(self, row: Item, part: PartLook) -> None:
        model, fields = PART_FIELDS[part.line.part]
        there = db.session.get_one(model, part.there.part_id if part.there else 0)
        for change in part.changes:
            if part.line.part == Part.MILESTONE and change.field == "ends":
                log(self.plan, row, self.why, ChangeKind.MILESTONE, f"Milestone of {row.name}", said(change.was),
                    said(change.becomes))  # fmt: skip
            setattr(there, fields[change.field], change.becomes)
        if part.line.part == Part.MILESTONE:
            there.dropped = part.line.dropped
            there.met_on = None if there.dropped else there.met_on


def said(value: Any, unit: str = "") -> str:
    """A value in words: a day, pounds, or a figure in the unit of its measure."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "dropped" if value else "not dropped"
    if isinstance(value, int):
        figure = plain(value) + ("%" if unit == MeasureUnit.PERCENT else "")
        return figure if unit in (MeasureUnit.PERCENT, MeasureUnit.NUMBER) else pounds(value)
    return value if isinstance(value, str) else day(value)
