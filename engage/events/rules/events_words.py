"""What kinds and states are called on the pages, and in which colour."""

from engage.events.rules.states import BookingState, EventKind, EventState

KINDS = {
    EventKind.CONFERENCE: ("Conference", "plum"),
    EventKind.ROADSHOW: ("Roadshow", "blue"),
    EventKind.TRAINING: ("Training", "green"),
    EventKind.SHARED_LEARNING: ("Shared learning", "amber"),
    EventKind.OTHER: ("Event", "slate"),
}
STATES = {
    EventState.DRAFT: ("Draft", "slate"),
    EventState.PUBLISHED: ("Published", "green"),
    EventState.CANCELLED: ("Called off", "brick"),
}
BOOKINGS = {
    BookingState.BOOKED: ("You have a place", "green"),
    BookingState.WAITING: ("You are waiting", "amber"),
    BookingState.CANCELLED: ("You gave up your place", "slate"),
}
