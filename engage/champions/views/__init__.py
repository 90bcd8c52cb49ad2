"""Networks and their people, recruiting, coverage, activity, concerns and briefings."""

from flask import Blueprint

from engage.access import Permission
from engage.core.links import Resolver
from engage.core.moderation import Moderated
from engage.core.navigation import Entry

bp = Blueprint("champions", __name__)

NAV: tuple[Entry, ...] = ()
DESK: tuple[Entry, ...] = (Entry("Champions' activity", "champions.activity_manage", 43, Permission.NETWORKS_MANAGE),)

from engage.champions.views import (  # noqa: E402  # the routes hang on bp
    activity_desk,  # noqa: F401
    activity_log,
    activity_manage,  # noqa: F401
)

LINKS: dict[str, Resolver] = {
    "activity": activity_log.link,
}
MODERATED: dict[str, Moderated] = {}
