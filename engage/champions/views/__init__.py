"""Networks and their people, recruiting, coverage, activity, concerns and briefings."""

from flask import Blueprint

from engage.access import Permission
from engage.core.links import Resolver
from engage.core.moderation import Moderated
from engage.core.navigation import Entry

bp = Blueprint("champions", __name__)

NAV: tuple[Entry, ...] = ()
DESK: tuple[Entry, ...] = (Entry("Coverage planner", "champions.coverage_index", 41, Permission.NETWORKS_MANAGE),)

LINKS: dict[str, Resolver] = {}
MODERATED: dict[str, Moderated] = {}

from engage.champions.views import (  # noqa: E402  # the routes hang on bp
    coverage,  # noqa: F401
    coverage_changes,  # noqa: F401
    coverage_groups,  # noqa: F401
)
