"""The tables of this feature."""

from engage.events.models.after import EventCost, EventNote, EventQuestion
from engage.events.models.events import AccessNeed, Booking, Event, EventSession, Guest

__all__ = ["AccessNeed", "Booking", "Event", "EventCost", "EventNote", "EventQuestion", "EventSession", "Guest"]
