"""What a search finds of recruitment rounds: the open ones."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.champions.models import RecruitmentRound
from engage.champions.queries.recruiting import open_at
from engage.core import clock, rich
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching
from engage.directory.models import Network


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Open rounds whose title, call or network holds every word."""
    rows = open_at(clock.now()).where(matching(words, RecruitmentRound) | matching(words, Network)).limit(MOST_EACH)
    return [
        Hit(row.title, "Recruitment round", url_for("champions.recruiting_round", round_id=row.id),
            excerpt(rich.words(row.call), words))
        for row in db.session.scalars(rows)
    ]  # fmt: skip
