"""Events: signing up, being there, and what was asked and said."""

from flask import Blueprint

from engage.core.links import Resolver
from engage.core.moderation import Moderated
from engage.core.navigation import Entry

bp = Blueprint("events", __name__)

NAV: tuple[Entry, ...] = ()
DESK: tuple[Entry, ...] = ()

LINKS: dict[str, Resolver] = {}
MODERATED: dict[str, Moderated] = {}

from engage.events.queries import events  # noqa: E402, F401  # until a route reads it: the tables must be known
