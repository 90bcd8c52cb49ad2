"""Series that never close as the OD team sees them: plans and pools, never who is asked, nor how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from engage.ballots.queries import is_ready
from engage.core.db import db
from engage.core.errors import NotThere
from engage.surveys.models import Invitation, StandingPool, StandingSeries, Survey
from engage.surveys.queries.series import Wave, waves
from engage.surveys.rules import Stage

MOST_LISTED = 200
OPENED = (Stage.CLOSED, Stage.RELEASED, Stage.ARCHIVED)


@dataclass(frozen=True)
class Line:
    """A series in the list of all, with how many pools were opened."""

    id: int
    title: str
    kind: str
    days: int
    opened: int
    paused_at: datetime | None
    ended_at: datetime | None


def listed() -> Sequence[Line]:
    """All series, those that go on first: one statement."""
    opened = (
        select(func.count())
        .select_from(StandingPool)
        .join(Survey, Survey.id == StandingPool.survey_id)
        .where(StandingPool.series_id == StandingSeries.id, Survey.stage.in_(OPENED))
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            StandingSeries.id, StandingSeries.title, StandingSeries.kind, StandingSeries.days, opened,
            StandingSeries.paused_at, StandingSeries.ended_at,
        )
        .order_by(StandingSeries.ended_at.is_not(None), StandingSeries.id.desc())
        .limit(MOST_LISTED)
    )  # fmt: skip
    return [Line(*row) for row in rows]


def series(series_id: int) -> StandingSeries:
    """One series; NotThere."""
    found = db.session.get(StandingSeries, series_id, options=[joinedload(StandingSeries.audience_unit)])
    if found is None:
        raise NotThere("There is no such series.")
    return found


def pools(series_id: int) -> Sequence[Wave]:
    """Its pools, the newest first: one statement."""
    return waves(StandingPool, series_id)


def pool_at(series_id: int, stage: Stage) -> StandingPool | None:
    """The one pool of a series at a stage: the open one, or the one that comes next."""
    return db.session.scalar(
        select(StandingPool)
        .join(Survey, Survey.id == StandingPool.survey_id)
        .options(joinedload(StandingPool.survey))
        .where(StandingPool.series_id == series_id, Survey.stage == stage)
        .order_by(StandingPool.number.desc())
        .limit(1)
    )


def last_pool(series_id: int) -> StandingPool | None:
    """The newest pool, with its survey."""
    return db.session.scalar(
        select(StandingPool)
        .options(joinedload(StandingPool.survey))
        .where(StandingPool.series_id == series_id)
        .order_by(StandingPool.number.desc())
        .limit(1)
    )


def has_tried_key(survey: Survey) -> bool:
    """Whether a backup of its key is kept and works, so that it may open."""
    return survey.box is not None and is_ready(survey.box)


def series_of(survey_id: int) -> int | None:
    """The series that a survey is a pool of."""
    return db.session.scalar(select(StandingPool.series_id).where(StandingPool.survey_id == survey_id))


def silent(survey_id: int) -> int:
    """How many were asked and have not answered: for the worker that decides about an opening, never for a page."""
    rows = select(func.count()).select_from(Invitation)
    return db.session.scalar(rows.where(Invitation.survey_id == survey_id, ~Invitation.taken_part)) or 0


def going_on() -> Sequence[int]:
    """Series that have not ended."""
    rows = select(StandingSeries.id).where(StandingSeries.ended_at.is_(None))
    return db.session.scalars(rows.order_by(StandingSeries.id)).all()
