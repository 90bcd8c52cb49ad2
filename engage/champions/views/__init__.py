"""Networks and their people, recruiting, coverage, activity, concerns and briefings."""

from flask import Blueprint

from engage.access import Permission
from engage.core.links import Resolver
from engage.core.moderation import Moderated
from engage.core.navigation import Entry

bp = Blueprint("champions", __name__)

NAV: tuple[Entry, ...] = ()
DESK: tuple[Entry, ...] = (Entry("Recruitment rounds", "champions.recruiting_manage", 42, Permission.NETWORKS_MANAGE),)

from engage.champions.views import (  # noqa: E402  # the routes hang on bp
    recruiting,  # noqa: F401
    recruiting_applications,  # noqa: F401
    recruiting_asked,  # noqa: F401
    recruiting_letters,  # noqa: F401
    recruiting_links,
    recruiting_manage,  # noqa: F401
    recruiting_targets,  # noqa: F401
)

LINKS: dict[str, Resolver] = {
    "recruitment-round": recruiting_links.link,
}
MODERATED: dict[str, Moderated] = {}
