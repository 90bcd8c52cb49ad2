"""Thanks on their wall, stories, award rounds, and who gets recognised."""

from typing import Any

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry
from engage.core.switches import Switch

bp = Blueprint("recognition", __name__)

from engage.recognition.views import (  # noqa: E402  # the routes hang on bp
    thanks_giving,  # noqa: F401
    thanks_manage,  # noqa: F401
    thanks_mine,  # noqa: F401
    thanks_references,
    thanks_wall,  # noqa: F401
)

NAV: tuple[Entry, ...] = (Entry("Thanks", "recognition.thanks_wall", 15),)
DESK: tuple[Entry, ...] = (
    Entry("Thanks: look after the wall", "recognition.thanks_manage", 30, Permission.THANKS_MANAGE),
)
LINKS: dict[str, Any] = {"thanks": thanks_references.link}
MODERATED: dict[str, Any] = {"thanks": thanks_references.MODERATED}
SWITCHES: tuple[Switch, ...] = ()
