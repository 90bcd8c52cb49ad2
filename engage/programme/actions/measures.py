"""Measures, their periods, and what was entered for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.programme.actions.boards_changes import note, write_or
from engage.programme.models import Item, Measure, MeasurePeriod
from engage.programme.queries import measures as queries
from engage.programme.rules.kinds import Better, ChangeKind, MeasureUnit
from engage.programme.rules.measures import MOST_EACH, MOST_PERIODS, periods, shown

ON = "item"


@dataclass(frozen=True)
class Entered:
    """What becomes of a period; only what somebody has changed in the form is written."""

    period: MeasurePeriod
    target: int | None
    actual: int | None
    note: str


def add(item: Item, name: str, unit: MeasureUnit, better: Better, saving: bool) -> Measure:
    """A new measure, without periods yet."""
    if saving and unit != MeasureUnit.POUNDS:
        raise Invalid("Savings are measured in pounds.", ("saving",))
    if len(queries.of_item(item.id)) >= MOST_EACH:
        raise Invalid(f"An item can have {MOST_EACH} measures.", ("name",))
    row = Measure(item_id=item.id, name=name, unit=unit, better=better, saving=saving)
    db.session.add(row)
    db.session.flush()
    audit.record("add measure", ON, item.id)
    return row


def add_periods(row: Measure, first: date, months: int, count: int, target: int | None) -> None:
    """So many periods of so many months, each with this target or none yet."""
    known = queries.periods(row.id)
    new = periods(first, months, count)
    if len(known) + len(new) > MOST_PERIODS:
        raise Invalid(f"A measure can have {MOST_PERIODS} periods.", ("count",))
    if any(begins <= each.ends_on and ends >= each.starts_on for begins, ends in new for each in known):
        raise Invalid("These periods overlap with periods that are there already.", ("first",))
    for begins, ends in new:
        db.session.add(MeasurePeriod(measure_id=row.id, starts_on=begins, ends_on=ends, target=target))
    write_or(Invalid("These periods are there already.", ("first",)))
    audit.record("add periods", ON, row.item_id, count=len(new))


def enter(
    item: Item, row: Measure, entered: Sequence[Entered], reason: str, by_id: int, at: datetime
) -> int:  # fmt: skip
    """What was typed for the periods; a target that moves needs a reason and stands in the change log."""
    moved = [each for each in entered if each.period.target is not None and each.target != each.period.target]
    if moved and not reason:
        raise Invalid("Say why a target changes.", ("reason",))
    for each in moved:
        what = f"Target of {row.name}, {each.period.starts_on:%B %Y} to {each.period.ends_on:%B %Y}"
        was, becomes = shown(each.period.target, row.unit), shown(each.target, row.unit)
        note(item, ChangeKind.SCOPE, what, was, becomes, reason, by_id, at)
    for each in entered:
        each.period.target, each.period.actual, each.period.note = each.target, each.actual, each.note
    db.session.flush()
    audit.record("enter figures", ON, item.id, count=len(entered))
    return len(entered)
