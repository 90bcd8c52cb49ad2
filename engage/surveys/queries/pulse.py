"""Pulse series as the OD team sees them: plans and waves, never who is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from engage.core.db import db
from engage.core.errors import NotThere
from engage.surveys.models import PulseAsked, PulseSeries, PulseWave, Survey
from engage.surveys.queries.series import Wave
from engage.surveys.queries.series import waves as of_series
from engage.surveys.rules import Stage
from engage.surveys.rules.pulse import AHEAD, planned

MOST_LISTED = 200
UNOPENED = (Stage.DRAFT, Stage.SCHEDULED)
STARTED = (Stage.OPEN, Stage.CLOSED, Stage.RELEASED, Stage.ARCHIVED)


@dataclass(frozen=True)
class SeriesLine:
    """A series in the list of all, with how many waves it has had."""

    id: int
    title: str
    weeks: int
    waves: int
    stopped_at: datetime | None


def listed() -> Sequence[SeriesLine]:
    """All series, those that go on first: one statement."""
    waves = select(func.count()).select_from(PulseWave).where(PulseWave.series_id == PulseSeries.id).scalar_subquery()
    rows = db.session.execute(
        select(PulseSeries.id, PulseSeries.title, PulseSeries.weeks, waves, PulseSeries.stopped_at)
        .order_by(PulseSeries.stopped_at.is_not(None), PulseSeries.id.desc())
        .limit(MOST_LISTED)
    )
    return [SeriesLine(*row) for row in rows]


def series(series_id: int) -> PulseSeries:
    """One series; NotThere."""
    found = db.session.get(PulseSeries, series_id, options=[joinedload(PulseSeries.audience_unit)])
    if found is None:
        raise NotThere("There is no such series.")
    return found


def waves(series_id: int) -> Sequence[Wave]:
    """Its waves, the newest first: one statement."""
    return of_series(PulseWave, series_id)


def last_wave(series_id: int) -> PulseWave | None:
    """The newest wave, with its survey."""
    return db.session.scalar(
        select(PulseWave)
        .options(joinedload(PulseWave.survey))
        .where(PulseWave.series_id == series_id)
        .order_by(PulseWave.number.desc())
        .limit(1)
    )


def last_opened(series_id: int, before: int) -> datetime | None:
    """When the wave before one opened last."""
    return db.session.scalar(
        select(func.max(Survey.opens_at))
        .join(PulseWave, PulseWave.survey_id == Survey.id)
        .where(PulseWave.series_id == series_id, PulseWave.number < before, Survey.stage.in_(STARTED))
    )


def next_opens(found: PulseSeries, last: Wave | None) -> datetime:
    """When the wave that is made next is to open."""
    number = last.number + 1 if last else 1
    return planned(found.starts_at, found.weeks, number, last.opens_at if last else None)


def due(at: datetime) -> Sequence[int]:
    """Series whose next wave opens within two weeks and is not made yet."""
    ids = db.session.scalars(
        select(PulseSeries.id).where(PulseSeries.stopped_at.is_(None)).order_by(PulseSeries.id)
    ).all()
    return [each for each in ids if _is_due(each, at)]


def _is_due(series_id: int, at: datetime) -> bool:
    last = next(iter(waves(series_id)), None)
    if last is not None and last.stage in UNOPENED:
        return False
    return next_opens(series(series_id), last) - AHEAD <= at


def over(at: datetime) -> Select[int, int, int]:
    """Who was asked in a round that is over, or by a series that is stopped."""
    return (
        select(PulseAsked.series_id, PulseAsked.round, PulseAsked.person_id)
        .join(PulseSeries, PulseSeries.id == PulseAsked.series_id)
        .where(or_(PulseAsked.round < PulseSeries.round, PulseSeries.stopped_at <= at))
    )
