"""What the OD team sees of the surveys it makes and runs: never who has taken part, nor how many so far."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from engage.ballots.models import BallotBox, BoxBackup
from engage.ballots.queries import KeyParts, backups
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.outbox import OutboxRow
from engage.surveys.models import CodeBatch, Invitation, Kiosk, Release, Survey
from engage.surveys.queries import codes, reach
from engage.surveys.rules import Stage

MOST_LISTED = 500


@dataclass(frozen=True)
class Line:
    """A survey in the list of all."""

    id: int
    title: str
    stage: Stage
    opens_at: datetime | None
    closes_at: datetime | None
    audience: str
    cancelled_at: datetime | None = None


@dataclass(frozen=True)
class Overview(KeyParts):
    """What the page of one survey needs."""

    survey: Survey
    invited: int
    by_code: int
    box: BallotBox | None
    backups: Sequence[BoxBackup]
    release: Release | None
    stuck: bool

    @property
    def opened(self) -> bool:
        """Whether the box is opened, or there never was one."""
        return bool(self.survey.collected_elsewhere) or super().opened


def survey(survey_id: int) -> Survey:
    """The survey, or NotThere."""
    whole = [joinedload(Survey.ballot_box), joinedload(Survey.reach)]
    found = db.session.get(Survey, survey_id, options=whole)
    if found is None:
        raise NotThere("There is no such survey.")
    return found


def listed() -> Sequence[Line]:
    """All surveys, the newest first: one statement."""
    rows = db.session.execute(
        select(
            Survey.id,
            Survey.title,
            Survey.stage,
            Survey.opens_at,
            Survey.closes_at,
            Survey.audience_words,
            Survey.cancelled_at,
        )
        .order_by(Survey.id.desc())
        .limit(MOST_LISTED)
    )
    return [Line(r[0], r[1], Stage(r[2]), r[3], r[4], r[5], r[6]) for r in rows]


def overview(survey_id: int) -> Overview:
    """One survey with its box, the key's backups, its release and how many are invited."""
    found = survey(survey_id)
    asked = reach.channels(survey_id)
    release = select(Release).where(Release.survey_id == survey_id)
    return Overview(
        found,
        0 if found.standing else asked.page + asked.code,
        asked.code,
        found.ballot_box,
        backups(found.box) if found.box else (),
        db.session.scalar(release),
        found.stage == Stage.CLOSED and not found.collected_elsewhere and _stuck(survey_id),
    )


def _stuck(survey_id: int) -> bool:
    """Whether the worker has given up opening this survey's box or computing its release."""
    kinds, payload = ("survey.open_box", "survey.release"), json.dumps({"survey": survey_id})
    failed = select(OutboxRow.id).where(OutboxRow.kind.in_(kinds), OutboxRow.state == "failed")
    return db.session.scalar(failed.where(OutboxRow.payload == payload).limit(1)) is not None


def taken_part(survey_id: int) -> int:
    """How many flags there are, of people and of codes: for the opening of the box alone, never for a page."""
    flags = select(func.count()).select_from(Invitation)
    people = db.session.scalar(flags.where(Invitation.survey_id == survey_id, Invitation.taken_part)) or 0
    return people + codes.used(survey_id)


def due_to_open(at: datetime) -> Sequence[int]:
    """Scheduled surveys whose date has come and whose backup has been tried."""
    tried = exists().where(
        BoxBackup.box == Survey.box, BoxBackup.checked_at.is_not(None), BoxBackup.destroyed_at.is_(None)
    )
    in_time = or_(Survey.closes_at.is_(None), Survey.closes_at > at)
    return db.session.scalars(
        select(Survey.id)
        .where(Survey.stage == Stage.SCHEDULED, Survey.opens_at <= at, in_time, tried)
        .order_by(Survey.id)
    ).all()


def due_to_delete(at: datetime) -> Select[int]:
    """Closed surveys whose answers have been kept as long as was promised, opened or not."""
    return select(Survey.id).where(Survey.id.in_(over(at)), Survey.answers_deleted_at.is_(None))


def due_to_forget(at: datetime) -> Select[int, int]:
    """Who was asked by such a survey: its number and the person's."""
    return select(Invitation.survey_id, Invitation.person_id).where(Invitation.survey_id.in_(over(at)))


def codes_over(at: datetime) -> Select[int]:
    """Batches of codes of such a survey."""
    return select(CodeBatch.id).where(CodeBatch.survey_id.in_(over(at)))


def kiosks_over(at: datetime) -> Select[int]:
    """Its kiosks."""
    return select(Kiosk.id).where(Kiosk.survey_id.in_(over(at)))


def over(at: datetime) -> Sequence[int]:
    """Closed surveys whose months are over, deleted already or not."""
    rows = db.session.execute(
        select(Survey.id, Survey.closes_at, Survey.kept_months)
        .where(Survey.stage.in_((Stage.CLOSED, Stage.RELEASED, Stage.ARCHIVED, Stage.CANCELLED)))
        .where(Survey.box.is_not(None), Survey.closes_at <= at)
        .order_by(Survey.id)
    )
    return [row.id for row in rows if clock.months_after(row.closes_at, row.kept_months) <= at]


def open_now(at: datetime) -> Sequence[int]:
    """Surveys that take answers."""
    in_time = Survey.closes_at.is_(None) | (Survey.closes_at > at)
    return db.session.scalars(select(Survey.id).where(Survey.stage == Stage.OPEN, in_time).order_by(Survey.id)).all()


def due_to_close(at: datetime) -> Sequence[int]:
    """Open surveys whose closing time has come."""
    return db.session.scalars(
        select(Survey.id).where(Survey.stage == Stage.OPEN, Survey.closes_at <= at).order_by(Survey.id)
    ).all()
