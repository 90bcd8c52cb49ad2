"""What must be true of events."""

from sqlalchemy import func, select

from engage.core.checks import Check
from engage.core.db import db
from engage.events.models import Booking, Event, EventNote, EventQuestion, EventSession, Guest

KINDS = {"event": Event.id, "event-question": EventQuestion.id, "event-note": EventNote.id}


def _too_full() -> int:
    booked = (
        select(Booking.session_id, func.count().label("places"))
        .where(Booking.state == "booked")
        .group_by(Booking.session_id)
        .subquery()
    )
    query = (
        select(func.count())
        .select_from(EventSession)
        .join(booked, booked.c.session_id == EventSession.id)
        .where(booked.c.places > EventSession.capacity)
    )
    return db.session.scalar(query) or 0


def _guests_elsewhere() -> int:
    query = (
        select(func.count())
        .select_from(Booking)
        .join(Guest, Guest.id == Booking.guest_id)
        .join(EventSession, EventSession.id == Booking.session_id)
        .where(Guest.event_id != EventSession.event_id)
    )
    return db.session.scalar(query) or 0


CHECKS = (
    # The OD team may lower a number of places below those taken: worth a look, not broken.
    Check("sessions have no more people than places", _too_full, grave=False),
    Check("guests have places at their own event only", _guests_elsewhere),
)
