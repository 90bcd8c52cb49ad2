"""Thanks on their wall, stories, award rounds, and who gets recognised."""

from typing import Any

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry
from engage.core.switches import Switch

bp = Blueprint("recognition", __name__)

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
