"""Deleting what has been kept as long as was said; winners stay as category, name and year."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update

from engage.core import audit, clock
from engage.core.db import db
from engage.core.files import StoredFile
from engage.core.retention import whom
from engage.recognition.models import (
    Assignment,
    AwardCategory,
    AwardRound,
    Exclusion,
    Judge,
    ManagerView,
    Nomination,
    NominationAnswer,
    Score,
    Seconding,
)
from engage.recognition.queries.rounds import CLOSES
from engage.recognition.rules.nominations import MONTHS_DRAFT, MONTHS_KEPT, MONTHS_UNANNOUNCED
from engage.recognition.rules.rounds import NominationState, Outcome, RoundStage

HONOURED = (Outcome.WINNER, Outcome.HIGHLY_COMMENDED)
REMOVED = "(removed)"
PEOPLE = (
    *whom(Nomination.id, Nomination.nominator_id, Nomination.nominee_id),
    *whom(Seconding.nomination_id, Seconding.person_id), *whom(ManagerView.nomination_id, ManagerView.person_id),
    select(Assignment.nomination_id, Judge.person_id).join(Judge, Judge.id == Assignment.judge_id),
)  # fmt: skip
UNITS = whom(Nomination.id, Nomination.team_id)


def _in_rounds(*which: object) -> Select[int]:
    return (
        select(Nomination.id)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .join(AwardRound, AwardRound.id == AwardCategory.round_id)
        .where(*which)  # type: ignore[arg-type]
    )


def due_drafts(at: datetime) -> Select[int]:
    """Drafts that were never sent, three months after the close."""
    unsent = and_(Nomination.state == NominationState.DRAFT, Nomination.submitted_at.is_(None))
    return _in_rounds(unsent, _closed(), clock.months_after(at, -MONTHS_DRAFT) >= CLOSES)


def due_to_delete(at: datetime) -> Select[int]:
    """What did not win a year after the announcement, or two after the close."""
    told = AwardRound.stage == RoundStage.ANNOUNCED
    announced = func.coalesce(AwardRound.announces_at, CLOSES)
    lost = or_(Nomination.outcome.is_(None), Nomination.outcome.not_in(HONOURED), Nomination.joined_to_id.is_not(None))
    over = and_(told, announced <= clock.months_after(at, -MONTHS_KEPT), lost)
    # Where nothing was announced nobody has won.
    unannounced = and_(~told, clock.months_after(at, -MONTHS_UNANNOUNCED) >= CLOSES)
    return _in_rounds(_closed(), or_(over, unannounced))


def due_to_strip(at: datetime) -> Select[int]:
    """Winners a year after the announcement, whose words are still here."""
    announced = func.coalesce(AwardRound.announces_at, CLOSES)
    year = and_(AwardRound.stage == RoundStage.ANNOUNCED, announced <= clock.months_after(at, -MONTHS_KEPT))
    kept = or_(Nomination.nominator_id.is_not(None), Nomination.nominator_name != REMOVED)
    return _in_rounds(year, Nomination.outcome.in_(HONOURED), kept)


def _closed() -> ColumnElement[bool]:
    return AwardRound.stage.not_in((RoundStage.OPEN, RoundStage.DRAFT))


def forget(ids: Sequence[int], at: datetime) -> None:
    """Delete nominations with their words, files, views and scores."""
    _empty(ids)
    db.session.execute(update(Nomination).where(Nomination.joined_to_id.in_(ids)).values(joined_to_id=None))
    db.session.execute(delete(Nomination).where(Nomination.id.in_(ids)))
    db.session.flush()
    audit.record("delete after its date", "nomination", count=len(ids))


def strip(ids: Sequence[int], at: datetime) -> None:
    """Leave of a winner the category, the name and the year."""
    _empty(ids)
    gone = {"nominator_id": None, "nominator_name": REMOVED, "nominator_contact": "", "nominee_words": ""}
    db.session.execute(update(Nomination).where(Nomination.id.in_(ids)).values(gone))
    db.session.flush()
    audit.record("reduce to history", "nomination", count=len(ids))


def _empty(ids: Sequence[int]) -> None:
    assigned = select(Assignment.id).where(Assignment.nomination_id.in_(ids))
    db.session.execute(delete(Score).where(Score.assignment_id.in_(assigned)))
    for table in (Assignment, Exclusion, NominationAnswer, Seconding, ManagerView):
        db.session.execute(delete(table).where(table.nomination_id.in_(ids)))
    db.session.execute(delete(StoredFile).where(StoredFile.on_kind == "nomination", StoredFile.on_id.in_(ids)))
