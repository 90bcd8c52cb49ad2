"""What was promised to be deleted, and when: the answers, opened or not, and who took part."""

from datetime import datetime

from sqlalchemy import delete

from engage.core import audit
from engage.core.db import db
from engage.surveys.models import Invitation, Survey


def forget_who_took_part(survey_id: int) -> None:
    """The list goes first, so that the compaction which follows the answers leaves no trace of it."""
    db.session.execute(delete(Invitation).where(Invitation.survey_id == survey_id))


def note_deleted(survey_id: int, at: datetime) -> None:
    """That both are gone."""
    survey = db.session.get_one(Survey, survey_id)
    survey.answers_deleted_at = at
    audit.record("delete answers", "survey", survey.id)
    db.session.flush()
