"""Signing up, giving up a place, and the queue that moves up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.formatting import listed, moment
from engage.directory.models import Person
from engage.directory.queries import main_unit_of
from engage.directory.queries_finding import here_today
from engage.events.actions import events_telling as telling
from engage.events.actions.events import locked
from engage.events.models import AccessNeed, Booking, Event, EventSession
from engage.events.queries import events as queries
from engage.events.rules import events as rules
from engage.events.rules.states import BookingState, EventState

OFF = "This event is called off."


@dataclass(frozen=True)
class Outcome:
    """What came of one session: a place, or which turn in the queue (from 1)."""

    name: str
    nth: int = 0


def sign_up(
    event_id: int, person_id: int, wanted: Collection[int], needs: str | None, at: datetime
) -> Sequence[Outcome]:
    """A place in each of these sessions, or one in its queue where it is full; all of them or none.

    Invalid where one is closed, is not of this event, or overlaps another they have or want. None for `needs` leaves
    what they said before.
    """
    row = locked(event_id)
    if row.state != EventState.PUBLISHED:
        raise Conflict(OFF if row.state == EventState.CANCELLED else "Nobody can sign up for a draft.")
    own = queries.own(event_id, person_id)
    chosen = [each for each in row.sessions if each.id in wanted and each.id not in own]
    if not wanted or not set(wanted) <= {each.id for each in row.sessions}:
        raise Invalid("Tick at least one session of this event.")
    _refuse_late(row, chosen, at)
    _refuse_clash(row, chosen, {*own, *wanted})
    numbers = queries.numbers([each.id for each in chosen])
    unit = main_unit_of(person_id) if chosen else None
    found = []
    for session in chosen:
        held = numbers[session.id]
        placed = rules.gets_place(session.capacity, held.booked, held.waiting)
        _book(session.id, person_id, unit.id if unit else None, placed, at)
        found.append(Outcome(queries.name_of(session, row), 0 if placed else held.waiting + 1))
    if needs is not None:
        say_needs(event_id, person_id, needs)
    db.session.flush()
    return found


def _refuse_late(row: Event, chosen: Sequence[EventSession], at: datetime) -> None:
    for session in chosen:
        closed = rules.closes_at(session.starts_at, row.sign_up_closes_at)
        if at >= closed:
            raise Invalid(f"Sign-up for {queries.name_of(session, row)} closed on {moment(closed)}.")


def _refuse_clash(row: Event, chosen: Sequence[EventSession], together: Collection[int]) -> None:
    slots = [queries.slot(each, row) for each in row.sessions if each.id in together]
    new = {each.id for each in chosen}
    found = rules.clash(slots)
    if found and new & {found[0].id, found[1].id}:
        one, two = found
        raise Invalid(
            f"“{one.name}” (until {moment(one.ends_at)}) and “{two.name}” (from {moment(two.starts_at)}) "
            "overlap. You can sign up for one of them."
        )


def _book(session_id: int, person_id: int, unit_id: int | None, placed: bool, at: datetime) -> None:
    found = db.session.scalar(select(Booking).where(Booking.session_id == session_id, Booking.person_id == person_id))
    row = found or Booking(session_id=session_id, person_id=person_id)
    row.state, row.queued_at = BookingState.BOOKED if placed else BookingState.WAITING, at
    row.unit_id = unit_id
    db.session.add(row)


def say_needs(event_id: int, person_id: int, words: str) -> None:
    """What somebody needs, in place of what they said before; no words delete it."""
    row = queries.need_of(event_id, person_id)
    if not words:
        if row is not None:
            db.session.delete(row)
    elif row is not None:
        row.words = words
    else:
        db.session.add(AccessNeed(event_id=event_id, person_id=person_id, words=words))


def change_needs(event_id: int, person_id: int, words: str) -> None:
    """The same later, by somebody who has a place or waits for one."""
    row = locked(event_id)
    if row.state == EventState.CANCELLED or row.needs_deleted_on or not queries.own(event_id, person_id):
        raise Conflict("Sign up first: access needs belong to a place, or to a wait for one.")
    say_needs(event_id, person_id, words)
    db.session.flush()


def give_up(event_id: int, session_id: int, person_id: int, at: datetime) -> str:
    """Give up a place, or a wait, until the session starts; the first in the queue moves up. The session's name."""
    row = locked(event_id)
    session = queries.session_of(row, session_id)
    held = select(Booking).where(Booking.session_id == session_id, Booking.person_id == person_id)
    booking = db.session.scalar(held.where(Booking.state.in_(queries.ACTIVE)))
    if booking is None:
        raise NotThere
    if at >= session.starts_at:
        raise Conflict("The session has begun: a place cannot be given up any more.")
    booking.state = BookingState.CANCELLED
    db.session.flush()
    forget_needs(event_id)
    serve(row, session, at)
    return queries.name_of(session, row)


def serve(row: Event, session: EventSession, at: datetime) -> int:
    """Give free places to whoever waits, in their turn, and tell them; nobody once it has begun. How many were served.

    Whoever has left in the meantime is passed over.
    """
    if row.state != EventState.PUBLISHED or at >= session.starts_at:
        return 0
    left = rules.free(session.capacity, queries.numbers([session.id])[session.id].booked)
    rows = (
        select(Booking)
        .join(Person, Person.id == Booking.person_id)
        .where(Booking.session_id == session.id, Booking.state == BookingState.WAITING, here_today())
        .order_by(Booking.queued_at, Booking.id)
    )
    served = db.session.scalars(rows if left is None else rows.limit(left)).all()
    for booking in served:
        booking.state = BookingState.BOOKED
    db.session.flush()
    telling.moved_up(row, session, served, at)
    return len(served)


def forget_needs(event_id: int) -> None:
    """Delete what people need who have neither a place in the event any more nor a wait for one."""
    held = (
        select(Booking.id)
        .join(EventSession, EventSession.id == Booking.session_id)
        .where(EventSession.event_id == event_id, Booking.state.in_(queries.ACTIVE))
        .where((Booking.person_id == AccessNeed.person_id) | (Booking.guest_id == AccessNeed.guest_id))
        .exists()
    )
    db.session.execute(
        delete(AccessNeed).where(AccessNeed.event_id == event_id, ~held),
        execution_options={"synchronize_session": "fetch"},
    )


def in_words(found: Sequence[Outcome]) -> str:
    """What came of it, in a sentence or two."""
    placed = [each.name for each in found if not each.nth]
    says = [f"You have a place: {listed(placed)}."] if placed else []
    says += [
        f"{each.name} is full now: you are {rules.nth(each.nth)} on the waiting list." for each in found if each.nth
    ]
    return " ".join(says) or "You had signed up already."
