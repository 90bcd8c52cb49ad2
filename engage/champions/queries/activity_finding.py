"""What a search finds of the log: one's own entries."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.champions.models import Activity
from engage.champions.queries.activity import all_own
from engage.champions.rules.activity import KINDS, Kind
from engage.core.db import db
from engage.core.formatting import day
from engage.core.search import MOST_EACH, Hit, excerpt, holds


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Own entries whose words or place hold every word."""
    said = holds(words, Activity.works_well, Activity.even_better, Activity.site)
    return [
        Hit(
            f"{KINDS[Kind(row.kind)]}, {day(row.happened_on)}", "My log",
            url_for("champions.activity", activity_id=row.id),
            excerpt(" ".join(part for part in (row.works_well, row.even_better, row.site) if part), words),
        )
        for row in db.session.scalars(all_own(viewer.id).where(said).limit(MOST_EACH))
    ]  # fmt: skip
