"""What goes, and when: who wrote, who agreed, who judged. What they said stays, and how many agreed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from engage.consultation.models import Agreement, Consultation, Entry, Statement, Verdict
from engage.core import audit
from engage.core.db import db
from engage.core.retention import whom

_OF_ENTRY = (Agreement, Entry.id == Agreement.entry_id)
_OF_STATEMENT = (Verdict, Statement.id == Verdict.statement_id)
# It is one record: its names stay together for whoever wrote, agreed or judged.
PEOPLE = (
    *whom(Entry.consultation_id, Entry.author_id),
    select(Entry.consultation_id, Agreement.person_id).join(*_OF_ENTRY),
    select(Statement.consultation_id, Verdict.person_id).join(*_OF_STATEMENT),
)


def remove_all(ids: Sequence[int], at: datetime) -> None:
    """Of several, after their time."""
    for consultation_id in ids:
        remove_names(consultation_id, at)


def remove_names(consultation_id: int, at: datetime) -> None:
    """Take every person out of a closed consultation, once; counts stay as they are."""
    row = db.session.get(Consultation, consultation_id, with_for_update=True, populate_existing=True)
    if row is None or row.names_removed_at is not None or row.closed_at is None:
        return
    entries = select(Entry.id).where(Entry.consultation_id == consultation_id)
    statements = select(Statement.id).where(Statement.consultation_id == consultation_id)
    db.session.execute(delete(Agreement).where(Agreement.entry_id.in_(entries)))
    db.session.execute(delete(Verdict).where(Verdict.statement_id.in_(statements)))
    gone = {"author_id": None, "once": None, "unit_id": None}
    db.session.execute(update(Entry).where(Entry.consultation_id == consultation_id).values(gone))
    row.names_removed_at = at
    audit.record("remove names", "consultation", consultation_id)
    db.session.flush()


def hide(entry_id: int, at: datetime | None) -> None:
    """Hide an entry from every page, or bring it back with None."""
    db.session.execute(update(Entry).where(Entry.id == entry_id).values(hidden_at=at))
    db.session.flush()
