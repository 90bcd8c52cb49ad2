"""Events as they stand, for whoever may see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory.queries_audience import includes, means_viewer
from engage.events.models import AccessNeed, Booking, Event, EventSession
from engage.events.rules import events as rules
from engage.events.rules.states import BookingState, EventState

ON = "event"
ACTIVE = (BookingState.BOOKED, BookingState.WAITING)


@dataclass(frozen=True)
class Numbers:
    """How many have a place in a session, and how many wait for one."""

    booked: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Own:
    """Somebody's place in a session, or in its queue: `nth` counts from 1 there, and is 0 for a place."""

    session_id: int
    state: str
    nth: int


@dataclass(frozen=True)
class Seen:
    """An event as one person sees it: whether it is meant for them, and their own places by session."""

    event: Event
    meant: bool
    own: Mapping[int, Own]


def event(event_id: int) -> Event | None:
    """An event, drafts and cancelled ones too."""
    return db.session.get(Event, event_id)


def sessions(event_id: int) -> Sequence[EventSession]:
    """Its sessions in their order."""
    rows = select(EventSession).where(EventSession.event_id == event_id)
    return db.session.scalars(rows.order_by(EventSession.starts_at, EventSession.id)).all()


def may_see(row: Event, viewer: Viewer) -> bool:
    """Whether this person may see an event: it is meant for them, they have a place, or they run events."""
    if viewer.may(Permission.EVENTS_MANAGE):
        return True
    places = bool(own(row.id, viewer.id))
    return rules.in_audience_or_booked(row.state, includes(row.audience, viewer), places, False)


def visible(event_id: int, viewer: Viewer) -> Event:
    """An event that this person may see; for everybody else it is not there."""
    return seen(event_id, viewer).event


def seen(event_id: int, viewer: Viewer) -> Seen:
    """The same, with whether it is meant for them and what they have booked."""
    row = db.session.scalar(select(Event).where(Event.id == event_id).options(selectinload(Event.sessions)))
    if row is None:
        raise NotThere
    places, meant = own(event_id, viewer.id), includes(row.audience, viewer)
    if not rules.in_audience_or_booked(row.state, meant, bool(places), viewer.may(Permission.EVENTS_MANAGE)):
        raise NotThere
    return Seen(row, meant, places)


def kept(event_id: int) -> Event:
    """Any event, with its sessions, for whoever runs them; or NotThere."""
    row = db.session.scalar(select(Event).where(Event.id == event_id).options(selectinload(Event.sessions)))
    if row is None:
        raise NotThere
    return row


def session_of(row: Event, session_id: int) -> EventSession:
    """One of its sessions, or NotThere."""
    found = next((each for each in row.sessions if each.id == session_id), None)
    if found is None:
        raise NotThere
    return found


def name_of(session: EventSession, row: Event) -> str:
    """What a session is called."""
    return rules.name_of(session.title, session.place, row.title, len(row.sessions) == 1)


def when(session: EventSession) -> str:
    """Thursday 4 March 2027, 9:30am to 12:00pm."""
    return rules.span(clock.local(session.starts_at), clock.local(session.ends_at))


def slot(session: EventSession, row: Event) -> rules.Slot:
    """A session as the rules see it."""
    return rules.Slot(session.id, name_of(session, row), session.starts_at, session.ends_at)


def numbers(session_ids: Collection[int]) -> dict[int, Numbers]:
    """How many have a place and how many wait, in each of these sessions: one statement."""
    rows = (
        select(Booking.session_id, Booking.state, func.count())
        .where(Booking.session_id.in_(session_ids), Booking.state.in_(ACTIVE))
        .group_by(Booking.session_id, Booking.state)
    )
    found: dict[int, dict[str, int]] = {}
    for session_id, state, number in db.session.execute(rows):
        found.setdefault(session_id, {})[state] = number
    return {
        each: Numbers(by.get(BookingState.BOOKED, 0), by.get(BookingState.WAITING, 0))
        for each in session_ids
        for by in (found.get(each, {}),)
    }


def own(event_id: int, person_id: int) -> dict[int, Own]:
    """Somebody's places in an event, and in its queues, by session: one statement."""
    before, mine = aliased(Booking), Booking
    ahead = (
        select(func.count())
        .where(before.session_id == mine.session_id, before.state == BookingState.WAITING)
        .where(or_(before.queued_at < mine.queued_at, (before.queued_at == mine.queued_at) & (before.id < mine.id)))
        .scalar_subquery()
    )
    rows = (
        select(mine.session_id, mine.state, ahead)
        .join(EventSession, EventSession.id == mine.session_id)
        .where(EventSession.event_id == event_id, mine.person_id == person_id, mine.state.in_(ACTIVE))
    )
    return {
        session_id: Own(session_id, state, number + 1 if state == BookingState.WAITING else 0)
        for session_id, state, number in db.session.execute(rows)
    }


def need_of(event_id: int, person_id: int) -> AccessNeed | None:
    """What somebody said they need, for themselves."""
    return db.session.scalar(
        select(AccessNeed).where(AccessNeed.event_id == event_id, AccessNeed.person_id == person_id)
    )


def for_viewer(viewer: Viewer) -> ColumnElement[bool]:
    """Events that this person may see, without drafts, as a condition: meant for them, or they have a place."""
    booked = exists().where(
        EventSession.event_id == Event.id, Booking.session_id == EventSession.id,
        Booking.person_id == viewer.id, Booking.state.in_(ACTIVE),
    )  # fmt: skip
    return (Event.state != EventState.DRAFT) & (means_viewer(Event.audience, viewer) | booked)
