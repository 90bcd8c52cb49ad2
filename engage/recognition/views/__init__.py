"""Thanks on their wall, stories, award rounds, and who gets recognised."""

from typing import Any

from flask import Blueprint

from engage.core.navigation import Entry
from engage.core.switches import Switch

bp = Blueprint("recognition", __name__)

NAV: tuple[Entry, ...] = ()
DESK: tuple[Entry, ...] = ()
LINKS: dict[str, Any] = {}
MODERATED: dict[str, Any] = {}
SWITCHES: tuple[Switch, ...] = ()

from engage.recognition.views import (  # noqa: E402  # the routes hang on bp
    judging_own,  # noqa: F401
    judging_panels,  # noqa: F401
    judging_rounds,  # noqa: F401
    judging_scores,  # noqa: F401
)
