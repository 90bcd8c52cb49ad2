"""Events of the OD team: written, published, called off."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.directory.rules.audience import Audience, to_text
from engage.events.actions import events_telling as telling
from engage.events.models import AccessNeed, Event, EventSession
from engage.events.queries import events as queries
from engage.events.queries import events_manage
from engage.events.rules import events as rules
from engage.events.rules.states import EventKind, EventState

LACKS = {
    "summary": "Write the summary: it stands in the list of events.",
    "sessions": "Add at least one session, with its time and its place.",
    "past": "A session lies in the past. Give it another date, or remove it.",
    "somewhere": "Say where each session is: a place, or a link to join online.",
    "closes": "Sign-up would have closed already. Choose a later day, or none.",
}
OVERTAKEN = (
    "Somebody else has changed this event since you opened it. What you typed is still below, and is not saved. "
    "Look at the event as it is now, then save again to put yours in its place."
)
CALLED_OFF = "This event is called off. Nothing about it can be changed any more."


@dataclass(frozen=True)
class Words:
    """What the OD team writes of an event."""

    kind: EventKind
    title: str
    summary: str
    about: str
    contact: str
    audience: Audience
    closes_at: datetime | None
    guest_places: int
    course: str
    course_months: int | None


def locked(event_id: int) -> Event:
    """An event with its sessions as they stand, held until the end of the transaction: whoever signs up, gives up a
    place or changes a session waits their turn, so that no capacity is ever passed.
    """
    held = select(Event).where(Event.id == event_id).with_for_update(key_share=True)
    row = db.session.scalar(held.execution_options(populate_existing=True))
    if row is None:
        raise NotThere
    sessions = select(EventSession).where(EventSession.event_id == event_id).order_by(EventSession.id)
    db.session.scalars(sessions.with_for_update(key_share=True).execution_options(populate_existing=True)).all()
    db.session.expire(row, ["sessions"])
    return row


def to_change(event_id: int, version: int | None = None) -> Event:
    """An event that may be changed, held, and noted as changed; Conflict where another window came first."""
    row = locked(event_id)
    if row.state == EventState.CANCELLED:
        raise Conflict(CALLED_OFF)
    if version is not None and row.version != version:
        raise Conflict(OVERTAKEN)
    row.version += 1
    return row


def create(words: Words, by_id: int, at: datetime) -> Event:
    """A draft."""
    row = Event(kind=words.kind, title=words.title, created_by_id=by_id, created_at=at)
    _take(row, words)
    db.session.add(row)
    db.session.flush()
    audit.record("create", queries.ON, row.id)
    return row


def save(event_id: int, version: int, words: Words) -> Event:
    """Other words; a new title goes to calendars with the next file."""
    row = to_change(event_id, version)
    guests = len(events_manage.guests(event_id))
    if words.guest_places < guests:
        raise Invalid(f"{guests} guests are entered already: there cannot be fewer places for them.")
    if words.title != row.title:
        for session in row.sessions:
            session.sequence += 1
    _take(row, words)
    audit.record("change", queries.ON, row.id)
    return row


def _take(row: Event, words: Words) -> None:
    row.kind, row.title, row.summary, row.about = words.kind, words.title, words.summary, words.about
    row.contact, row.audience, row.sign_up_closes_at = words.contact, to_text(words.audience), words.closes_at
    row.guest_places, row.course, row.course_months = words.guest_places, words.course, words.course_months


def publish(event_id: int, at: datetime) -> None:
    """Show it to those it is for; Invalid says what it lacks."""
    row = to_change(event_id)
    if row.state != EventState.DRAFT:
        raise Conflict("The event is published already.")
    if missing := rules.lacks(events_manage.plan(row), at):
        raise Invalid("The event was not published. It lacks something:", [LACKS[code] for code in missing])
    row.state, row.published_at = EventState.PUBLISHED, at
    audit.record("publish", queries.ON, row.id)


def cancel(event_id: int, why: str, at: datetime) -> int:
    """Call it off with words, for good: everybody with a place, or in a queue, is written to once. How many are.

    What people said they need is of no use any more and goes at once.
    """
    row = to_change(event_id)
    if row.state != EventState.PUBLISHED:
        raise Conflict("Only a published event is called off. A draft can be deleted.")
    if all(session.ends_at <= at for session in row.sessions):
        raise Conflict("The event is over: it cannot be called off any more.")
    row.state, row.cancelled_why = EventState.CANCELLED, why
    for session in row.sessions:
        session.sequence += 1
    db.session.execute(delete(AccessNeed).where(AccessNeed.event_id == event_id))
    audit.record("cancel", queries.ON, row.id)
    return telling.cancelled(row, at)


def remove(event_id: int) -> None:
    """Delete a draft: nobody can have signed up for it; guests entered already have had their mail, and keep it."""
    row = locked(event_id)
    if row.state != EventState.DRAFT:
        raise Conflict("Only a draft can be deleted. A published event can be called off.")
    if events_manage.guests(event_id):
        raise Conflict("Guests are entered. Take them out first: each is told.")
    db.session.delete(row)
    db.session.flush()
    audit.record("delete", queries.ON, event_id)
