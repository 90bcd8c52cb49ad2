"""The stages of a round that judging moves: to the shortlist, to the final, to decided."""

from sqlalchemy import select

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.recognition.models import AwardRound, Panel
from engage.recognition.queries import judging_scores as queries
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.rules.rounds import NEXT, RoundStage

MINE = (RoundStage.SHORTLISTING, RoundStage.FINAL, RoundStage.DECIDED)


def move(found: AwardRound, then: RoundStage) -> None:
    """One step on; what the stage before still owes is said first."""
    db.session.refresh(found, with_for_update={"of": AwardRound})
    if then not in MINE or then not in NEXT[RoundStage(found.stage)]:
        raise Conflict(f"A round that is {found.stage} cannot become {then} here. Nothing was changed.")
    if found.stage == RoundStage.CLOSED and not queries.has_entries(found.id):
        raise Invalid("There is no entry to judge yet.")
    if found.stage == RoundStage.SHORTLISTING:
        _refuse_undecided(found, JudgingStage.SHORTLIST)
    if found.stage == RoundStage.FINAL:
        _refuse_undecided(found, JudgingStage.FINAL)
    was, found.stage = found.stage, then
    db.session.flush()
    audit.record("change stage", "award-round", found.id, was=str(was), then=str(then))


def _refuse_undecided(found: AwardRound, stage: JudgingStage) -> None:
    if any(each.entries and not each.decided for each in queries.states(found, stage)):
        raise Invalid("Not every category with entries is decided in this stage yet.")
    running = select(Panel.id).where(Panel.round_id == found.id, Panel.stage == stage, Panel.closed_at.is_(None))
    if db.session.scalar(running.where(Panel.assigned_at.is_not(None)).limit(1)) is not None:
        raise Invalid("A panel of this stage is still judging: close it first.")
