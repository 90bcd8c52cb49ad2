"""How long events keep what, and the schedules that see to it."""

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.events.actions import events_retention as retention
from engage.events.rules.events import BOOKING_MONTHS, GUEST_MONTHS, NEEDS_DAYS

KEPT = (
    Kept("Events: what people need to take part", f"{NEEDS_DAYS} days after the last session, or until the place is "
         "given up or the event called off", "deleted"),
    Kept("Events: guests, with their addresses", f"{GUEST_MONTHS} months after the event", "deleted"),
    Kept("Events: who had a place, who waited, who was there", f"{BOOKING_MONTHS} months after the event", "deleted"),
    Kept("Events and their sessions", "for good", "nothing: they name nobody"),
)  # fmt: skip


@outbox.schedule("events retention", outbox.DAY)
def delete_due() -> None:
    """Delete what has been kept as long as was said."""
    for work in (retention.forget_old_needs, retention.forget_guests, retention.forget_bookings):
        with transaction():
            work(clock.now())


@outbox.schedule("events leavers", outbox.DAY)
def free_places() -> None:
    """Places ahead of people who have left go to whoever waits, each event in a transaction of its own."""
    with transaction():
        found = retention.events_with_leavers(clock.now())
    for event_id in found:
        with transaction():
            retention.free_of_leavers(event_id, clock.now())
