"""Schemes, their rounds, categories and criteria; which rounds are open, which are past, and which are due."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.recognition.models import AwardCategory, AwardCriterion, AwardRound, AwardScheme
from engage.recognition.rules.rounds import RoundStage
from engage.recognition.rules.rounds_ready import Draft, Part

WHOLE = selectinload(AwardRound.categories).selectinload(AwardCategory.criteria)
CLOSES = func.coalesce(AwardRound.extended_to, AwardRound.closes_at)


def award_round(round_id: int) -> AwardRound:
    """A round with its categories and criteria, or NotThere."""
    found = db.session.get(AwardRound, round_id, options=[WHOLE, joinedload(AwardRound.scheme)])
    if found is None:
        raise NotThere("There is no such award round.")
    return found


def seen_round(round_id: int) -> AwardRound:
    """The same for staff, who do not see a draft."""
    found = award_round(round_id)
    if found.stage == RoundStage.DRAFT:
        raise NotThere
    return found


def category(row: AwardRound, category_id: int) -> AwardCategory:
    """One of a round's categories, or NotThere."""
    found = next((each for each in row.categories if each.id == category_id), None)
    if found is None:
        raise NotThere("There is no such category in this round.")
    return found


def criterion(row: AwardCategory, criterion_id: int) -> AwardCriterion:
    """One of a category's criteria, or NotThere."""
    found = next((each for each in row.criteria if each.id == criterion_id), None)
    if found is None:
        raise NotThere("There is no such criterion in this category.")
    return found


def scheme(scheme_id: int) -> AwardScheme:
    """A scheme, or NotThere."""
    found = db.session.get(AwardScheme, scheme_id)
    if found is None:
        raise NotThere("There is no such scheme.")
    return found


def schemes() -> Sequence[AwardScheme]:
    """All schemes by name: a council has a handful."""
    return db.session.scalars(select(AwardScheme).order_by(func.lower(AwardScheme.name), AwardScheme.id)).all()


def _rounds() -> Select[AwardRound]:
    return select(AwardRound).order_by(AwardRound.created_at.desc(), AwardRound.id.desc())


def listed(number: int) -> Page[AwardRound]:
    """All rounds, the newest first."""
    return cut(_rounds().options(joinedload(AwardRound.scheme)), number, 20)


def last_of(scheme_id: int) -> AwardRound | None:
    """The newest round of a scheme, whose categories the next begins with."""
    return db.session.scalar(_rounds().where(AwardRound.scheme_id == scheme_id).options(WHOLE).limit(1))


def open_rounds() -> Sequence[AwardRound]:
    """The rounds in which somebody can be nominated, whichever closes first."""
    rows = select(AwardRound).where(AwardRound.stage == RoundStage.OPEN).order_by(CLOSES, AwardRound.id)
    return db.session.scalars(rows.options(WHOLE)).all()


def past_rounds(number: int) -> Page[AwardRound]:
    """The rounds that have closed, the newest first."""
    over = AwardRound.stage.not_in((RoundStage.DRAFT, RoundStage.OPEN))
    return cut(select(AwardRound).where(over).order_by(CLOSES.desc(), AwardRound.id.desc()), number, 10)


def due_to_open(at: datetime) -> Sequence[int]:
    """Drafts whose opening time has come."""
    due = (AwardRound.stage == RoundStage.DRAFT) & (AwardRound.opens_at <= at)
    return db.session.scalars(select(AwardRound.id).where(due).order_by(AwardRound.id)).all()


def due_to_close(at: datetime) -> Sequence[int]:
    """Open rounds whose closing time has come."""
    due = (AwardRound.stage == RoundStage.OPEN) & (at >= CLOSES)
    return db.session.scalars(select(AwardRound.id).where(due).order_by(AwardRound.id)).all()


def anchors(row: AwardRound) -> Sequence[str]:
    """What each point of the scale means, one text for each point."""
    held = json.loads(row.anchors)
    return [str(each) for each in (held + [""] * row.scale_top)[: row.scale_top]]


def as_draft(row: AwardRound) -> Draft:
    """The round as the check before the opening sees it."""
    parts = tuple(Part(each.id, each.name, each.about, len(each.criteria)) for each in row.categories)
    return Draft(row.about, row.opens_at, row.closes_at, row.scale_top, anchors(row), parts)
