"""What has been kept as long as was said: access needs, guests, bookings."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, select, tuple_, update

from engage.core import clock
from engage.core.db import db
from engage.core.holds import Rows
from engage.core.retention import AT_ONCE, whom
from engage.directory.models import Person
from engage.events.actions import attendance_frozen
from engage.events.actions.events import locked
from engage.events.actions.events_booking import forget_needs, serve
from engage.events.models import AccessNeed, Booking, Event, EventSession, Guest
from engage.events.queries.events import ACTIVE
from engage.events.queries.events_manage import over_before
from engage.events.rules import events as rules
from engage.events.rules.states import BookingState

NEEDS = whom(AccessNeed.id, AccessNeed.person_id)
BOOKED = (
    select(EventSession.event_id, Booking.person_id, Booking.person_id.label("who"))
    .join(EventSession, EventSession.id == Booking.session_id)
    .where(Booking.person_id.is_not(None)),
)
BOOKED_UNITS = (
    select(EventSession.event_id, Booking.person_id, Booking.unit_id)
    .join(EventSession, EventSession.id == Booking.session_id)
    .where(Booking.person_id.is_not(None), Booking.unit_id.is_not(None)),
)


def due_needs(at: datetime) -> Select[int]:
    """What people needed, 14 days after the last session."""
    over = over_before(at - timedelta(days=rules.NEEDS_DAYS))
    return select(AccessNeed.id).where(AccessNeed.event_id.in_(over))


def delete_needs(ids: Sequence[int], at: datetime) -> None:
    """Delete what people needed."""
    db.session.execute(delete(AccessNeed).where(AccessNeed.id.in_(ids)))


def note_needs(at: datetime) -> None:
    """Say on each event that is over that nothing of what people needed is left, where that is so."""
    over = over_before(at - timedelta(days=rules.NEEDS_DAYS))
    left = select(AccessNeed.event_id)
    # A draft is published again before anybody signs up, with other dates.
    noted = update(Event).where(Event.id.in_(over), Event.needs_deleted_on.is_(None), Event.state != "draft")
    db.session.execute(noted.where(Event.id.not_in(left)).values(needs_deleted_on=clock.local(at).date()))


def due_guests(at: datetime) -> Select[int]:
    """Guests, six months after the event."""
    return select(Guest.id).where(Guest.event_id.in_(over_before(clock.months_after(at, -rules.GUEST_MONTHS))))


def delete_guests(ids: Sequence[int], at: datetime) -> None:
    """Delete guests with their places; how many they were stays."""
    attendance_frozen.keep(Booking.guest_id.in_(ids))
    db.session.execute(delete(Booking).where(Booking.guest_id.in_(ids)))
    db.session.execute(delete(AccessNeed).where(AccessNeed.guest_id.in_(ids)))
    db.session.execute(delete(Guest).where(Guest.id.in_(ids)))


def due_bookings(at: datetime) -> Rows:
    """Who was there, and who had a place, two years after the event: the event and the person."""
    over = over_before(clock.months_after(at, -rules.BOOKING_MONTHS))
    rows = select(EventSession.event_id, Booking.person_id).join(EventSession, EventSession.id == Booking.session_id)
    return rows.where(EventSession.event_id.in_(over), Booking.person_id.is_not(None)).distinct()


def delete_bookings(keys: Sequence[tuple[int, int]], at: datetime) -> None:
    """Delete all places of these people in these events; how many came stays."""
    rows = select(Booking.id).join(EventSession, EventSession.id == Booking.session_id)
    ids = db.session.scalars(rows.where(tuple_(EventSession.event_id, Booking.person_id).in_(keys))).all()
    for some in (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)):
        attendance_frozen.keep(Booking.id.in_(some), heads=False)
    attendance_frozen.keep_heads(keys)
    for some in (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)):
        db.session.execute(delete(Booking).where(Booking.id.in_(some)))


def free_of_leavers(event_id: int, at: datetime) -> None:
    """Places ahead of people who have left go to whoever waits."""
    row = locked(event_id)
    for session in row.sessions:
        if session.starts_at > at:
            gone = select(Booking.id).where(Booking.session_id == session.id, left_since())
            db.session.execute(
                update(Booking).where(Booking.id.in_(gone)).values(state=BookingState.CANCELLED),
                execution_options={"synchronize_session": "fetch"},
            )
            serve(row, session, at)
    forget_needs(event_id)


def left_since() -> ColumnElement[bool]:
    """Places and waits of people who have left."""
    left = select(Person.id).where(Person.leaves_on < clock.today())
    return Booking.state.in_(ACTIVE) & Booking.person_id.in_(left)


def events_with_leavers(at: datetime) -> list[int]:
    """Events in which somebody who has left has a place ahead."""
    rows = (
        select(EventSession.event_id)
        .join(Booking, Booking.session_id == EventSession.id)
        .where(EventSession.starts_at > at, left_since())
    )
    return list(db.session.scalars(rows.distinct().order_by(EventSession.event_id)))
