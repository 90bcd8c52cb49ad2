"""Forgetting what a recruitment round held, once its time is over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, select, update

from engage.champions.models import Application, DecisionMade, RecruitmentRound, Suggestion
from engage.champions.rules.recruiting import MONTHS_APPLICATION, MONTHS_SUGGESTION, RoundState
from engage.core import audit, clock
from engage.core.db import db
from engage.core.retention import whom

SILENT = {"synchronize_session": False}
APPLICANTS = whom(Application.id, Application.person_id, Application.asked_manager_id)
DECIDED = whom(DecisionMade.id, DecisionMade.person_id, DecisionMade.by_id)
SUGGESTED = whom(Suggestion.id, Suggestion.person_id, Suggestion.by_id)


def due_applications(at: datetime) -> Select[int]:
    """Applications in rounds that ended long ago."""
    return select(Application.id).where(Application.round_id.in_(_over(at)))


def due_decisions(at: datetime) -> Select[int]:
    """Decisions of such rounds that still name somebody."""
    named = DecisionMade.person_id.is_not(None) | DecisionMade.by_id.is_not(None)
    return select(DecisionMade.id).where(DecisionMade.round_id.in_(_over(at)), named)


def due_suggestions(at: datetime) -> Select[int]:
    """Suggestions of long ago."""
    return select(Suggestion.id).where(Suggestion.made_at < clock.months_after(at, -MONTHS_SUGGESTION))


def forget_applications(ids: Sequence[int], at: datetime) -> None:
    """Delete applications, with what managers answered."""
    db.session.execute(delete(Application).where(Application.id.in_(ids)), execution_options=SILENT)
    audit.record("delete", "recruitment-round", "", count=len(ids))


def forget_names(ids: Sequence[int], at: datetime) -> None:
    """Take names and reasons out of decisions; that something was decided, and when, stays."""
    gone = {"person_id": None, "by_id": None, "reason": ""}
    rows = update(DecisionMade).where(DecisionMade.id.in_(ids)).values(**gone)
    db.session.execute(rows, execution_options=SILENT)


def forget_suggestions(ids: Sequence[int], at: datetime) -> None:
    """Delete suggestions."""
    db.session.execute(delete(Suggestion).where(Suggestion.id.in_(ids)), execution_options=SILENT)


def _over(at: datetime) -> Select[int]:
    ended = func.coalesce(RecruitmentRound.ended_at, RecruitmentRound.closes_at)
    before = clock.months_after(at, -MONTHS_APPLICATION)
    return select(RecruitmentRound.id).where(ended < before, RecruitmentRound.state != RoundState.DRAFT)
