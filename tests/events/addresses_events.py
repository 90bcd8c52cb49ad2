"""The addresses of events: signing up, and running them."""

from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.events.models import AccessNeed, Booking
from tests.events import made
from tests.factories import People

SIGNED_IN = """events.events events.events_past events.event events.event_sign_up events.event_give_up
events.event_needs events.session_calendar events.my_calendar"""
OD = """events.manage_events events.new_event events.create_event events.manage_event events.edit_event
events.save_event events.publish_event events.cancel_event events.delete_event events.new_session
events.create_session events.edit_session events.save_session events.remove_session events.session_people
events.session_door events.event_access_needs events.event_guests events.add_guest events.remove_guest
events.new_message events.send_message"""
# Of the demonstration 1 is over, 2 is a roadshow of three sessions (5 is Amara's), 3 is full, 4 has guests, 5 a draft.
PAGES = (
    ("Amara", "/events/"), ("Amara", "/events/past"), ("Amara", "/events/2"), ("Amara", "/events/3"),
    ("Bryn", "/events/2"), ("Amara", "/events/1"), ("Chloe", "/events/manage/"), ("Chloe", "/events/manage/new"),
    ("Chloe", "/events/manage/2/"), ("Chloe", "/events/manage/5/"), ("Chloe", "/events/manage/2/edit"),
    ("Chloe", "/events/manage/2/sessions/new"), ("Chloe", "/events/manage/2/sessions/5/edit"),
    ("Chloe", "/events/manage/3/sessions/7/people"), ("Chloe", "/events/manage/2/needs"),
    ("Chloe", "/events/manage/4/guests/"), ("Chloe", "/events/manage/2/messages/new"), ("Chloe", "/guide/events"),
)  # fmt: skip
ELSEWHERE = {
    "events.session_calendar": "a file for a calendar",
    "events.my_calendar": "a file for a calendar",
    "events.session_door": "a file for the door",
}


def scene(people: People) -> dict[str, Any]:
    """A published event that Esi has booked, with a guest and with what she needs."""
    event_id = made.event(capacity=5, guest_places=3, summary="A day together.")
    session_id = made.sessions_of(event_id)[0]
    made.booked(session_id, people.esi)
    guest_id = made.guest(event_id)
    with transaction():
        db.session.add(AccessNeed(event_id=event_id, person_id=people.esi, words="Large print"))
        db.session.add(Booking(session_id=session_id, guest_id=guest_id, state="booked", queued_at=clock.now()))
    return {"events.event_id": event_id, "events.session_id": session_id, "events.guest_id": guest_id}
