"""Thanks on their wall, stories, award rounds, and who gets recognised."""

from typing import Any

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry
from engage.core.switches import Switch

bp = Blueprint("recognition", __name__)

NAV: tuple[Entry, ...] = (Entry("Thanks", "recognition.thanks_wall", 15),)
DESK: tuple[Entry, ...] = (
    Entry("Thanks: look after the wall", "recognition.thanks_manage", 30, Permission.THANKS_MANAGE),
    Entry("Thanks on paper: posters, cards, slips", "recognition.posters", 32, Permission.THANKS_MANAGE),
)

from engage.recognition.views import (  # noqa: E402  # the routes hang on bp
    paper_cards,  # noqa: F401
    paper_pick_up,  # noqa: F401
    paper_posters,  # noqa: F401
    paper_wall,  # noqa: F401
    thanks_giving,  # noqa: F401
    thanks_manage,  # noqa: F401
    thanks_mine,  # noqa: F401
    thanks_references,
    thanks_wall,  # noqa: F401
)

LINKS: dict[str, Any] = {"thanks": thanks_references.link}
MODERATED: dict[str, Any] = {"thanks": thanks_references.MODERATED}
SWITCHES: tuple[Switch, ...] = ()
NAV: tuple[Entry, ...] = (Entry("Awards", "recognition.awards", 16),)
DESK: tuple[Entry, ...] = (Entry("Award rounds", "recognition.award_manage", 16, Permission.AWARDS_MANAGE),)

from engage.recognition.views import (  # noqa: E402  # the routes hang on bp
    nominations_asked,  # noqa: F401
    nominations_checking,  # noqa: F401
    nominations_links,
    nominations_outside,
    nominations_own,  # noqa: F401
    nominations_send,  # noqa: F401
    nominations_upload,  # noqa: F401
    rounds_categories,  # noqa: F401
    rounds_manage,  # noqa: F401
    rounds_settings,  # noqa: F401
    rounds_shown,  # noqa: F401
)

LINKS: dict[str, Any] = {"nomination": nominations_links.nomination, "award-round": nominations_links.award_round}
MODERATED: dict[str, Any] = {}
SWITCHES: tuple[Switch, ...] = (nominations_outside.SWITCH,)
