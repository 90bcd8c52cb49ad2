"""What a search finds of concerns: one's own, all of them for the OD team, and what all staff may read."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from engage.access import Permission, Viewer
from engage.champions.models import Concern, ConcernCase
from engage.champions.queries.concerns import is_theirs
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Concerns whose title or words hold every word, and answers that were published: two statements."""
    return [*_concerns(words, viewer), *_published(words)]


def _concerns(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    answers = viewer.may(Permission.CONCERNS_ANSWER)
    rows = select(Concern).where(matching(words, Concern), Concern.emptied_on.is_(None))
    if not answers:
        rows = rows.where(is_theirs(viewer.id))
    rows = rows.order_by(Concern.passed_on.desc(), Concern.id.desc()).limit(MOST_EACH)
    return [Hit(row.title, "Concern", _address(row, answers), excerpt(row.words, words))
            for row in db.session.scalars(rows)]  # fmt: skip


def _address(row: Concern, answers: bool) -> str:
    if answers:
        return url_for("champions.concern_manage", case_id=row.case_id)
    return url_for("champions.concern", concern_id=row.id)


def _published(words: tuple[str, ...]) -> Sequence[Hit]:
    rows = select(ConcernCase).where(ConcernCase.published_at.is_not(None), matching(words, ConcernCase))
    rows = rows.order_by(ConcernCase.published_at.desc(), ConcernCase.id.desc()).limit(MOST_EACH)
    return [
        Hit(row.published_title, "You said, we answered", url_for("champions.concern_answered", case_id=row.id),
            excerpt(row.answer, words))
        for row in db.session.scalars(rows)
    ]  # fmt: skip
