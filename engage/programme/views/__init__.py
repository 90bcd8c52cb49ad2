"""The programme: plans, their items, and the boards that read them."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry
from engage.programme import models  # noqa: F401  # its tables are there for migrations and the demonstration

bp = Blueprint("programme", __name__)

DESK = (
    Entry("Programme: plans and items", "programme.manage_plans", 55, Permission.PROGRAMME_MANAGE),
    Entry("Programme: how it stands", "programme.standing_overview", 56, Permission.PROGRAMME_MANAGE),
    Entry("Programme: boards and committees", "programme.boards_manage", 57, Permission.PROGRAMME_MANAGE),
)

from engage.programme.views import (  # noqa: E402  # the routes hang on bp
    boards,  # noqa: F401
    boards_manage,  # noqa: F401
    boards_meetings,  # noqa: F401
    boards_standing,  # noqa: F401
    equality,  # noqa: F401
    equality_import,  # noqa: F401
    grid_paste,  # noqa: F401
    items_manage,  # noqa: F401
    items_parts,  # noqa: F401
    measures,  # noqa: F401
    milestones,  # noqa: F401
    milestones_consulting,  # noqa: F401
    plans,  # noqa: F401
    plans_headings,  # noqa: F401
    plans_import,  # noqa: F401
    plans_links,
    plans_manage,  # noqa: F401
    risks,  # noqa: F401
    spend,  # noqa: F401
    training,  # noqa: F401
    updates,  # noqa: F401
)

LINKS = {**plans_links.LINKS}
