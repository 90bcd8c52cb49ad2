"""Whom a wave of a pulse series asks: worked out when it opens, and remembered for the round."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select, tuple_

from engage.core.db import db
from engage.core.errors import Conflict
from engage.surveys.models import PulseAsked, PulseSeries, PulseWave, Survey
from engage.surveys.queries import pulse as queries
from engage.surveys.rules import pulse as rules

TOO_SOON = (
    "The wave before this one opened less than 28 days ago, and nobody is asked the same question twice within 28 "
    "days. Open this one later. Nothing was changed."
)
# Each row concerns one person: by them a legal hold finds it.
WHOM = (select(PulseAsked.series_id, PulseAsked.round, PulseAsked.person_id, PulseAsked.person_id.label("who")),)
STOPPED = "The series of this survey is stopped, so nobody’s turn is known any more. Nothing was changed."


def exactly(survey: Survey, among: Collection[int]) -> frozenset[int] | None:
    """Of those who may be asked, exactly the people whom this survey asks; None where it asks all of them."""
    wave = db.session.get(PulseWave, survey.id)
    if wave is None or wave.series.sample is None:
        return None
    return frozenset(_drawn(wave.series, among, wave.series.sample).people)


def _drawn(series: PulseSeries, among: Collection[int], size: int) -> rules.Drawn:
    asked = select(PulseAsked.person_id).where(PulseAsked.series_id == series.id, PulseAsked.round == series.round)
    return rules.draw(series.seed, series.round, among, db.session.scalars(asked).all(), size)


def opening(survey: Survey, at: datetime) -> None:
    """Before a wave opens: its series is locked; refused within 28 days of the wave before, and after a stop."""
    wave = db.session.get(PulseWave, survey.id)
    if wave is None:
        return
    db.session.refresh(wave.series, with_for_update={"of": PulseSeries})
    if wave.series.stopped_at is not None:
        raise Conflict(STOPPED)
    if rules.too_soon(at, queries.last_opened(wave.series_id, wave.number)):
        raise Conflict(TOO_SOON)


def remember(survey: Survey, among: Collection[int]) -> None:
    """After a wave has opened: who was asked, in which round. `among` are those who might have been."""
    wave = db.session.get(PulseWave, survey.id)
    if wave is None or wave.series.sample is None:
        return
    series = wave.series
    drawn = _drawn(series, among, wave.series.sample)
    rows = [{"series_id": series.id, "round": r, "person_id": p} for p, r in sorted(drawn.people.items())]
    if rows:
        db.session.execute(insert(PulseAsked), rows)
    series.round = drawn.round
    db.session.flush()


def forget(rows: Collection[tuple[int, int, int]], at: datetime) -> None:
    """Who was asked in a round that is over goes."""
    key = tuple_(PulseAsked.series_id, PulseAsked.round, PulseAsked.person_id)
    db.session.execute(delete(PulseAsked).where(key.in_(rows)))
