"""Thanks on their wall, stories, award rounds, and who gets recognised."""

from typing import Any

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry
from engage.core.switches import Switch

bp = Blueprint("recognition", __name__)

NAV: tuple[Entry, ...] = (Entry("Stories", "recognition.stories", 12),)
DESK: tuple[Entry, ...] = (
    Entry("Who gets recognised", "recognition.recognised", 34, Permission.RECOGNITION_READ),
    Entry("Stories: approve and read", "recognition.stories", 33, Permission.THANKS_MANAGE),
)
SWITCHES: tuple[Switch, ...] = ()

from engage.recognition.views import (  # noqa: E402  # the routes hang on bp
    recognised,  # noqa: F401
    stories,  # noqa: F401
    stories_links,
    stories_writing,  # noqa: F401
)

LINKS: dict[str, Any] = {"story": stories_links.link}
MODERATED: dict[str, Any] = {"story": stories_links.MODERATED}
