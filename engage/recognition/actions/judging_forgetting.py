"""Deleting what judging leaves behind, once it has been kept as long as was said."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, select

from engage.core import audit, clock
from engage.core.db import db
from engage.recognition.models import (
    AwardCategory,
    AwardRound,
    Judge,
    Nomination,
    Panel,
    StageDecision,
    StageFigures,
)
from engage.recognition.queries.rounds import CLOSES
from engage.recognition.rules.nominations import MONTHS_UNANNOUNCED
from engage.recognition.rules.rounds import RoundStage

MONTHS = 12
# A round's judging is one record: it is kept whole for whoever judged in it, decided or was judged.
PEOPLE = (
    select(Panel.round_id, Judge.person_id).join(Judge, Judge.panel_id == Panel.id),
    select(AwardCategory.round_id, StageDecision.decided_by_id)
    .join(StageDecision, StageDecision.category_id == AwardCategory.id)
    .where(StageDecision.decided_by_id.is_not(None)),
    *(
        select(AwardCategory.round_id, each)
        .join(Nomination, Nomination.category_id == AwardCategory.id)
        .where(each.is_not(None))
        for each in (Nomination.nominee_id, Nomination.nominator_id)
    ),
)


def due(at: datetime) -> Select[int]:
    """Rounds announced, or closed and never announced, so long ago that hold panels, figures or decisions still."""
    ours = select(AwardCategory.id).where(AwardCategory.round_id == AwardRound.id)
    holds = (
        select(Panel.id).where(Panel.round_id == AwardRound.id).exists()
        | select(StageFigures.stage).where(StageFigures.category_id.in_(ours)).exists()
        | select(StageDecision.id).where(StageDecision.category_id.in_(ours)).exists()
    )
    rows = select(AwardRound.id, AwardRound.stage, AwardRound.announces_at, CLOSES).where(holds).order_by(AwardRound.id)
    over = [found for found, stage, told, closed in db.session.execute(rows) if _over(stage, told, closed, at)]
    return select(AwardRound.id).where(AwardRound.id.in_(over))


def _over(stage: str, told: datetime | None, closed: datetime | None, at: datetime) -> bool:
    """Where nothing was announced it goes with the nominations."""
    if stage == RoundStage.ANNOUNCED:
        return told is not None and clock.months_after(told, MONTHS) <= at
    return closed is not None and clock.months_after(closed, MONTHS_UNANNOUNCED) <= at


def forget(round_ids: Sequence[int], at: datetime) -> None:
    """Panels with judges, ties and scores, the figures, and the decisions with their reasons."""
    ours = select(AwardCategory.id).where(AwardCategory.round_id.in_(round_ids))
    db.session.execute(delete(Panel).where(Panel.round_id.in_(round_ids)))
    for table in (StageFigures, StageDecision):
        db.session.execute(delete(table).where(table.category_id.in_(ours)))
    for round_id in round_ids:
        audit.record("delete judging", "award-round", round_id)
