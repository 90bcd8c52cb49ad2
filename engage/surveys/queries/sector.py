"""Published surveys that hold the local-government index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engage.core.db import db
from engage.surveys.models import QuestionSetUse, Release, Survey
from engage.surveys.queries.results import SEEN
from engage.surveys.rules.library_shipped import SECTOR

MOST_LISTED = 100


@dataclass(frozen=True)
class SectorLine:
    """One of them."""

    survey_id: int
    title: str
    closes_at: datetime | None


def surveys() -> Sequence[SectorLine]:
    """The newest first: one statement."""
    rows = db.session.execute(
        select(Survey.id, Survey.title, Survey.closes_at)
        .join(QuestionSetUse, QuestionSetUse.survey_id == Survey.id)
        .where(QuestionSetUse.set_code == SECTOR, Survey.stage.in_(SEEN))
        .where(select(Release.id).where(Release.survey_id == Survey.id, Release.withdrawn_at.is_(None)).exists())
        .order_by(Survey.closes_at.desc(), Survey.id.desc())
        .limit(MOST_LISTED)
    )
    return [SectorLine(*row) for row in rows]


def closed_at(survey_id: int) -> datetime | None:
    """When a survey closed."""
    return db.session.scalar(select(Survey.closes_at).where(Survey.id == survey_id))
