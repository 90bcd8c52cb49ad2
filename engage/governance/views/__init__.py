"""Data protection and accessibility: what is shown, what is signed, and what is answered."""

from flask import Blueprint

from engage.access import Permission
from engage.core.navigation import Entry
from engage.governance.queries import finding, own_data, start

bp = Blueprint("governance", __name__)

DESK = (Entry("Data protection and accessibility", "governance.index", 85, Permission.POLICY_READ),)
START, FINDER, HOLDER = start, finding, own_data

# The routes hang on bp.
from engage.governance.views import answering, copies, documents, inventory, notices, requests  # noqa: E402, F401
