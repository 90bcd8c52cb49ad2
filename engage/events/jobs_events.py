"""How long events keep what, and the schedules that see to it."""

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept, Rule, run_all
from engage.events.actions import events_retention as retention
from engage.events.rules.events import BOOKING_MONTHS, GUEST_MONTHS, NEEDS_DAYS

KEPT = (
    Rule(name="event-needs", what="Events: what people need to take part",
         how_long=f"{NEEDS_DAYS} days after the last session, or until the place is given up or the event called off",
         then="deleted", due=retention.due_needs, erase=retention.delete_needs, people=retention.NEEDS,
         after=retention.note_needs),
    Rule(name="event-guests", what="Events: guests, with their addresses", how_long=f"{GUEST_MONTHS} months after the "
         "event", then="deleted; how many they were stays", due=retention.due_guests, erase=retention.delete_guests,
         touches=("event-needs", "event-bookings")),
    Rule(name="event-bookings", what="Events: who had a place, who waited, who was there",
         how_long=f"{BOOKING_MONTHS} months after the event", then="deleted; how many came stays, by directorate",
         due=retention.due_bookings, erase=retention.delete_bookings, people=retention.BOOKED,
         units=retention.BOOKED_UNITS),
    Kept("Events and their sessions", "for good", "nothing: they name nobody"),
)  # fmt: skip


@outbox.schedule("events retention", outbox.DAY)
def delete_due() -> None:
    """Delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())


@outbox.schedule("events leavers", outbox.DAY)
def free_places() -> None:
    """Places ahead of people who have left go to whoever waits, each event in a transaction of its own."""
    with transaction():
        found = retention.events_with_leavers(clock.now())
    for event_id in found:
        with transaction():
            retention.free_of_leavers(event_id, clock.now())
