"""What must be true of frameworks, feedback and conversations."""

import hashlib
from collections import Counter

from sqlalchemy import func, select

from engage.ballots.checks import fewer_than
from engage.core.checks import Check, rows
from engage.core.db import db
from engage.directory.models import Behaviour, Framework, FrameworkValue
from engage.values.models import (
    ConversationTopic,
    FeedbackComment,
    FeedbackOutside,
    FeedbackReport,
    FeedbackReviewer,
    FeedbackRound,
    TeamConversation,
)

KINDS = {
    "behaviour": Behaviour.id,
    "value": FrameworkValue.id,
    "conversation topic": ConversationTopic.id,
    "feedback-comment": FeedbackComment.id,
    "team-commitment": TeamConversation.id,
}
REFERENCES = ((ConversationTopic.source_kind, ConversationTopic.source_id),)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _frameworks_changed() -> int:
    found = db.session.execute(select(Framework.document, Framework.digest).order_by(Framework.id))
    return sum(_digest(document) != digest for document, digest in found)


def _reports_changed() -> int:
    query = select(FeedbackReport.document, FeedbackReport.sha256)
    found = db.session.execute(query.order_by(FeedbackReport.round_id, FeedbackReport.subject_id))
    return sum(_digest(document) != digest for document, digest in found)


def _without_ballots() -> int:
    flags: Counter[str] = Counter()
    for table in (FeedbackReviewer, FeedbackOutside):
        cast = (
            select(FeedbackRound.box, func.count())
            .join(table, table.round_id == FeedbackRound.id)
            .where(FeedbackRound.box.is_not(None), table.taken_part)
            .group_by(FeedbackRound.box)
            .order_by(FeedbackRound.box)
        )
        flags.update({str(box): count for box, count in db.session.execute(cast)})
    return fewer_than(flags)


CHECKS = (
    Check("published frameworks are as they were published", _frameworks_changed),
    Check("feedback reports are as they were made", _reports_changed),
    Check("feedback rounds hold a ballot for everybody who has answered", _without_ballots),
    Check(
        "feedback rounds that collect answers have a ballot box",
        rows(FeedbackRound, FeedbackRound.stage.in_(("collecting", "closed", "reported")), FeedbackRound.box.is_(None)),
    ),
)
