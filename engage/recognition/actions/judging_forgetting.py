"""Deleting what judging leaves behind, once it has been kept as long as was said."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from engage.core import audit, clock
from engage.core.db import db
from engage.recognition.models import AwardCategory, AwardRound, Panel, StageDecision, StageFigures
from engage.recognition.rules.rounds import RoundStage

MONTHS = 12


def due(at: datetime) -> Sequence[int]:
    """Rounds announced so long ago that hold panels, figures or decisions still."""
    ours = select(AwardCategory.id).where(AwardCategory.round_id == AwardRound.id)
    holds = (
        select(Panel.id).where(Panel.round_id == AwardRound.id).exists()
        | select(StageFigures.stage).where(StageFigures.category_id.in_(ours)).exists()
        | select(StageDecision.id).where(StageDecision.category_id.in_(ours)).exists()
    )
    rows = (
        select(AwardRound.id, AwardRound.announces_at)
        .where(AwardRound.stage == RoundStage.ANNOUNCED, AwardRound.announces_at.is_not(None), holds)
        .order_by(AwardRound.id)
    )
    return [found for found, told in db.session.execute(rows) if told and clock.months_after(told, MONTHS) <= at]


def forget(round_id: int) -> None:
    """Panels with judges, ties and scores, the figures, and the decisions with their reasons."""
    ours = select(AwardCategory.id).where(AwardCategory.round_id == round_id)
    db.session.execute(delete(Panel).where(Panel.round_id == round_id))
    for table in (StageFigures, StageDecision):
        db.session.execute(delete(table).where(table.category_id.in_(ours)))
    audit.record("delete judging", "award-round", round_id)
