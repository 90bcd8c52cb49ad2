"""The lists of events that staff see: what is coming, what was, and their own places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from engage.access import Viewer
from engage.core import clock
from engage.core.db import db
from engage.core.paging import Page, cut
from engage.events.models import Booking, Event, EventSession
from engage.events.queries import events
from engage.events.rules import events as rules
from engage.events.rules.states import EventState

EACH, MOST_OWN = 24, 50


@dataclass(frozen=True)
class Listed:
    """An event of a list: its next session (of one that is over its first), and what is left of places."""

    event: Event
    next: EventSession
    places: str

    @property
    def month(self) -> str:
        """October 2026."""
        return f"{clock.local(self.next.starts_at):%B %Y}"

    @property
    def key(self) -> str:
        """Its month as it is sorted: 2026-10."""
        return f"{self.at:%Y-%m}"

    @property
    def at(self) -> datetime:
        """The beginning of its next session, on the council's own clocks."""
        return clock.local(self.next.starts_at)


def coming(viewer: Viewer, number: int) -> Page[Listed]:
    """Published events for this person that are not over, the next first: a fixed few statements."""
    now = clock.now()
    soonest = _sessions(func.min(EventSession.starts_at)).where(EventSession.ends_at > now).subquery()
    rows = _events(viewer).join(soonest, soonest.c.event_id == Event.id).where(Event.state == EventState.PUBLISHED)
    found = cut(rows.order_by(soonest.c.at, Event.id), number, EACH)
    return Page(_listed(found.rows, now), found.number, found.size, found.total)


def past(viewer: Viewer, number: int) -> Page[Listed]:
    """Those that are over, the latest first."""
    now = clock.now()
    last = _sessions(func.max(EventSession.ends_at)).having(func.max(EventSession.ends_at) <= now).subquery()
    rows = _events(viewer).join(last, last.c.event_id == Event.id).where(Event.state == EventState.PUBLISHED)
    found = cut(rows.order_by(last.c.at.desc(), Event.id.desc()), number, EACH)
    return Page(_listed(found.rows, now), found.number, found.size, found.total)


def _sessions(at: object) -> Select[int, datetime]:
    return select(EventSession.event_id, at.label("at")).group_by(EventSession.event_id)  # type: ignore[attr-defined]


def _events(viewer: Viewer) -> Select[Event]:
    return select(Event).where(events.for_viewer(viewer)).options(selectinload(Event.sessions))


def _listed(rows: Sequence[Event], now: datetime) -> Sequence[Listed]:
    numbers = events.numbers([session.id for row in rows for session in row.sessions])
    found = []
    for row in rows:
        ahead = [each for each in row.sessions if each.ends_at > now]
        left = [(each.capacity, numbers[each.id].booked, numbers[each.id].waiting) for each in ahead]
        found.append(Listed(row, (ahead or row.sessions)[0], rules.places_of_all(left) if left else ""))
    return found


def mine(person_id: int, limit: int = MOST_OWN) -> Sequence[Booking]:
    """Somebody's places and waits in sessions that are not over, the next first; of events called off, too."""
    rows = (
        select(Booking)
        .join(Booking.session)
        .join(EventSession.event)
        .where(Booking.person_id == person_id, Booking.state.in_(events.ACTIVE), EventSession.ends_at > clock.now())
        .order_by(EventSession.starts_at, Booking.id)
        .limit(limit)
        .options(contains_eager(Booking.session).contains_eager(EventSession.event).selectinload(Event.sessions))
    )
    return db.session.scalars(rows).all()


def own_bookings(person_id: int) -> Sequence[Booking]:
    """Everything somebody has booked and that is still held, for their own copy."""
    rows = select(Booking).where(Booking.person_id == person_id).order_by(Booking.id)
    whole = joinedload(Booking.session).joinedload(EventSession.event).selectinload(Event.sessions)
    return db.session.scalars(rows.options(whole)).all()
