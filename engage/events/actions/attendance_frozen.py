"""How many had a place and came, kept as numbers when the bookings that say who are deleted."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select, tuple_, update

from engage.core.db import db
from engage.directory.models import Unit
from engage.events.models import Booking, Event, EventSession, PastAttendance
from engage.events.queries.attendance_figures import counted
from engage.events.rules.attendance import below_the_top


def keep(which: ColumnElement[bool], heads: bool = True) -> None:
    """Add these bookings, about to be deleted, to the numbers of their session by directorate; no finer."""
    parents = {row.id: row.parent_id for row in db.session.execute(select(Unit.id, Unit.parent_id))}
    of = (Booking.session_id, Booking.unit_id, Booking.guest_id.is_not(None))
    for session_id, unit_id, guests, *numbers in db.session.execute(counted(*of).where(which).group_by(*of)).all():
        top = below_the_top(parents, unit_id) if unit_id in parents and not guests else None
        row = _row(session_id, top, bool(guests))
        row.booked, row.came, row.walked_in = (
            had + more for had, more in zip((row.booked, row.came, row.walked_in), numbers, strict=True)
        )
    db.session.flush()
    if heads:
        rows = select(EventSession.event_id, func.count(Booking.guest_id.distinct()).label("came"))
        rows = rows.join(EventSession, EventSession.id == Booking.session_id).where(which, Booking.attended_by != "")
        _add({row.event_id: row.came for row in db.session.execute(rows.group_by(EventSession.event_id))})


def keep_heads(keys: Sequence[tuple[int, int]]) -> None:
    """Of these events and people, add whoever came to how many came, once each."""
    rows = (
        select(EventSession.event_id, Booking.person_id)
        .join(EventSession, EventSession.id == Booking.session_id)
        .where(tuple_(EventSession.event_id, Booking.person_id).in_(keys), Booking.attended_by != "")
        .distinct()
    )
    _add(Counter(event_id for event_id, _ in db.session.execute(rows)))


def _add(came: dict[int, int]) -> None:
    for event_id, number in came.items():
        db.session.execute(update(Event).where(Event.id == event_id).values(past_heads=Event.past_heads + number))


def _row(session_id: int, unit_id: int | None, guests: bool) -> PastAttendance:
    same = (PastAttendance.session_id == session_id, PastAttendance.guests == guests)
    of_unit = PastAttendance.unit_id.is_(None) if unit_id is None else PastAttendance.unit_id == unit_id
    row = db.session.scalars(select(PastAttendance).where(*same, of_unit)).first()
    if row is None:
        row = PastAttendance(session_id=session_id, unit_id=unit_id, guests=guests, booked=0, came=0, walked_in=0)
        db.session.add(row)
    return row
