"""Events: signing up, being there, and what was asked and said."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry

bp = Blueprint("events", __name__)

NAV = (Entry("Events", "events.events", 15),)
DESK = (
    Entry("Events: make and run", "events.manage_events", 51, Permission.EVENTS_MANAGE),
    Entry("Events: what they cost", "events.event_costs", 52, Permission.EVENTS_MANAGE),
)

from engage.events.views import (  # noqa: E402  # the routes hang on bp
    after_links,
    attendance_here,  # noqa: F401
    attendance_manage,  # noqa: F401
    board,  # noqa: F401
    costs,  # noqa: F401
    events,  # noqa: F401
    events_calendar,  # noqa: F401
    events_links,
    events_manage,  # noqa: F401
    events_people,  # noqa: F401
    events_sessions,  # noqa: F401
    questions,  # noqa: F401
    questions_manage,  # noqa: F401
)

LINKS = {"event": events_links.link, **after_links.LINKS}
MODERATED = after_links.MODERATED
