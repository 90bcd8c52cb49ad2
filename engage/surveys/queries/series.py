"""The surveys of a series, of whichever kind it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engage.core.db import db
from engage.surveys.models import PulseWave, StandingPool, Survey
from engage.surveys.rules import Stage


@dataclass(frozen=True)
class Wave:
    """One survey of a series: a wave of a pulse, or a pool of one that never closes."""

    number: int
    survey_id: int
    title: str
    stage: Stage
    opens_at: datetime | None
    closes_at: datetime | None


def waves(of: type[PulseWave] | type[StandingPool], series_id: int) -> Sequence[Wave]:
    """The surveys of a series, the newest first: one statement."""
    rows = db.session.execute(
        select(of.number, Survey.id, Survey.title, Survey.stage, Survey.opens_at, Survey.closes_at)
        .join(Survey, Survey.id == of.survey_id)
        .where(of.series_id == series_id)
        .order_by(of.number.desc())
    )
    return [Wave(r[0], r[1], r[2], Stage(r[3]), r[4], r[5]) for r in rows]
