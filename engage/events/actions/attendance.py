"""Writing down who was there: by a code that is read out, or from a list."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.directory.queries import main_unit_of
from engage.directory.rules.accounts import CODE_LETTERS, plain_code
from engage.events.actions.attendance_training import settle
from engage.events.models import Booking, Event, EventSession
from engage.events.queries import after_times
from engage.events.queries import attendance as queries
from engage.events.rules.attendance import CODE_LENGTH, since
from engage.events.rules.states import BookingState, EventState

SESSION = "event session"
TWICE = "Somebody has just written this down, too. Reload the page and look. Nothing was changed."


def make_code(row: EventSession) -> str:
    """A code for a session, or another in the place of the one it has."""
    event = after_times.hold(row.event_id)
    taken = {each.code for each in event.sessions}
    code = ""
    while not code or code in taken:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    row.code = code
    db.session.flush()
    audit.record("make code", SESSION, row.id)
    return code


def sign_in(event: Event, typed: str, person_id: int, at: datetime) -> EventSession | None:
    """Somebody is in the room and types its code; None where it is the code of no session that takes one now.

    Whoever comes without a place has one from now on, whether there was room or not: they are there.
    """
    event = after_times.hold(event.id)
    code = plain_code(typed)
    row = next((each for each in queries.taking_codes(event, at) if each.code and each.code == code), None)
    if row is None:
        return None
    booking = queries.booking_of(row.id, person_id)
    if booking is None or not booking.attended_by:
        _there(row, booking or _walked_in(row, person_id), "code", at)
        settle(event, [person_id])
    return row


def _walked_in(row: EventSession, person_id: int | None, guest_id: int | None = None) -> Booking:
    return Booking(session_id=row.id, person_id=person_id, guest_id=guest_id, state=BookingState.CANCELLED)


def _there(row: EventSession, booking: Booking, how: str, at: datetime) -> None:
    if booking.state != BookingState.BOOKED:
        unit = main_unit_of(booking.person_id) if booking.person_id else None
        booking.state, booking.queued_at = BookingState.BOOKED, since(row.starts_at, at)
        booking.unit_id = unit.id if unit else None
    booking.attended_by = how
    try:
        with db.session.begin_nested():
            db.session.add(booking)
            db.session.flush()
    except IntegrityError as error:
        raise Conflict(TWICE) from error


def tick(row: EventSession, there: Collection[str], was: Collection[str], at: datetime) -> tuple[int, int]:
    """What changed on a list since it was shown: how many more were there, and how many were not after all.

    there, was: keys of queries.attendance.Name. Whoever signed in while the list was open is left as they are.
    """
    event = after_times.hold(row.event_id)
    _refuse_early(event, row, at)
    come = _found(row, [key for key in there if key not in was])
    not_come = [each for each in _found(row, [key for key in was if key not in there]) if each.attended_by]
    for each in come:
        _there(row, each, "list", at)
    for each in not_come:
        # Whoever came without a place never had one.
        if each.queued_at >= row.starts_at:
            each.state = BookingState.CANCELLED
        each.attended_by = ""
    db.session.flush()
    settle(event, [each.person_id for each in (*come, *not_come) if each.person_id])
    audit.record("write down who was there", SESSION, row.id, there=len(come), not_there=len(not_come))
    return len(come), len(not_come)


def _found(row: EventSession, keys: Sequence[str]) -> Sequence[Booking]:
    wanted: dict[str, list[int]] = {"booking": [], "guest": []}
    for key in keys:
        kind, _, number = key.partition(":")
        if kind not in wanted or not (number.isascii() and number.isdigit() and len(number) < 10):
            raise Invalid("This list has changed. Reload the page and tick again. Nothing was changed.")
        wanted[kind].append(int(number))
    found = list(queries.bookings(row.id, wanted["booking"])) if wanted["booking"] else []
    for guest in queries.guests(row.event_id, wanted["guest"]) if wanted["guest"] else ():
        found.append(queries.guest_booking(row.id, guest.id) or _walked_in(row, None, guest.id))
    return found


def add(row: EventSession, person_ids: Sequence[int], at: datetime) -> int:
    """People who were there and are not on the list; how many that were not written down yet."""
    event = after_times.hold(row.event_id)
    _refuse_early(event, row, at)
    new = 0
    for person_id in person_ids:
        booking = queries.booking_of(row.id, person_id)
        if booking is None or not booking.attended_by:
            _there(row, booking or _walked_in(row, person_id), "list", at)
            new += 1
    settle(event, person_ids)
    audit.record("write down who was there", SESSION, row.id, there=new, not_there=0)
    return new


def _refuse_early(event: Event, row: EventSession, at: datetime) -> None:
    if event.state != EventState.PUBLISHED:
        raise Conflict("Who was there is written down for events that took place. Nothing was changed.")
    if not queries.begun(row, at):
        raise Conflict("This session has not begun yet. Write down who was there once it has. Nothing was changed.")
