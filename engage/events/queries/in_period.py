"""Events of a period, for reports: how many there were, who came in numbers, and what they cost."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select

from engage.core import clock
from engage.core.db import db
from engage.events.models import Booking, Event, EventCost, EventSession
from engage.events.queries.attendance_figures import PLACE, THERE
from engage.events.rules.attendance import Figures
from engage.events.rules.states import EventState


@dataclass(frozen=True)
class Held:
    """What was held: events, sessions, places in them, and pence that the council paid."""

    events: int
    sessions: int
    places: Figures
    net: int


def held(first: date, last: date, units: Collection[int] | None = None) -> Held:
    """Events by the day of each session; of some units whoever worked there when they booked: three statements."""
    on = _sessions(first, last)
    events, sessions = db.session.execute(
        select(func.count(EventSession.event_id.distinct()), func.count(EventSession.id))
        .join(Event, Event.id == EventSession.event_id)
        .where(on)
    ).one()
    booked, came, walked_in = (PLACE, and_(PLACE, THERE), and_(~PLACE, THERE))
    rows = (
        select(func.count(case((booked, 1))), func.count(case((came, 1))), func.count(case((walked_in, 1))))
        .select_from(Booking)
        .join(EventSession, EventSession.id == Booking.session_id)
        .join(Event, Event.id == EventSession.event_id)
        .where(on)
    )
    if units is not None:
        rows = rows.where(Booking.unit_id.in_(units))
    return Held(events, sessions, Figures(*db.session.execute(rows).one()), _net(first, last))


def _sessions(first: date, last: date) -> ColumnElement[bool]:
    begins, ends = clock.begins(first), clock.begins(last + timedelta(days=1))
    held = and_(EventSession.starts_at >= begins, EventSession.starts_at < ends)
    return and_(Event.state == EventState.PUBLISHED, held)


def _net(first: date, last: date) -> int:
    """What events that began in the period cost the council: an event counts once, by its first session."""
    begins, ends = clock.begins(first), clock.begins(last + timedelta(days=1))
    when = func.min(EventSession.starts_at)
    began = select(EventSession.event_id).group_by(EventSession.event_id).having(when >= begins, when < ends)
    amount = case((EventCost.kind == "cost", EventCost.pence), else_=-EventCost.pence)
    rows = select(func.coalesce(func.sum(amount), 0)).where(EventCost.event_id.in_(began))
    return int(db.session.scalar(rows) or 0)
