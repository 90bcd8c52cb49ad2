"""How many had a place and how many came: by session and by directorate, for the OD team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Subquery, and_, case, cast, func, select

from engage.core.db import db
from engage.directory.models import Unit
from engage.events.models import Booking, Event, EventSession, PastAttendance
from engage.events.rules.attendance import Figures, below_the_top
from engage.events.rules.states import BookingState

# Whoever has a booking from the session's own beginning or later came without one: attendance.since makes it so.
WALKED_IN = Booking.queued_at >= EventSession.starts_at
PLACE = and_(Booking.state == BookingState.BOOKED, ~WALKED_IN)
THERE = Booking.attended_by != ""
GUESTS = Booking.guest_id.is_not(None)


@dataclass(frozen=True)
class Part:
    """The figures of one directorate, over all sessions."""

    name: str
    figures: Figures


def by_session(event_id: int) -> Mapping[int, Figures]:
    """The figures of each session that anybody has a booking in: one statement."""
    rows = _both(event_id)
    figures = select(rows.c.session_id, *_sums(rows)).group_by(rows.c.session_id)
    return {session_id: Figures(*numbers) for session_id, *numbers in db.session.execute(figures)}


def by_directorate(row: Event) -> Sequence[Part]:
    """The same by directorate, places in several sessions counted each: two statements.

    Where they worked when they booked. Guests, and people of no unit, stand at the end.
    """
    units = {each.id: each for each in db.session.scalars(select(Unit))}
    parents = {number: each.parent_id for number, each in units.items()}
    rows = _both(row.id)
    figures = select(rows.c.unit_id, rows.c.guests, *_sums(rows)).group_by(rows.c.unit_id, rows.c.guests)
    found: dict[str, Figures] = {}
    last: dict[str, Figures] = {}
    for unit_id, guest, *numbers in db.session.execute(figures):
        into, name = last, "Guests" if guest else "No unit known"
        if unit_id in units and not guest:
            into, name = found, units[below_the_top(parents, unit_id)].name
        into[name] = into.get(name, Figures()) + Figures(*numbers)
    ordered = [*sorted(found.items(), key=lambda each: each[0].casefold()), *sorted(last.items())]
    return [Part(name, figures) for name, figures in ordered if figures != Figures()]


def _both(event_id: int) -> Subquery:
    """The bookings that are there, counted, and the numbers of those that were deleted after their time."""
    ours = select(EventSession.id).where(EventSession.event_id == event_id)
    of = (Booking.session_id.label("session_id"), Booking.unit_id.label("unit_id"), GUESTS.label("guests"))
    there = counted(*of).where(Booking.session_id.in_(ours)).group_by(Booking.session_id, Booking.unit_id, GUESTS)
    kept = PastAttendance
    past = select(kept.session_id, kept.unit_id, kept.guests, kept.booked, kept.came, kept.walked_in)
    return there.union_all(past.where(kept.session_id.in_(ours))).subquery()


def _sums(rows: Subquery) -> tuple[ColumnElement[int], ...]:
    return tuple(cast(func.sum(each), Integer) for each in (rows.c.booked, rows.c.came, rows.c.walked_in))


def counted(*by: Any) -> Select[Any]:
    """Booked, came and walked in, counted by the database."""
    return (
        select(
            *by,
            func.coalesce(func.sum(case((PLACE, 1), else_=0)), 0).label("booked"),
            func.coalesce(func.sum(case((and_(PLACE, THERE), 1), else_=0)), 0).label("came"),
            func.coalesce(func.sum(case((and_(~PLACE, THERE), 1), else_=0)), 0).label("walked_in"),
        )
        .select_from(Booking)
        .join(EventSession, EventSession.id == Booking.session_id)
    )
