"""Guests from partner organisations, and a word to everybody who comes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.core.formatting import listed
from engage.events.actions import events_booking as booking
from engage.events.actions import events_telling as telling
from engage.events.actions.events import to_change
from engage.events.models import AccessNeed, Booking, Guest
from engage.events.queries import events as queries
from engage.events.queries import events_manage
from engage.events.rules import events as rules
from engage.events.rules.states import BookingState, EventState

ON = "event guest"


@dataclass(frozen=True)
class Asked:
    """Somebody from outside, the sessions they come to, and what they need."""

    name: str
    organisation: str
    email: str
    sessions: Collection[int]
    needs: str = ""


def add(event_id: int, asked: Asked, at: datetime) -> Guest:
    """A guest with a place in each of these sessions, written to where they have an address; guests do not wait."""
    row = to_change(event_id)
    if row.state != EventState.PUBLISHED:
        raise Conflict("Publish the event first: a guest is written to at once.")
    if len(events_manage.guests(event_id)) >= row.guest_places:
        raise Invalid(f"All places for guests are taken: there are {row.guest_places}. Change the event to have more.")
    chosen = [each for each in row.sessions if each.id in asked.sessions]
    if not chosen or not set(asked.sessions) <= {each.id for each in row.sessions}:
        raise Invalid("Tick at least one session that the guest comes to.")
    if found := rules.clash(queries.slot(each, row) for each in chosen):
        raise Invalid(f"“{found[0].name}” and “{found[1].name}” overlap. A guest can come to one of them.")
    if begun := [queries.name_of(each, row) for each in chosen if each.starts_at <= at]:
        raise Invalid(f"{listed(begun)} has begun. Nobody can be added any more.")
    numbers = queries.numbers([each.id for each in chosen])
    full = [queries.name_of(each, row) for each in chosen
            if not rules.gets_place(each.capacity, numbers[each.id].booked, numbers[each.id].waiting)]  # fmt: skip
    if full:
        raise Invalid(f"No place is left in {listed(full)}, and guests do not wait. Give the session more places.")
    guest = Guest(event_id=event_id, name=asked.name, organisation=asked.organisation, email=asked.email, added_at=at)
    db.session.add(guest)
    db.session.flush()
    for session in chosen:
        db.session.add(Booking(session_id=session.id, guest_id=guest.id, state=BookingState.BOOKED, queued_at=at))
    if asked.needs:
        db.session.add(AccessNeed(event_id=event_id, guest_id=guest.id, words=asked.needs))
    db.session.flush()
    audit.record("create", ON, guest.id, event=event_id)
    telling.guest(row, guest, chosen, at)
    return guest


def remove(event_id: int, guest_id: int, at: datetime) -> str:
    """Take a guest out, tell them, and give their places to whoever waits. Their name."""
    row = to_change(event_id)
    guest = events_manage.guest(event_id, guest_id)
    name, held = guest.name, events_manage.guest_sessions(event_id).get(guest_id, [])
    ahead = [each for each in row.sessions if each.id in held and each.starts_at > at]
    telling.guest_out(row, guest, ahead, at)
    db.session.execute(delete(Booking).where(Booking.guest_id == guest_id))
    db.session.execute(delete(AccessNeed).where(AccessNeed.guest_id == guest_id))
    db.session.delete(guest)
    db.session.flush()
    audit.record("delete", ON, guest_id, event=event_id)
    for session in ahead:
        booking.serve(row, session, at)
    return name


def write(event_id: int, words: str, at: datetime) -> tuple[int, int]:
    """A short message to everybody with a place. How many it reaches, and how many have no address."""
    row = to_change(event_id)
    if row.state != EventState.PUBLISHED:
        raise Conflict("Nobody has a place in a draft.")
    audit.record("write", queries.ON, event_id)
    return telling.message(row, words)
