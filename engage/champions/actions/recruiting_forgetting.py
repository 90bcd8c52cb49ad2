"""Forgetting what a recruitment round held, once its time is over."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from engage.champions.models import Application, DecisionMade, RecruitmentRound, Suggestion
from engage.champions.rules.recruiting import MONTHS_APPLICATION, MONTHS_SUGGESTION, RoundState
from engage.core import audit, clock
from engage.core.db import db


def forget(at: datetime) -> int:
    """Applications, names and reasons of rounds that ended long ago, and old suggestions; how many applications."""
    before = clock.months_after(at, -MONTHS_APPLICATION)
    ended = func.coalesce(RecruitmentRound.ended_at, RecruitmentRound.closes_at)
    over = select(RecruitmentRound.id).where(ended < before, RecruitmentRound.state != RoundState.DRAFT)
    silent = {"synchronize_session": False}
    held = select(func.count()).select_from(Application).where(Application.round_id.in_(over))
    total = db.session.scalar(held) or 0
    db.session.execute(delete(Application).where(Application.round_id.in_(over)), execution_options=silent)
    named = DecisionMade.person_id.is_not(None) | DecisionMade.by_id.is_not(None)
    db.session.execute(
        update(DecisionMade)
        .where(DecisionMade.round_id.in_(over), named)
        .values(person_id=None, by_id=None, reason=""),
        execution_options=silent,
    )
    old = delete(Suggestion).where(Suggestion.made_at < clock.months_after(at, -MONTHS_SUGGESTION))
    db.session.execute(old, execution_options=silent)
    if total:
        audit.record("delete", "recruitment-round", "", count=total)
    return total
