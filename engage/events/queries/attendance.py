"""Who was there: the sessions that take codes now, the list of a session, and one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Person
from engage.directory.queries_finding import shown
from engage.events.models import Booking, Event, EventSession, Guest
from engage.events.rules.attendance import MOST_NAMES, OPENS, takes_codes
from engage.events.rules.states import BookingState


@dataclass(frozen=True)
class Name:
    """Somebody on the list of a session. `key`: "booking:12", or "guest:3" of a guest without a place in it."""

    key: str
    name: str
    where: str
    there: bool
    how: str


def session(event_id: int, session_id: int) -> EventSession:
    """A session of this event, or NotThere."""
    row = db.session.get(EventSession, session_id)
    if row is None or row.event_id != event_id:
        raise NotThere
    return row


def taking_codes(row: Event, at: datetime) -> Sequence[EventSession]:
    """The sessions for which whoever is there can say so now."""
    return [each for each in row.sessions if takes_codes(row.state, each.starts_at, each.ends_at, at)]


def booking_of(session_id: int, person_id: int) -> Booking | None:
    """Somebody's place in a session, given up ones too."""
    return db.session.scalar(select(Booking).where(Booking.session_id == session_id, Booking.person_id == person_id))


def mine(event_id: int, person_id: int) -> dict[int, Booking]:
    """Somebody's bookings of an event, by session: one statement."""
    rows = (
        select(Booking)
        .join(EventSession, EventSession.id == Booking.session_id)
        .where(EventSession.event_id == event_id, Booking.person_id == person_id)
    )
    return {row.session_id: row for row in db.session.scalars(rows)}


def had_a_place(bookings: Sequence[Booking]) -> bool:
    """Whether somebody of these bookings has a place in any session, or was there."""
    return any(row.state == BookingState.BOOKED or row.attended_by for row in bookings)


def names(row: EventSession, number: int) -> Page[Name]:
    """A page of whoever has a place or was there, by surname, guests after: four statements.

    Guests of the event who have no place in this session come at the end of the last page.
    """
    who = or_(Booking.state == BookingState.BOOKED, Booking.attended_by != "")
    rows = (
        select(Booking)
        .outerjoin(Person, Person.id == Booking.person_id)
        .outerjoin(Guest, Guest.id == Booking.guest_id)
        .where(Booking.session_id == row.id, who)
        .options(joinedload(Booking.guest))
        .order_by(Booking.guest_id.is_not(None), func.lower(func.coalesce(Person.surname, Guest.name)),
                  func.lower(Person.first_name), Booking.id)
    )  # fmt: skip
    found = cut(rows, number, MOST_NAMES)
    known = shown([each.person_id for each in found.rows if each.person_id])
    listed = []
    for each in found.rows:
        person = known.get(each.person_id or 0)
        name = person.name if person else each.guest.name if each.guest else ""
        where = person.unit if person else _from(each.guest) if each.guest else ""
        listed.append(Name(f"booking:{each.id}", name, where, bool(each.attended_by), each.attended_by))
    if found.number == found.last:
        listed += [Name(f"guest:{each.id}", each.name, _from(each), False, "") for each in _guests_without(row)]
    return Page(listed, found.number, found.size, found.total)


def _from(guest: Guest) -> str:
    return f"Guest, {guest.organisation}" if guest.organisation else "Guest"


def _guests_without(row: EventSession) -> Sequence[Guest]:
    placed = and_(Booking.guest_id == Guest.id, Booking.session_id == row.id)
    shown_already = select(Booking.id).where(
        placed, or_(Booking.state == BookingState.BOOKED, Booking.attended_by != "")
    )
    rows = select(Guest).where(Guest.event_id == row.event_id, ~shown_already.exists())
    return db.session.scalars(rows.order_by(func.lower(Guest.name), Guest.id)).all()


def bookings(session_id: int, ids: Sequence[int]) -> Sequence[Booking]:
    """Those of these bookings that are of this session."""
    rows = select(Booking).where(Booking.session_id == session_id, Booking.id.in_(ids))
    return db.session.scalars(rows.order_by(Booking.id)).all()


def guests(event_id: int, ids: Sequence[int]) -> Sequence[Guest]:
    """Those of these guests who are asked to this event."""
    rows = select(Guest).where(Guest.event_id == event_id, Guest.id.in_(ids))
    return db.session.scalars(rows.order_by(Guest.id)).all()


def guest_booking(session_id: int, guest_id: int) -> Booking | None:
    """A guest's place in a session, given up ones too."""
    return db.session.scalar(select(Booking).where(Booking.session_id == session_id, Booking.guest_id == guest_id))


def begun(row: EventSession, at: datetime) -> bool:
    """Whether a session is so near that people are in the room."""
    return at >= row.starts_at - OPENS
