"""What goes, and when: who wrote, who agreed, who judged. What they said stays, and how many agreed."""

from datetime import datetime

from sqlalchemy import delete, select, update

from engage.consultation.models import Agreement, Consultation, Entry, Statement, Verdict
from engage.core import audit
from engage.core.db import db


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
