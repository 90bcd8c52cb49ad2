"""What an event can be, and what a booking can be."""

from enum import StrEnum


class EventKind(StrEnum):
    """What sort of event."""

    CONFERENCE = "conference"
    ROADSHOW = "roadshow"
    TRAINING = "training"
    SHARED_LEARNING = "shared_learning"
    OTHER = "other"


class EventState(StrEnum):
    """Written, seen by all it is for, or called off; that it is over is told from its sessions."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class BookingState(StrEnum):
    """Has a place, waits for one, or gave it up."""

    BOOKED = "booked"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class QuestionState(StrEnum):
    """Waits to be looked at, shown to all, or hidden."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"
