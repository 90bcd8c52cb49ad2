"""Reads of reports: who may read which, and what was said in them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from engage.core.db import db
from engage.values.models import FeedbackComment, FeedbackOutside, FeedbackReport, FeedbackRound, FeedbackSubject
from engage.values.queries.feedback import MOST_LISTED
from engage.values.rules.feedback_round import Stage, token_hash

WHOLE = (joinedload(FeedbackSubject.round), joinedload(FeedbackSubject.person))


def report(round_id: int, person_id: int) -> FeedbackReport | None:
    """The report on somebody, if it is made."""
    return db.session.get(FeedbackReport, (round_id, person_id))


def comments(round_id: int, person_id: int) -> Sequence[FeedbackComment]:
    """The comments of a report that are not hidden, in their order, which tells nothing."""
    rows = select(FeedbackComment).where(
        FeedbackComment.round_id == round_id, FeedbackComment.subject_id == person_id, FeedbackComment.hidden.is_(False)
    )
    return db.session.scalars(rows.order_by(FeedbackComment.id)).all()


def comment(comment_id: int) -> FeedbackComment | None:
    """One comment, hidden or not."""
    return db.session.get(FeedbackComment, comment_id)


def shared_with(manager_id: int) -> Sequence[FeedbackSubject]:
    """The reports that people share with their manager."""
    rows = select(FeedbackSubject).where(
        FeedbackSubject.manager_id == manager_id, FeedbackSubject.shared_with_manager_at.is_not(None)
    )
    return db.session.scalars(rows.options(*WHOLE).order_by(FeedbackSubject.round_id.desc()).limit(MOST_LISTED)).all()


def coached_by(coach_id: int) -> Sequence[FeedbackSubject]:
    """Whom somebody coaches, in rounds whose reports are made and not yet handed over."""
    rows = select(FeedbackSubject).join(FeedbackRound).where(
        FeedbackSubject.coach_id == coach_id, FeedbackRound.stage == Stage.REPORTED,
        FeedbackRound.conversation_first, FeedbackSubject.shared_at.is_(None),
    )  # fmt: skip
    return db.session.scalars(rows.options(*WHOLE).order_by(FeedbackSubject.round_id, FeedbackSubject.person_id)).all()


def outside_by_token(token: str) -> FeedbackOutside | None:
    """Whose one-time link this is."""
    return db.session.scalar(select(FeedbackOutside).where(FeedbackOutside.token_hash == token_hash(token)))
