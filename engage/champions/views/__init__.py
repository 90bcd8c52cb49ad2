"""Networks and their people, recruiting, coverage, activity, concerns and briefings."""

from flask import Blueprint

from engage.access import Permission
from engage.core.links import Resolver
from engage.core.moderation import Moderated
from engage.core.navigation import Entry

bp = Blueprint("champions", __name__)

NAV: tuple[Entry, ...] = ()
DESK: tuple[Entry, ...] = (
    Entry("Concerns passed on", "champions.concerns_manage", 44, Permission.CONCERNS_ANSWER),
    Entry("Briefings", "champions.briefings_manage", 46, Permission.NETWORKS_MANAGE),
)

from engage.champions.views import (  # noqa: E402  # the routes hang on bp
    briefings,
    briefings_manage,  # noqa: F401
    concerns_answering,  # noqa: F401
    concerns_led,  # noqa: F401
    concerns_links,
    concerns_manage,  # noqa: F401
    concerns_own,  # noqa: F401
)

LINKS: dict[str, Resolver] = {
    "briefing": briefings.link,
    "concern": concerns_links.concern,
}
MODERATED: dict[str, Moderated] = {}
