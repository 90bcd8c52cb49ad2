"""What has been kept as long as was said: access needs, guests, bookings."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from engage.core import clock
from engage.core.db import db
from engage.directory.models import Person
from engage.events.actions.events import locked
from engage.events.actions.events_booking import forget_needs, serve
from engage.events.models import AccessNeed, Booking, Event, EventSession, Guest
from engage.events.queries.events import ACTIVE
from engage.events.queries.events_manage import over_before
from engage.events.rules import events as rules
from engage.events.rules.states import BookingState


def forget_old_needs(at: datetime) -> None:
    """Delete what people needed 14 days after the last session, and note on the event that nothing is left."""
    over = over_before(at - timedelta(days=rules.NEEDS_DAYS))
    db.session.execute(delete(AccessNeed).where(AccessNeed.event_id.in_(over)))
    # A draft is published again before anybody signs up, with other dates.
    noted = update(Event).where(Event.id.in_(over), Event.needs_deleted_on.is_(None), Event.state != "draft")
    db.session.execute(noted.values(needs_deleted_on=clock.local(at).date()))


def forget_guests(at: datetime) -> None:
    """Delete guests six months after the event, with their places."""
    old = select(Guest.id).where(Guest.event_id.in_(over_before(clock.months_after(at, -rules.GUEST_MONTHS))))
    db.session.execute(delete(Booking).where(Booking.guest_id.in_(old)))
    db.session.execute(delete(AccessNeed).where(AccessNeed.guest_id.in_(old)))
    db.session.execute(
        delete(Guest).where(Guest.event_id.in_(over_before(clock.months_after(at, -rules.GUEST_MONTHS))))
    )


def forget_bookings(at: datetime) -> None:
    """Delete who was there, and who had a place, two years after the event."""
    over = over_before(clock.months_after(at, -rules.BOOKING_MONTHS))
    sessions = select(EventSession.id).where(EventSession.event_id.in_(over))
    db.session.execute(delete(Booking).where(Booking.session_id.in_(sessions)))


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
