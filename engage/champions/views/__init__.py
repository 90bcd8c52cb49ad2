"""Networks and their people, recruiting, coverage, activity, concerns and briefings."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry

bp = Blueprint("champions", __name__)

NAV = (Entry("Networks", "champions.networks", 14),)
DESK = (
    Entry("Networks and appointments", "champions.manage_networks", 40, Permission.NETWORKS_MANAGE),
    Entry("Coverage planner", "champions.coverage_index", 41, Permission.NETWORKS_MANAGE),
    Entry("Recruitment rounds", "champions.recruiting_manage", 42, Permission.NETWORKS_MANAGE),
    Entry("Champions’ activity", "champions.activity_manage", 43, Permission.NETWORKS_MANAGE),
    Entry("Concerns passed on", "champions.concerns_manage", 44, Permission.CONCERNS_ANSWER),
    Entry("Briefings: write and show", "champions.briefings_manage", 45, Permission.NETWORKS_MANAGE),
    Entry("Staff networks: how many", "champions.quiet_sizes", 46, Permission.NETWORKS_MANAGE),
    Entry("Shared with union representatives", "champions.shared_manage", 47, Permission.NETWORKS_MANAGE),
    Entry("First aiders: whole years", "champions.first_aid_years", 48, Permission.NETWORKS_MANAGE),
)

from engage.champions.views import (  # noqa: E402  # the routes hang on bp
    activity_desk,  # noqa: F401
    activity_log,
    activity_manage,  # noqa: F401
    briefings,
    briefings_manage,  # noqa: F401
    concerns_answering,  # noqa: F401
    concerns_led,  # noqa: F401
    concerns_links,
    concerns_manage,  # noqa: F401
    concerns_own,  # noqa: F401
    coverage,  # noqa: F401
    coverage_changes,  # noqa: F401
    coverage_groups,  # noqa: F401
    networks,  # noqa: F401
    networks_appointment,  # noqa: F401
    networks_find,  # noqa: F401
    networks_links,
    networks_manage,  # noqa: F401
    networks_mine,  # noqa: F401
    networks_people,  # noqa: F401
    networks_upload,  # noqa: F401
    quiet,  # noqa: F401
    quiet_coordinating,  # noqa: F401
    quiet_first_aid,  # noqa: F401
    quiet_shared,
    quiet_shared_manage,  # noqa: F401
    recruiting,  # noqa: F401
    recruiting_applications,  # noqa: F401
    recruiting_asked,  # noqa: F401
    recruiting_letters,  # noqa: F401
    recruiting_links,
    recruiting_manage,  # noqa: F401
    recruiting_targets,  # noqa: F401
)

LINKS = {
    "network": networks_links.link,
    "recruitment-round": recruiting_links.link,
    "activity": activity_log.link,
    "concern": concerns_links.concern,
    "briefing": briefings.link,
    "shared-item": quiet_shared.link,
}
