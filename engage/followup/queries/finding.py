"""What a search finds of actions: what is shown to all staff, and all of them for the OD team."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import or_, select

from engage.access import Viewer
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching
from engage.followup.models import ActionItem
from engage.followup.queries.shown import keeps
from engage.followup.rules import State


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Actions that hold every word, the newest first: one statement."""
    rows = select(ActionItem).where(matching(words, ActionItem))
    if not keeps(viewer):
        rows = rows.where(or_(ActionItem.state != State.PROPOSED, ActionItem.lead_id == viewer.id))
    rows = rows.order_by(ActionItem.created_on.desc(), ActionItem.id.desc()).limit(MOST_EACH)
    return [
        Hit(row.title, "You said, we did", url_for("followup.show", action_id=row.id),
            excerpt(f"{row.said} {row.will_do} {row.reason}", words))
        for row in db.session.scalars(rows)
    ]  # fmt: skip
