"""The mails about events, promised in the transaction of what they tell of: each goes out once, or never."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from flask import current_app

from engage.core import mail
from engage.core.mail import Attached
from engage.events.formats.events_calendar import Told, calendar
from engage.events.models import Booking, Event, EventSession, Guest
from engage.events.queries import events as queries
from engage.events.queries import events_manage
from engage.events.queries.events_manage import Reached


def _file(told: Sequence[Told], at: datetime) -> Attached | None:
    if not told:
        return None
    return Attached("event.ics", "calendar", calendar(told, current_app.extensions["settings"], at))


def _send(whom: Reached, subject: str, template: str, attached: Attached | None = None, **more: Any) -> bool:
    if whom.email:
        guest = whom.key[0] == "guest"
        mail.send(whom.email, subject, f"events_{template}.txt", attached=attached, name=whom.name, guest=guest, **more)
    return bool(whom.email)


def _all(session_ids: Collection[int]) -> dict[Reached, list[int]]:
    return events_manage.reached(session_ids, queries.ACTIVE)


def moved_up(row: Event, session: EventSession, served: Sequence[Booking], at: datetime) -> None:
    """To whoever has a place now."""
    for booking in served:
        person = booking.person
        if person is not None and person.email:
            whom = Reached(("person", person.id), person.known_as or person.first_name, person.email)
            _send(whom, f"You have a place: {row.title}", "moved_up", _file([Told(session, row, True)], at),
                  event=row, session=session, session_name=queries.name_of(session, row))  # fmt: skip


def changed(row: Event, session: EventSession, at: datetime) -> int:
    """To everybody with a place in a session, or in its queue: its time or its place is another."""
    file = _file([Told(session, row, True)], at)
    named = queries.name_of(session, row)
    return sum(
        _send(whom, f"Changed: {row.title}", "changed", file, event=row, session=session, session_name=named)
        for whom in _all([session.id])
    )


def removed(row: Event, session: EventSession, at: datetime) -> int:
    """To everybody with a place in a session that is taken away, or in its queue."""
    file = _file([Told(session, row, gone=True)], at)
    named = queries.name_of(session, row)
    return sum(
        _send(whom, f"Not taking place: {named}", "removed", file, event=row, session=session, session_name=named)
        for whom in _all([session.id])
    )


def cancelled(row: Event, at: datetime) -> int:
    """To everybody with a place or in a queue, once, whatever number of sessions they had."""
    ahead = {each.id: each for each in row.sessions if each.ends_at > at}
    return sum(
        _send(
            whom, f"Called off: {row.title}", "cancelled",
            _file([Told(ahead[each], row) for each in sessions], at), event=row,
        )
        for whom, sessions in _all(ahead).items()
    )  # fmt: skip


def guest(row: Event, guest: Guest, sessions: Sequence[EventSession], at: datetime) -> None:
    """To a guest: where and when."""
    _send(_as_reached(guest), f"You have a place: {row.title}", "guest",
          _file([Told(each, row, True) for each in sessions], at), event=row,
          sessions=[(queries.name_of(each, row), each) for each in sessions])  # fmt: skip


def guest_out(row: Event, guest: Guest, sessions: Sequence[EventSession], at: datetime) -> None:
    """To a guest who was taken out."""
    if sessions:
        file = _file([Told(each, row, gone=True) for each in sessions], at)
        _send(_as_reached(guest), f"You no longer have a place: {row.title}", "guest_out", file, event=row)


def _as_reached(guest: Guest) -> Reached:
    return Reached(("guest", guest.id), guest.name, guest.email)


def message(row: Event, words: str) -> tuple[int, int]:
    """A few words to everybody with a place; how many it reaches, and how many have no address."""
    found = events_manage.reached([each.id for each in row.sessions])
    reached = sum(_send(whom, f"About {row.title}", "message", event=row, words=words) for whom in found)
    return reached, len(found) - reached
