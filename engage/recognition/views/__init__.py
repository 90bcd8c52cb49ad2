"""Thanks on their wall, stories, award rounds, and who gets recognised."""

from typing import Any

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry
from engage.core.switches import Switch

bp = Blueprint("recognition", __name__)

NAV: tuple[Entry, ...] = ()
DESK: tuple[Entry, ...] = (
    Entry("Thanks on paper: posters, cards, slips", "recognition.posters", 32, Permission.THANKS_MANAGE),
)
LINKS: dict[str, Any] = {}
MODERATED: dict[str, Any] = {}
SWITCHES: tuple[Switch, ...] = ()

from engage.recognition.views import (  # noqa: E402  # the routes hang on bp
    paper_cards,  # noqa: F401
    paper_pick_up,  # noqa: F401
    paper_posters,  # noqa: F401
    paper_wall,  # noqa: F401
)
