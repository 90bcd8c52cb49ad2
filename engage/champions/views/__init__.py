"""Networks and their people, recruiting, coverage, activity, concerns and briefings."""

from flask import Blueprint

from engage.access import Permission
from engage.core.links import Resolver
from engage.core.moderation import Moderated
from engage.core.navigation import Entry

bp = Blueprint("champions", __name__)

NAV: tuple[Entry, ...] = (
    Entry("Networks", "champions.networks", 14),
)  # fmt: skip
DESK: tuple[Entry, ...] = (
    Entry("Networks and appointments", "champions.manage_networks", 40, Permission.NETWORKS_MANAGE),
)  # fmt: skip

from engage.champions.views import (  # noqa: E402  # the routes hang on bp
    networks,  # noqa: F401
    networks_appointment,  # noqa: F401
    networks_find,  # noqa: F401
    networks_links,
    networks_manage,  # noqa: F401
    networks_mine,  # noqa: F401
    networks_people,  # noqa: F401
    networks_upload,  # noqa: F401
)

LINKS: dict[str, Resolver] = {
    "network": networks_links.link,
}
MODERATED: dict[str, Moderated] = {}
