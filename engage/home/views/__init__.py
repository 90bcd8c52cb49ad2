"""The start page, search, one's own data, the OD guide, and the pages the footer leads to."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry

bp = Blueprint("home", __name__)

NAV = (Entry("Start", "home.start", 0),)
DESK = (
    Entry("What we heard", "home.what_we_heard", 5, Permission.HEARD_READ),
    Entry("OD guide: how it is all done", "home.od_guide", 90, Permission.PAGES_MANAGE),
)

# The routes hang on bp.
from engage.home.views import footer, guide, heard, my_data, search, start  # noqa: E402, F401
