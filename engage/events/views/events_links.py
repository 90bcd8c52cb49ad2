"""Events as other features refer to them."""

from flask import url_for

from engage.access import current_person
from engage.core.links import Link
from engage.events.queries import events as queries


def link(event_id: int) -> Link | None:
    """An event, for exactly those who may see it."""
    row = queries.event(event_id)
    if row is None:
        return None
    return Link(url_for("events.event", event_id=event_id), row.title, queries.may_see(row, current_person()))
