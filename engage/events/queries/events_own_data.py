"""What events hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.formatting import moment
from engage.core.own_data import WHO, Held, rows_of
from engage.events.models import AccessNeed, Event
from engage.events.queries import events, events_list
from engage.events.rules.events import BOOKING_MONTHS, NEEDS_DAYS

KEPT = f"Deleted {BOOKING_MONTHS // 12} years after the event."
NEEDS_KEPT = (
    f"Deleted {NEEDS_DAYS} days after the last session, or at once when you give up your places or the event is called "
    "off."
)


NEEDS = (
    select(Event.title, AccessNeed.words)
    .join(Event, Event.id == AccessNeed.event_id)
    .where(AccessNeed.person_id == WHO)
    .order_by(AccessNeed.id)
)


def held(person_id: int) -> Sequence[Held]:
    """Their bookings, and what they said they need."""
    return (
        Held("Events that you signed up for", f"So that you have a place. {KEPT}", [
            {"event": row.session.event.title, "session": events.name_of(row.session, row.session.event),
             "starts": moment(row.session.starts_at), "where it stands": row.state,
             "signed up": moment(row.queued_at), "there": row.attended_by or None}
            for row in events_list.own_bookings(person_id)
        ]),
        Held("What you need to take part in events", f"So that you can take part. {NEEDS_KEPT}", [
            {"event": title, "what you need": words} for title, words in rows_of(NEEDS, person_id)
        ], private=True),
    )  # fmt: skip
