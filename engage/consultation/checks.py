"""What must be true of consultations."""

from sqlalchemy import func, select

from engage.consultation.models import Agreement, Consultation, Entry, Statement, Verdict
from engage.core.checks import Check, rows
from engage.core.db import db

KINDS = {"consultation": Consultation.id, "consultation-entry": Entry.id}


def _verdicts_left() -> int:
    query = (
        select(func.count())
        .select_from(Verdict)
        .join(Statement, Statement.id == Verdict.statement_id)
        .join(Consultation, Consultation.id == Statement.consultation_id)
        .where(Consultation.names_removed_at.is_not(None))
    )
    return db.session.scalar(query) or 0


_FORGOTTEN = select(Entry.id).where(
    Entry.consultation_id.in_(select(Consultation.id).where(Consultation.names_removed_at.is_not(None)))
)

CHECKS = (
    Check(
        "no author is named where a consultation's names are removed",
        rows(Entry, Entry.id.in_(_FORGOTTEN), Entry.author_id.is_not(None)),
    ),
    Check("no verdict is left where a consultation's names are removed", _verdicts_left),
    Check(
        "nobody's agreement is left where a consultation's names are removed",
        rows(Agreement, Agreement.entry_id.in_(_FORGOTTEN)),
    ),
)
