"""A pulse series as the tests have it, and its waves opened one after the other."""

from dataclasses import replace
from datetime import datetime, timedelta

from engage.core import clock
from engage.core.db import db
from engage.surveys.actions import keys, lifecycle, pulse
from engage.surveys.models import PulseSeries, Survey
from engage.surveys.rules.pulse import Mode

PLAN = pulse.Plan(
    title="Pulse", intro="", set_codes=("engagement", "words"), mode=Mode.WHOLE, items=0, weeks=4, open_days=7,
    starts_at=datetime.fromisoformat("2026-11-30T09:00:00+00:00"), sample=6, minimum_group=5, audience_unit_id=None,
)  # fmt: skip


def started(by_id: int, **other: object) -> PulseSeries:
    """A series with this plan, begun today unless told otherwise."""
    given = {"starts_at": clock.now(), **other}
    return pulse.start(replace(PLAN, **given), by_id, clock.now())  # type: ignore[arg-type]


def opened_wave(series: PulseSeries, at: datetime) -> Survey:
    """The next wave made, its key backed up, and opened."""
    survey = pulse.make_next(series, at)
    file, code = keys.back_up(survey, "Sam Holder")
    keys.try_backup(survey, file, code)
    lifecycle.open_survey(survey, at)
    return survey


def closed_wave(series: PulseSeries, at: datetime) -> Survey:
    """The same, closed a week later."""
    survey = opened_wave(series, at)
    lifecycle.close(survey, at + timedelta(days=7))
    db.session.flush()
    return survey
