"""What happens at and after events, as rows."""

from datetime import timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Theme
from engage.events.models import Booking, Event, EventCost, EventNote, EventQuestion, EventSession
from tests.events import made


def now_on(sessions: int = 1, **more: Any) -> int:
    """An event whose first session began ten minutes ago; its id."""
    event_id = made.event(sessions=sessions, in_days=0, **more)
    with transaction():
        for row in db.session.query(EventSession).filter_by(event_id=event_id):
            row.starts_at -= timedelta(minutes=10)
            row.ends_at -= timedelta(minutes=10)
    return event_id


def coded(event_id: int, code: str = "CDFGH") -> int:
    """The event's first session, which has this code; its id."""
    session_id = made.sessions_of(event_id)[0]
    with transaction():
        db.session.get_one(EventSession, session_id).code = code
    return session_id


def question(event_id: int, words: str = "Why is the car park closed?", **more: Any) -> int:
    """A question, shown where nothing else is said; its id."""
    given = {"state": "shown", "asked_at": clock.now()} | more
    if given.get("answer"):
        given = {"answered_at": clock.now(), "answered_by": "Lena Ode"} | given
    with transaction():
        row = EventQuestion(event_id=event_id, words=words, **given)
        db.session.add(row)
        db.session.flush()
        return row.id


def note(event_id: int, words: str = "The talks were short.", side: str = "well", **more: Any) -> int:
    """A note on the board; its id."""
    with transaction():
        row = EventNote(event_id=event_id, side=side, words=words, **({"written_at": clock.now()} | more))
        db.session.add(row)
        db.session.flush()
        return row.id


def cost(event_id: int, pence: int = 125_050, kind: str = "cost", what: str = "Hall") -> int:
    """A line of what an event cost; its id."""
    with transaction():
        row = EventCost(event_id=event_id, what=what, kind=kind, pence=pence)
        db.session.add(row)
        db.session.flush()
        return row.id


def theme(name: str) -> int:
    """A theme of the shared list; its id."""
    with transaction():
        row = Theme(name=name, position=0)
        db.session.add(row)
        db.session.flush()
        return row.id


def set_event(event_id: int, **values: Any) -> None:
    """Change an event."""
    with transaction():
        row = db.session.get_one(Event, event_id)
        for name, value in values.items():
            setattr(row, name, value)


def booking(session_id: int, person_id: int) -> Booking | None:
    """Somebody's booking as it stands."""
    db.session.rollback()
    found: Booking | None = (
        db.session.query(Booking).filter_by(session_id=session_id, person_id=person_id).one_or_none()
    )
    return found


def place(session_id: int, person_id: int, **more: Any) -> int:
    """Somebody's place, booked a week ago; the booking's id."""
    booking_id = made.booked(session_id, person_id, **more)
    with transaction():
        db.session.get_one(Booking, booking_id).queued_at = clock.now() - timedelta(days=7)
    return booking_id
