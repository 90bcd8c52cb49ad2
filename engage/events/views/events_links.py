"""Events as other features refer to them, and what else stands beside one."""

from collections.abc import Callable, Sequence

from flask import url_for

from engage.access import Viewer, current_person
from engage.core.links import Link
from engage.events.models import Event
from engage.events.queries import events as queries

# What else there is on an event, as (words, address): for its own page, and for the page of whoever runs it.
Beside = Callable[[Event, Viewer], Sequence[tuple[str, str]]]
BESIDE: list[Beside] = []
BESIDE_MANAGING: list[Beside] = []


def beside(row: Event, viewer: Viewer, managing: bool = False) -> Sequence[tuple[str, str]]:
    """Everything that other parts of events say of this one, to this person."""
    return [each for part in (BESIDE_MANAGING if managing else BESIDE) for each in part(row, viewer)]


def link(event_id: int) -> Link | None:
    """An event, for exactly those who may see it."""
    row = queries.event(event_id)
    if row is None:
        return None
    return Link(url_for("events.event", event_id=event_id), row.title, queries.may_see(row, current_person()))
