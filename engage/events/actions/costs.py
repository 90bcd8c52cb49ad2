"""What an event cost, line by line."""

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.events.models import EventCost
from engage.events.queries import after_times
from engage.events.queries import costs as queries
from engage.events.rules.costs import MOST_LINES

ON = "event"


def add(event_id: int, what: str, kind: str, pence: int) -> EventCost:
    """One more line."""
    after_times.hold(event_id)
    if len(queries.lines(event_id)) >= MOST_LINES:
        raise Invalid(f"An event can have {MOST_LINES} lines. Delete one first.")
    row = EventCost(event_id=event_id, what=what, kind=kind, pence=pence)
    db.session.add(row)
    db.session.flush()
    audit.record("add cost", ON, event_id, pence=pence)
    return row


def drop(event_id: int, cost_id: int) -> None:
    """One that was entered by mistake."""
    db.session.delete(queries.line(event_id, cost_id))
    db.session.flush()
    audit.record("delete cost", ON, event_id)
