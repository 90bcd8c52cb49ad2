"""What was promised to be deleted, and when: the answers, opened or not, and who took part."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, tuple_

from engage.core import audit
from engage.core.db import db
from engage.surveys.models import CodeBatch, Invitation, Kiosk, Survey, SurveyCode

ASKED = (select(Invitation.survey_id, Invitation.person_id, Invitation.person_id.label("who")),)


def forget_who_took_part(keys: Sequence[tuple[int, int]], at: datetime) -> None:
    """The list goes first, so that the compaction which follows the answers leaves no trace of it."""
    db.session.execute(delete(Invitation).where(tuple_(Invitation.survey_id, Invitation.person_id).in_(keys)))


def forget_codes(batch_ids: Sequence[int], at: datetime) -> None:
    """Batches with all their codes."""
    db.session.execute(delete(SurveyCode).where(SurveyCode.batch_id.in_(batch_ids)))
    db.session.execute(delete(CodeBatch).where(CodeBatch.id.in_(batch_ids)))


def forget_kiosks(ids: Sequence[int], at: datetime) -> None:
    """Links that turned tablets into kiosks."""
    db.session.execute(delete(Kiosk).where(Kiosk.id.in_(ids)))


def box_of(survey_id: int) -> str:
    """Its ballot box."""
    return db.session.get_one(Survey, survey_id).box or ""


def note_deleted(survey_id: int, at: datetime) -> None:
    """That the answers are gone."""
    survey = db.session.get_one(Survey, survey_id)
    if survey.answers_deleted_at is not None:
        return
    survey.answers_deleted_at = at
    audit.record("delete answers", "survey", survey.id)
    db.session.flush()
