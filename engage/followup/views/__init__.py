"""You said, we did: what came of what staff said, and keeping the list of it."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry

bp = Blueprint("followup", __name__, url_prefix="/actions")

NAV = (Entry("You said, we did", "followup.index", 17),)
DESK = (Entry("Actions: promise and follow", "followup.manage", 22, Permission.ACTIONS_MANAGE),)

from engage.followup.views import (  # noqa: E402  # the routes hang on bp
    carrying,  # noqa: F401
    deciding,  # noqa: F401
    managing,  # noqa: F401
    reading,  # noqa: F401
    references,
    standing,  # noqa: F401
)

LINKS = references.LINKS
REFERS = references.REFERS
MODERATED = references.MODERATED
