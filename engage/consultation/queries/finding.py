"""What a search finds of this feature."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import ColumnElement, select, true

from engage.access import Permission, Viewer
from engage.consultation.models import Consultation, Entry, Statement
from engage.consultation.queries import begun
from engage.consultation.rules import State
from engage.core import clock
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt, holds
from engage.core.search_index import matching
from engage.directory.queries_audience import means_viewer


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Consultations that have begun and what is written in them, where this person may see it: three statements."""
    everything = viewer.may(Permission.CONSULTATIONS_MANAGE)
    may_see = begun(clock.now()) & (true() if everything else means_viewer(Consultation.audience, viewer))
    return [*_consultations(words, may_see), *_entries(words, may_see)][:MOST_EACH]


def _consultations(words: tuple[str, ...], may_see: ColumnElement[bool]) -> Sequence[Hit]:
    # The new wording is written before it is published, and found from then on.
    published = (Consultation.state == State.ANSWERED) & matching(words, Statement)
    said = Consultation.statements.any(published | holds(words, Statement.text))
    rows = select(Consultation).where(may_see, matching(words, Consultation) | said)
    return [
        Hit(row.title, "Consultation", url_for("consultation.show", consultation_id=row.id),
            excerpt(row.intro, words))
        for row in db.session.scalars(rows.order_by(Consultation.id.desc()).limit(MOST_EACH))
    ]  # fmt: skip


def _entries(words: tuple[str, ...], may_see: ColumnElement[bool]) -> Sequence[Hit]:
    rows = (
        select(Entry.consultation_id, Entry.statement_id, Entry.text, Consultation.title)
        .join(Consultation, Consultation.id == Entry.consultation_id)
        .where(may_see, Entry.hidden_at.is_(None), matching(words, Entry))
        .order_by(Entry.agreed.desc(), Entry.id)
        .limit(MOST_EACH)
    )
    return [
        Hit(title, "Written in a consultation", address(consultation_id, statement_id), excerpt(text, words))
        for consultation_id, statement_id, text, title in db.session.execute(rows)
    ]


def address(consultation_id: int, statement_id: int | None) -> str:
    """Where an entry stands."""
    if statement_id is None:
        return url_for("consultation.board", consultation_id=consultation_id)
    return url_for("consultation.statement", consultation_id=consultation_id, statement_id=statement_id)
