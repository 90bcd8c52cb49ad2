"""What a search finds of briefings: those that this person may read."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.champions.models import Briefing
from engage.champions.queries.briefings import readable_rows
from engage.core.db import db
from engage.core.rich import words as plain
from engage.core.search import MOST_EACH, Hit, excerpt, holds


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Packs whose title, text or questions hold every word."""
    rows = readable_rows(viewer.id).where(holds(words, Briefing.title, Briefing.body, Briefing.questions))
    return [
        Hit(row.title, "Briefing", url_for("champions.briefing", briefing_id=row.id), excerpt(plain(row.body), words))
        for row in db.session.scalars(rows.limit(MOST_EACH))
    ]
