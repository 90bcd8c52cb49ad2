"""Networks and their people, recruiting, coverage, activity, concerns and briefings."""

from flask import Blueprint

from engage.core.links import Resolver
from engage.core.moderation import Moderated
from engage.core.navigation import Entry

bp = Blueprint("champions", __name__)

NAV: tuple[Entry, ...] = ()
DESK: tuple[Entry, ...] = ()

LINKS: dict[str, Resolver] = {}
MODERATED: dict[str, Moderated] = {}
