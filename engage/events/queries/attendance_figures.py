"""How many had a place and how many came: by session and by directorate, for the OD team."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, func, select

from engage.core.db import db
from engage.directory.models import Unit
from engage.events.models import Booking, Event, EventSession
from engage.events.rules.attendance import Figures, below_the_top
from engage.events.rules.states import BookingState

# Whoever has a booking from the session's own beginning or later came without one: attendance.since makes it so.
WALKED_IN = Booking.queued_at >= EventSession.starts_at
PLACE = and_(Booking.state == BookingState.BOOKED, ~WALKED_IN)
THERE = Booking.attended_by != ""


@dataclass(frozen=True)
class Part:
    """The figures of one directorate, over all sessions."""

    name: str
    figures: Figures


def by_session(event_id: int) -> Mapping[int, Figures]:
    """The figures of each session that anybody has a booking in: one statement."""
    rows = _counted(event_id, EventSession.id).group_by(EventSession.id)
    return {session_id: Figures(*numbers) for session_id, *numbers in db.session.execute(rows)}


def by_directorate(row: Event) -> Sequence[Part]:
    """The same by directorate, places in several sessions counted each: two statements.

    Where they worked when they booked. Guests, and people of no unit, stand at the end.
    """
    units = {each.id: each for each in db.session.scalars(select(Unit))}
    parents = {number: each.parent_id for number, each in units.items()}
    rows = _counted(row.id, Booking.unit_id, Booking.guest_id.is_not(None))
    found: dict[str, Figures] = {}
    last: dict[str, Figures] = {}
    for unit_id, guest, *numbers in db.session.execute(rows.group_by(Booking.unit_id, Booking.guest_id.is_not(None))):
        into, name = last, "Guests" if guest else "No unit known"
        if unit_id in units and not guest:
            into, name = found, units[below_the_top(parents, unit_id)].name
        into[name] = into.get(name, Figures()) + Figures(*numbers)
    ordered = [*sorted(found.items(), key=lambda each: each[0].casefold()), *sorted(last.items())]
    return [Part(name, figures) for name, figures in ordered if figures != Figures()]


def _counted(event_id: int, *by: Any) -> Select[Any]:
    """Booked, came and walked in, counted by the database."""
    return (
        select(
            *by,
            func.coalesce(func.sum(case((PLACE, 1), else_=0)), 0),
            func.coalesce(func.sum(case((and_(PLACE, THERE), 1), else_=0)), 0),
            func.coalesce(func.sum(case((and_(~PLACE, THERE), 1), else_=0)), 0),
        )
        .select_from(Booking)
        .join(EventSession, EventSession.id == Booking.session_id)
        .where(EventSession.event_id == event_id)
    )
