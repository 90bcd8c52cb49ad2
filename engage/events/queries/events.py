"""Events as they stand."""

from engage.core.db import db
from engage.events.models import Event


def event(event_id: int) -> Event | None:
    """An event, drafts and cancelled ones too."""
    return db.session.get(Event, event_id)
