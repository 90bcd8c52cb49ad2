"""What is promised to be deleted is deleted when it was promised, and the figures stay."""

from datetime import UTC, datetime, timedelta

from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.surveys import jobs
from engage.surveys.models import Invitation, Release, Survey
from tests.surveys import made, taken

NOW = clock.now


def survey(survey_id: int) -> Survey:
    return db.session.get_one(Survey, survey_id)


def test_opened_answers_and_who_took_part_go_when_it_was_promised_and_the_results_stay(app, people):
    other, survey_id = made.opened(), taken.open_survey()
    taken.release_survey(survey_id)
    with transaction():
        survey(survey_id).opens_at = NOW() - timedelta(days=40)
        survey(survey_id).closes_at = NOW() - timedelta(days=32)
    jobs.delete_due()
    assert survey(survey_id).answers_deleted_at is None
    with transaction():
        survey(survey_id).kept_months = 1
    jobs.delete_due()
    jobs.delete_due()
    db.session.expire_all()
    found = survey(survey_id)
    assert found.answers_deleted_at is not None
    assert found.ballot_box.phase == "deleted"
    asked = db.select(db.func.count()).select_from(Invitation)
    assert db.session.scalar(asked.where(Invitation.survey_id == survey_id)) == 0
    assert db.session.scalar(asked.where(Invitation.survey_id == other)) > 0
    assert db.session.scalar(db.select(Release.sha256).where(Release.survey_id == survey_id))
    deleted = db.select(audit.AuditEvent).where(audit.AuditEvent.act == "delete answers")
    assert len(db.session.scalars(deleted).all()) == 1


def test_a_month_is_counted_on_the_calendar():
    assert clock.months_after(datetime(2027, 1, 31, 9, tzinfo=UTC), 1) == datetime(2027, 2, 28, 9, tzinfo=UTC)
    assert clock.months_after(datetime(2027, 12, 5, tzinfo=UTC), 12) == datetime(2028, 12, 5, tzinfo=UTC)
