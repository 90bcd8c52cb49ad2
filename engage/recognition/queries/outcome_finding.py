"""What a search finds of winners: announced ones alone."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from engage.access import Viewer
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching
from engage.recognition.models import PastWinner
from engage.recognition.rules.outcome import WORDS


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Winners by name, team, award and citation: one statement. Rows are there only once they are announced."""
    rows = (
        select(PastWinner)
        .where(matching(words, PastWinner))
        .order_by(PastWinner.year.desc(), PastWinner.id)
        .limit(MOST_EACH)
    )
    return [
        Hit(f"{row.name}: {WORDS[row.outcome].lower()}, {row.category}", "Award winner", _address(row),
            excerpt(f"{row.round_title}. {row.citation}", words))
        for row in db.session.scalars(rows)
    ]  # fmt: skip


def _address(row: PastWinner) -> str:
    if row.round_id is not None:
        return url_for("recognition.winners", round_id=row.round_id)
    return url_for("recognition.past_winners", q=row.name[:100], year=row.year)
