"""Events and bookings as rows: for tests of one part that need what another part makes."""

import secrets
from datetime import timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.events.models import Booking, Event, EventSession, Guest


def event(sessions: int = 1, in_days: int = 14, capacity: int | None = None, state: str = "published",
          **more: Any) -> int:  # fmt: skip
    """An event of one-hour sessions, one after the other, some days from now (before now: negative); its id."""
    given: dict[str, Any] = {"kind": "conference", "title": f"Event {secrets.token_hex(3)}"}
    begins = clock.now() + timedelta(days=in_days)
    with transaction():
        row = Event(state=state, created_at=clock.now(), **(given | more))
        row.sessions = [
            EventSession(title=f"Session {n}" if sessions > 1 else "", starts_at=begins + timedelta(hours=n),
                         ends_at=begins + timedelta(hours=n + 1), place="Town hall", capacity=capacity)
            for n in range(sessions)
        ]  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row.id


def sessions_of(event_id: int) -> list[int]:
    """The ids of an event's sessions in their order."""
    rows = db.session.query(EventSession.id).filter_by(event_id=event_id)
    return [row.id for row in rows.order_by(EventSession.starts_at, EventSession.id)]


def booked(session_id: int, person_id: int, state: str = "booked", **more: Any) -> int:
    """Somebody's place in a session, or in its queue; the booking's id."""
    with transaction():
        row = Booking(session_id=session_id, person_id=person_id, state=state, queued_at=clock.now(), **more)
        db.session.add(row)
        db.session.flush()
        return row.id


def guest(event_id: int, name: str = "Guest of a partner") -> int:
    """Somebody from outside who is asked to an event; their id."""
    with transaction():
        row = Guest(event_id=event_id, name=name, organisation="A partner", added_at=clock.now())
        db.session.add(row)
        db.session.flush()
        return row.id
