"""Guides and help: reading them, and keeping them."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry

bp = Blueprint("pages", __name__, url_prefix="/guides")

NAV = (Entry("Guides and help", "pages.index", 30),)
DESK = (Entry("Guides and help: write and review", "pages.manage", 60, Permission.PAGES_MANAGE),)

from engage.pages.views import (  # noqa: E402  # the routes hang on bp
    managing,  # noqa: F401
    reading,
    standing,  # noqa: F401
)

LINKS = {"page": reading.link}
