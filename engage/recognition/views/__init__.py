"""Thanks on their wall, stories, award rounds, and who gets recognised."""

from typing import Any

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry
from engage.core.switches import Switch

bp = Blueprint("recognition", __name__)

NAV: tuple[Entry, ...] = ()
DESK: tuple[Entry, ...] = (
    Entry("Award outcomes: announce, print, prizes", "recognition.outcomes", 45, Permission.AWARDS_MANAGE),
    Entry("Long service", "recognition.long_service", 46, Permission.AWARDS_MANAGE),
)

from engage.recognition.views import (  # noqa: E402  # the routes hang on bp
    outcome,  # noqa: F401
    outcome_ceremony,  # noqa: F401
    outcome_print,
    outcome_prizes,  # noqa: F401
    outcome_winners,  # noqa: F401
    service,  # noqa: F401
)

LINKS: dict[str, Any] = {**outcome_print.LINKS}
MODERATED: dict[str, Any] = {}
SWITCHES: tuple[Switch, ...] = ()
