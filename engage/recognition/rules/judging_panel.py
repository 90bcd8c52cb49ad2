"""What can be done with a panel and an assignment, and when: each a question."""

from datetime import datetime
from enum import StrEnum

from engage.recognition.rules.panels import AssignmentState, JudgingStage
from engage.recognition.rules.rounds import RoundStage

MOST_NAME, MOST_WHY, MOST_COMMENT, MOST_REASON = 120, 300, 1000, 1000
ROUND_STAGE = {JudgingStage.SHORTLIST: RoundStage.SHORTLISTING, JudgingStage.FINAL: RoundStage.FINAL}
BEFORE = {
    JudgingStage.SHORTLIST: frozenset({RoundStage.CLOSED, RoundStage.SHORTLISTING}),
    JudgingStage.FINAL: frozenset({RoundStage.CLOSED, RoundStage.SHORTLISTING, RoundStage.FINAL}),
}


class PanelState(StrEnum):
    """Where a panel stands."""

    PREPARING = "preparing"
    JUDGING = "judging"
    CLOSED = "closed"


def state_of(assigned_at: datetime | None, closed_at: datetime | None) -> PanelState:
    """Preparing until the entries are shared out, closed once its figures are computed."""
    if closed_at is not None:
        return PanelState.CLOSED
    return PanelState.PREPARING if assigned_at is None else PanelState.JUDGING


def is_on(stage: str, round_stage: str) -> bool:
    """Whether the round is in the stage that a panel judges: its judges declare and score."""
    return round_stage == ROUND_STAGE[JudgingStage(stage)]


def can_be_prepared(stage: str, round_stage: str) -> bool:
    """Whether panels of a stage can still be made and changed."""
    return round_stage in BEFORE[JudgingStage(stage)]


def may_declare(stage: str, round_stage: str, closed: bool, dropped: bool) -> bool:
    """Whether a judge can say which entries they have a tie to."""
    return is_on(stage, round_stage) and not closed and not dropped


def may_score(state: str, stage: str, round_stage: str, closed: bool, dropped: bool) -> bool:
    """Whether a judge can score an assignment of theirs, a scored one anew."""
    open_to = state in {AssignmentState.WAITING, AssignmentState.SCORED}
    return open_to and may_declare(stage, round_stage, closed, dropped)
