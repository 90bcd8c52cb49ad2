"""What a search finds of briefings: those that this person may read."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.champions.models import Briefing
from engage.champions.queries.briefings import readable_rows
from engage.core.db import db
from engage.core.rich import words as plain
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Packs whose title, text or questions hold every word."""
    rows = readable_rows(viewer.id).where(matching(words, Briefing))
    return [
        Hit(row.title, "Briefing", url_for("champions.briefing", briefing_id=row.id), excerpt(plain(row.body), words))
        for row in db.session.scalars(rows.limit(MOST_EACH))
    ]
