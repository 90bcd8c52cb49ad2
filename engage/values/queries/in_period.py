"""Team conversations and feedback rounds of a period, for reports: how many, and nothing of what was said."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from engage.core import clock
from engage.core.db import db
from engage.values.models import FeedbackRound, TeamConversation


@dataclass(frozen=True)
class Talked:
    """How many teams talked, in how many conversations, and how many feedback rounds closed."""

    teams: int
    conversations: int
    rounds: int


def talked(first: date, last: date) -> Talked:
    """Those of a period: two statements."""
    teams, conversations = db.session.execute(
        select(func.count(TeamConversation.unit_id.distinct()), func.count(TeamConversation.id)).where(
            TeamConversation.held_on.between(first, last)
        )
    ).one()
    begins, ends = clock.begins(first), clock.begins(last + timedelta(days=1))
    rounds = db.session.scalar(
        select(func.count())
        .select_from(FeedbackRound)
        .where(FeedbackRound.closed_at >= begins, FeedbackRound.closed_at < ends)
    )
    return Talked(teams, conversations, rounds or 0)
