"""What was promised to be deleted, and when: the answers and who was asked, then the reports."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete

from engage.core import audit
from engage.core.db import db
from engage.core.retention import whom
from engage.values.models import (
    FeedbackComment,
    FeedbackOutside,
    FeedbackReport,
    FeedbackReviewer,
    FeedbackRound,
    FeedbackSubject,
)

PEOPLE = (
    *whom(FeedbackSubject.round_id, FeedbackSubject.person_id, FeedbackSubject.manager_id, FeedbackSubject.coach_id),
    *whom(FeedbackReviewer.round_id, FeedbackReviewer.reviewer_id),
)  # fmt: skip


def box_of(round_id: int) -> str:
    """Its ballot box."""
    return db.session.get_one(FeedbackRound, round_id).box or ""


def forget_who_was_asked(round_id: int) -> None:
    """The lists go first, so that the compaction which follows the answers leaves no trace of them."""
    for table in (FeedbackReviewer, FeedbackOutside):
        db.session.execute(delete(table).where(table.round_id == round_id))


def note_deleted(round_id: int, at: datetime) -> None:
    """That answers and lists are gone."""
    found = db.session.get_one(FeedbackRound, round_id)
    found.answers_deleted_at = at
    audit.record("delete answers", "feedback_round", round_id)
    db.session.flush()


def delete_rounds(ids: Sequence[int], at: datetime) -> None:
    """The reports, and the rounds themselves."""
    for round_id in ids:
        for table in (FeedbackComment, FeedbackReport, FeedbackReviewer, FeedbackOutside, FeedbackSubject):
            db.session.execute(delete(table).where(table.round_id == round_id))
        db.session.execute(delete(FeedbackRound).where(FeedbackRound.id == round_id))
        audit.record("delete", "feedback_round", round_id)
