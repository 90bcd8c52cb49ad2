"""The sessions of an event: added, changed, removed; whoever has a place is told of what concerns them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.events.actions import events_booking as booking
from engage.events.actions import events_telling as telling
from engage.events.actions.events import to_change
from engage.events.models import Booking, Event, EventSession
from engage.events.queries import events as queries
from engage.events.rules import events as rules
from engage.events.rules.states import EventState

ON = "event session"
PAST = "This event is published: a session cannot begin in the past."
BEGUN = "The session has begun. It cannot be changed or removed any more."


@dataclass(frozen=True)
class Plan:
    """A session as it is planned, in UTC."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    online: str
    capacity: int | None


@dataclass(frozen=True)
class Changed:
    """What a change brought about: how many were written to, and how many moved up from the queue."""

    told: int = 0
    served: int = 0


def add(event_id: int, version: int, plan: Plan, at: datetime) -> EventSession:
    """One more session; of a published event only one ahead, and at a place."""
    row = to_change(event_id, version)
    if len(row.sessions) >= rules.MOST_SESSIONS:
        raise Invalid(f"An event has at most {rules.MOST_SESSIONS} sessions.")
    _fits(row, plan, at)
    session = EventSession(event_id=event_id)
    _take(session, plan)
    row.sessions.append(session)
    db.session.flush()
    audit.record("create", ON, session.id, event=event_id)
    return session


def save(event_id: int, session_id: int, version: int, plan: Plan, at: datetime) -> Changed:
    """Another time, place or capacity. Whoever has a place or waits is written to once where time or place changed."""
    row = to_change(event_id, version)
    session = queries.session_of(row, session_id)
    if row.state == EventState.PUBLISHED and session.starts_at <= at:
        raise Conflict(BEGUN)
    _fits(row, plan, at)
    booked = queries.numbers([session_id])[session_id].booked
    if plan.capacity is not None and plan.capacity < booked:
        raise Invalid(f"{booked} people have a place: the number of places cannot be lower than that.")
    was = (session.starts_at, session.ends_at, session.place, session.online)
    moved = was != (plan.starts_at, plan.ends_at, plan.place, plan.online)
    if moved or plan.title != session.title:
        session.sequence += 1
    _take(session, plan)
    db.session.flush()
    audit.record("change", ON, session_id, event=event_id, moved=moved)
    told = telling.changed(row, session, at) if moved and row.state == EventState.PUBLISHED else 0
    return Changed(told, booking.serve(row, session, at))


def remove(event_id: int, session_id: int, at: datetime) -> int:
    """Take a session away with its places; everybody who had one, or waited, is written to. How many are."""
    row = to_change(event_id)
    session = queries.session_of(row, session_id)
    if row.state == EventState.PUBLISHED:
        if session.starts_at <= at:
            raise Conflict(BEGUN)
        if len(row.sessions) == 1:
            raise Conflict("A published event keeps at least one session. Call the event off instead.")
    told = telling.removed(row, session, at)
    db.session.execute(delete(Booking).where(Booking.session_id == session_id))
    row.sessions.remove(session)
    db.session.flush()
    booking.forget_needs(event_id)
    audit.record("delete", ON, session_id, event=event_id)
    return told


def _fits(row: Event, plan: Plan, at: datetime) -> None:
    if row.state != EventState.PUBLISHED:
        return
    if plan.starts_at <= at:
        raise Invalid(PAST)
    if not (plan.place or plan.online):
        raise Invalid("Say where the session is: a place, or a link to join online.")


def _take(session: EventSession, plan: Plan) -> None:
    session.title, session.starts_at, session.ends_at = plan.title, plan.starts_at, plan.ends_at
    session.place, session.online, session.capacity = plan.place, plan.online, plan.capacity
