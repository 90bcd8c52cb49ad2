"""What a search finds of events: those the searcher may see."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.rich import words as plain
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching
from engage.events.models import Event
from engage.events.queries.events import for_viewer


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Events whose title, summary or words hold every word, the newest first; the OD team finds its drafts, too."""
    rows = select(Event).where(matching(words, Event))
    if not viewer.may(Permission.EVENTS_MANAGE):
        rows = rows.where(for_viewer(viewer))
    return [
        Hit(row.title, "Event", url_for("events.event", event_id=row.id),
            excerpt(f"{row.summary} {plain(row.about)}", words))
        for row in db.session.scalars(rows.order_by(Event.created_at.desc(), Event.id.desc()).limit(MOST_EACH))
    ]  # fmt: skip
