"""An event for whoever may see it."""

from engage.access import Permission, Viewer
from engage.core.errors import NotThere
from engage.directory.queries_finding import units_of
from engage.directory.rules.audience import from_text
from engage.events.models import Event
from engage.events.queries.events import event
from engage.events.rules.states import EventState


def visible(event_id: int, viewer: Viewer) -> Event:
    """The event, or NotThere for whoever it is not for; the OD team sees drafts too."""
    row = event(event_id)
    if row is None or not _may_see(row, viewer):
        raise NotThere
    return row


def _may_see(row: Event, viewer: Viewer) -> bool:
    if viewer.may(Permission.EVENTS_MANAGE):
        return True
    if row.state == EventState.DRAFT:
        return False
    return from_text(row.audience).includes(units_of(viewer.id), {str(role) for role in viewer.roles})
