"""Consultations: having one's say, running one, and what changed."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry

bp = Blueprint("consultation", __name__, url_prefix="/consultations")

NAV = (Entry("Have your say", "consultation.index", 15),)
DESK = (Entry("Consultations: write and answer", "consultation.manage", 20, Permission.CONSULTATIONS_MANAGE),)

from engage.consultation.views import (  # noqa: E402  # the routes hang on bp
    answers,  # noqa: F401
    draft,  # noqa: F401
    manage,  # noqa: F401
    references,
    shown,  # noqa: F401
    taking_part,  # noqa: F401
)

LINKS = {"consultation": references.link}
ASKED = references.asked
MODERATED = {"consultation-entry": references.MODERATED}
