"""What the OD team sees of events: all of them, who comes, guests, and what people need."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Person, Unit
from engage.directory.queries_finding import called
from engage.events.models import AccessNeed, Booking, Event, EventSession, Guest
from engage.events.queries import events
from engage.events.rules import events as rules
from engage.events.rules.states import BookingState, EventState

EACH = 24


@dataclass(frozen=True)
class Comer:
    """Somebody with a place or in the queue, as a list at the door has them."""

    booking_id: int
    name: str
    where: str
    guest: bool
    state: str


@dataclass(frozen=True)
class Need:
    """What somebody needs, and their name."""

    name: str
    words: str
    guest: bool


@dataclass(frozen=True)
class Reached:
    """Somebody to write to: a colleague by their id, or a guest."""

    key: tuple[str, int]
    name: str
    email: str


def all_events(number: int) -> Page[Event]:
    """A page of all events: drafts, what is coming, then the rest, the latest first."""
    last = _last().subquery()
    over = case((Event.state == EventState.DRAFT, 0), (last.c.ends_at > clock.now(), 1), else_=2)
    rows = select(Event).outerjoin(last, last.c.event_id == Event.id).options(selectinload(Event.sessions))
    return cut(rows.order_by(over, last.c.ends_at.desc(), Event.id.desc()), number, EACH)


def _last() -> Select[int, datetime]:
    return select(EventSession.event_id, func.max(EventSession.ends_at).label("ends_at")).group_by(
        EventSession.event_id
    )


def over_before(moment: datetime) -> Select[int]:
    """The ids of events whose last session ended before this moment."""
    last = _last().subquery()
    return select(last.c.event_id).where(last.c.ends_at < moment)


def _comers(session_id: int, states: Collection[str]) -> Select[Booking]:
    order = case((Booking.state == BookingState.BOOKED, 0), else_=1)
    return (
        select(Booking)
        .outerjoin(Person, Person.id == Booking.person_id)
        .outerjoin(Guest, Guest.id == Booking.guest_id)
        .where(Booking.session_id == session_id, Booking.state.in_(states))
        .order_by(
            order,
            # Those who wait stand in their turn, the others by surname, guests after them.
            case((Booking.state == BookingState.WAITING, Booking.queued_at)),
            Person.surname.is_(None), func.lower(Person.surname), func.lower(Person.first_name),
            func.lower(Guest.name), Booking.id,
        )
        .options(joinedload(Booking.person), joinedload(Booking.guest))
    )  # fmt: skip


def comers(session_id: int, number: int) -> Page[Comer]:
    """A page of whoever has a place in a session or waits for one: three statements."""
    found = cut(_comers(session_id, events.ACTIVE), number)
    return Page(_as_comers(found.rows), found.number, found.size, found.total)


def door(session_id: int) -> Sequence[Comer]:
    """Everybody with a place, for the list at the door: two statements."""
    return _as_comers(db.session.scalars(_comers(session_id, (BookingState.BOOKED,))).all())


def _as_comers(rows: Sequence[Booking]) -> Sequence[Comer]:
    units = {row.unit_id for row in rows if row.unit_id}
    named = dict(db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(units))).all()) if units else {}
    return [
        Comer(
            row.id,
            row.person.name if row.person else row.guest.name if row.guest else "",
            row.guest.organisation if row.guest else named.get(row.unit_id or 0, ""),
            row.guest is not None,
            row.state,
        )
        for row in rows
    ]


def guests(event_id: int) -> Sequence[Guest]:
    """Guests of an event by name; there are never more than its places for them."""
    rows = select(Guest).where(Guest.event_id == event_id).order_by(func.lower(Guest.name), Guest.id)
    return db.session.scalars(rows).all()


def guest(event_id: int, guest_id: int) -> Guest:
    """One of them, or NotThere."""
    row = db.session.scalar(select(Guest).where(Guest.event_id == event_id, Guest.id == guest_id))
    if row is None:
        raise NotThere
    return row


def guest_sessions(event_id: int) -> dict[int, list[int]]:
    """In which sessions each guest has a place: one statement."""
    rows = (
        select(Booking.guest_id, Booking.session_id)
        .join(EventSession, EventSession.id == Booking.session_id)
        .where(EventSession.event_id == event_id, Booking.guest_id.is_not(None), Booking.state.in_(events.ACTIVE))
        .order_by(EventSession.starts_at, EventSession.id)
    )
    found: dict[int, list[int]] = {}
    for guest_id, session_id in db.session.execute(rows):
        found.setdefault(guest_id or 0, []).append(session_id)
    return found


def needs(event_id: int, number: int) -> Page[Need]:
    """A page of what people need at an event; on no other page of anybody's but their own."""
    rows = (
        select(AccessNeed)
        .outerjoin(Person, Person.id == AccessNeed.person_id)
        .outerjoin(Guest, Guest.id == AccessNeed.guest_id)
        .where(AccessNeed.event_id == event_id)
        .order_by(Person.surname.is_(None), func.lower(Person.surname), func.lower(Guest.name), AccessNeed.id)
    )
    found = cut(rows, number)
    people = [row.person_id for row in found.rows if row.person_id]
    names = dict(db.session.execute(select(Person.id, called()).where(Person.id.in_(people))).all()) if people else {}
    outside = {each.id: each for each in guests(event_id)}
    return Page(
        [
            Need(
                names.get(row.person_id, "") if row.person_id else outside[row.guest_id or 0].name,
                row.words,
                row.person_id is None,
            )
            for row in found.rows
        ],
        found.number, found.size, found.total,
    )  # fmt: skip


def number_of_needs(event_id: int) -> int:
    """How many people said what they need."""
    return db.session.scalar(select(func.count()).where(AccessNeed.event_id == event_id)) or 0


def reached(session_ids: Collection[int], states: Collection[str] = (BookingState.BOOKED,)) -> dict[Reached, list[int]]:
    """Everybody with a place in one of these sessions, once, and in which; whoever has no address comes without."""
    rows = (
        select(Booking)
        .where(Booking.session_id.in_(session_ids), Booking.state.in_(states))
        .order_by(Booking.session_id, Booking.id)
        .options(joinedload(Booking.person), joinedload(Booking.guest))
    )
    found: dict[Reached, list[int]] = {}
    for row in db.session.scalars(rows):
        if row.person is not None:
            each = Reached(
                ("person", row.person.id), row.person.known_as or row.person.first_name, row.person.email or ""
            )
        else:
            assert row.guest is not None  # noqa: S101  # the table holds one of them
            each = Reached(("guest", row.guest.id), row.guest.name, row.guest.email)
        found.setdefault(each, []).append(row.session_id)
    return found


def could_be_served(now: BindParameter[datetime]) -> ColumnElement[bool]:
    """Sessions ahead of now, of a published event, that somebody waits for."""
    waits = select(Booking.session_id).where(Booking.state == BookingState.WAITING)
    return (EventSession.starts_at > now) & (Event.state == EventState.PUBLISHED) & EventSession.id.in_(waits)


def plan(row: Event) -> rules.Plan:
    """An event as the rules of publishing see it."""
    return rules.Plan(
        row.summary,
        [events.slot(each, row) for each in row.sessions],
        all(each.place or each.online for each in row.sessions),
        row.sign_up_closes_at,
    )
