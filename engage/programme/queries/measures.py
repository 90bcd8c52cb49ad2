"""Measures of an item, period by period."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from engage.core.db import db
from engage.core.errors import NotThere
from engage.programme.models import Measure, MeasurePeriod
from engage.programme.queries.boards import GREATEST
from engage.programme.rules.measure_picture import Picture, picture
from engage.programme.rules.measures import Figure, latest, short_by


@dataclass(frozen=True)
class Measured:
    """A measure with its periods, and by how many percent its last known figure misses the target."""

    row: Measure
    periods: Sequence[MeasurePeriod]
    short: int | None
    # None where fewer than two periods have a figure.
    picture: Picture | None


def measure(measure_id: int) -> Measure:
    """One measure, or NotThere."""
    row = db.session.get(Measure, measure_id) if measure_id < GREATEST else None
    if row is None:
        raise NotThere("That measure is not there, or no longer.")
    return row


def periods(measure_id: int) -> Sequence[MeasurePeriod]:
    """The periods of a measure in their order."""
    rows = select(MeasurePeriod).where(MeasurePeriod.measure_id == measure_id)
    return db.session.scalars(rows.order_by(MeasurePeriod.starts_on, MeasurePeriod.ends_on)).all()


def of_item(item_id: int) -> Sequence[Measured]:
    """The measures of an item: two statements."""
    rows = db.session.scalars(select(Measure).where(Measure.item_id == item_id).order_by(Measure.id)).all()
    under = select(MeasurePeriod).join(Measure, Measure.id == MeasurePeriod.measure_id)
    under = under.where(Measure.item_id == item_id).order_by(MeasurePeriod.starts_on, MeasurePeriod.ends_on)
    found: dict[int, list[MeasurePeriod]] = {}
    for period in db.session.scalars(under):
        found.setdefault(period.measure_id, []).append(period)
    return [_measured(row, found.get(row.id, [])) for row in rows]


def _measured(row: Measure, periods: Sequence[MeasurePeriod]) -> Measured:
    figures = [Figure(each.starts_on, each.ends_on, each.target, each.actual) for each in periods]
    last = latest(figures)
    short = short_by(last.target, last.actual, row.better) if last else None
    return Measured(row, periods, short, picture(figures, row.unit))
