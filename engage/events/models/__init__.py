"""The tables of this feature."""

from engage.events.models.after import EventCost, EventNote, EventQuestion, PastAttendance
from engage.events.models.events import AccessNeed, Booking, Event, EventSession, Guest

__all__ = [
    "AccessNeed", "Booking", "Event", "EventCost", "EventNote", "EventQuestion", "EventSession", "Guest",
    "PastAttendance",
]  # fmt: skip
