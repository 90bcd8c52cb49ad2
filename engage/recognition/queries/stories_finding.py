"""What a search finds of stories: the shown ones."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching
from engage.recognition.models import Story
from engage.recognition.queries.stories import all_shown


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Stories whose title, words or picture's description hold every word."""
    rows = all_shown().where(matching(words, Story)).limit(MOST_EACH)
    return [
        Hit(row.title, "Story", url_for("recognition.story", story_id=row.id), excerpt(row.body, words))
        for row in db.session.scalars(rows)
    ]
