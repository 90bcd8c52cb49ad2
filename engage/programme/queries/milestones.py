"""Milestones and consultation stages of an item."""

from collections.abc import Sequence

from sqlalchemy import func, select

from engage.core.db import db
from engage.core.errors import NotThere
from engage.programme.models import ConsultationStage, Milestone
from engage.programme.queries.boards import GREATEST


def milestone(milestone_id: int) -> Milestone:
    """One milestone, or NotThere."""
    row = db.session.get(Milestone, milestone_id) if milestone_id < GREATEST else None
    if row is None:
        raise NotThere("That milestone is not there, or no longer.")
    return row


def of_item(item_id: int) -> Sequence[Milestone]:
    """Those of an item by their dates."""
    rows = select(Milestone).where(Milestone.item_id == item_id)
    return db.session.scalars(rows.order_by(Milestone.due_on, Milestone.id)).all()


def open_of(item_id: int) -> int:
    """How many are neither met nor dropped."""
    rows = select(func.count()).where(Milestone.item_id == item_id, Milestone.met_on.is_(None), ~Milestone.dropped)
    return db.session.scalar(rows) or 0


def many(item_id: int) -> int:
    """How many there are."""
    return db.session.scalar(select(func.count()).where(Milestone.item_id == item_id)) or 0


def stage(stage_id: int) -> ConsultationStage:
    """One stage of consultation, or NotThere."""
    row = db.session.get(ConsultationStage, stage_id) if stage_id < GREATEST else None
    if row is None:
        raise NotThere("That stage of consultation is not there, or no longer.")
    return row


def stages(item_id: int) -> Sequence[ConsultationStage]:
    """Those of an item, by when they begin."""
    rows = select(ConsultationStage).where(ConsultationStage.item_id == item_id)
    return db.session.scalars(
        rows.order_by(ConsultationStage.starts_on.is_(None), ConsultationStage.starts_on, ConsultationStage.id)
    ).all()
