"""Surveys: managing them, taking part, reading results."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry

bp = Blueprint("surveys", __name__, url_prefix="/surveys")

NAV = (Entry("Surveys", "surveys.index", 10),)
DESK = (Entry("Surveys: make, run and publish", "surveys.manage", 10, Permission.SURVEYS_MANAGE),)

from engage.surveys.views import (  # noqa: E402  # the routes hang on bp
    editor,  # noqa: F401
    editor_groups,  # noqa: F401
    editor_question,  # noqa: F401
    manage,  # noqa: F401
    results,
    running,  # noqa: F401
    taking,  # noqa: F401
)

LINKS = {"survey results": results.link}
