"""What is promised to be deleted is deleted when it was promised, and the figures stay."""

from datetime import UTC, datetime, timedelta

import pytest

from engage.ballots import keys as ballot_keys
from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict
from engage.core.holding import set_hold
from engage.core.holds import RetentionCount, RetentionRun
from engage.surveys import jobs
from engage.surveys.actions import lifecycle, publishing
from engage.surveys.models import Invitation, Release, Survey
from engage.surveys.queries.audit import audit as audit_of
from tests.ballots import boxes
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


def overdue(*surveys: int) -> None:
    """Closed so long ago that nothing of them may be kept."""
    with transaction():
        for survey_id in surveys:
            found = survey(survey_id)
            found.opens_at, found.closes_at = NOW() - timedelta(days=90), NOW() - timedelta(days=60)
            found.kept_months = 1


def invited(survey_id: int) -> int:
    """How many lines the list of who is asked and took part has."""
    asked = db.select(db.func.count()).select_from(Invitation)
    return db.session.scalar(asked.where(Invitation.survey_id == survey_id)) or 0


def test_a_box_that_was_never_opened_goes_too_with_its_key_and_its_ballots(app, people):
    survey_id, open_still = taken.open_survey(), made.opened()
    taken.cast_all(survey_id, taken.small(), [{"Q1": "4"}] * 3)
    with transaction():
        lifecycle.close(survey(survey_id), NOW())
    overdue(survey_id)
    box = survey(survey_id).box
    assert (boxes.sealed(box), ballot_keys.is_here(box)) == (3, True)
    jobs.delete_due()
    db.session.expire_all()
    assert (boxes.sealed(box), ballot_keys.is_here(box), invited(survey_id)) == (0, False, 0)
    assert invited(open_still) > 0
    assert survey(survey_id).answers_deleted_at is not None
    assert "ballot_box_deleted_unopened" in [each.act for each in audit.latest(50, kind="ballot_box")]
    assert "never opened" in " ".join(each.line for each in audit_of(survey_id))
    with pytest.raises(Conflict, match="nothing to compute"):
        publishing.ask_for_release(survey(survey_id), NOW())


def test_a_survey_whose_answers_cannot_be_deleted_holds_up_no_other(app, people, monkeypatch, caplog):
    stuck, fine = made.closed(), made.closed()
    overdue(stuck, fine)
    whole = jobs.delete_answers

    def fails(box: str, participation: tuple[str, ...]) -> None:
        if box == survey(stuck).box:
            raise OSError("the disk of the keys is gone")
        whole(box, participation=participation)

    monkeypatch.setattr(jobs, "delete_answers", fails)
    jobs.delete_due()
    db.session.expire_all()
    assert survey(stuck).answers_deleted_at is None
    assert survey(fine).answers_deleted_at is not None
    said = [(each.message, each.facts["key"]) for each in caplog.records]
    assert said == [("not deleted after its date", str(stuck))]
    monkeypatch.undo()
    jobs.delete_due()
    db.session.expire_all()
    assert survey(stuck).answers_deleted_at is not None


def test_a_month_is_counted_on_the_calendar():
    assert clock.months_after(datetime(2027, 1, 31, 9, tzinfo=UTC), 1) == datetime(2027, 2, 28, 9, tzinfo=UTC)
    assert clock.months_after(datetime(2027, 12, 5, tzinfo=UTC), 12) == datetime(2028, 12, 5, tzinfo=UTC)


def test_no_page_counts_the_lists_of_who_was_asked(app, people):
    survey_id = made.closed()
    overdue(survey_id)
    with transaction():
        set_hold("A claim", people.chloe, NOW(), person_id=people.amara)
    jobs.delete_due()
    assert invited(survey_id) == 1, "a second list would say that they had not answered from the first"
    told = db.session.scalars(db.select(RetentionCount.name)).all()
    assert "survey-answers" in told
    assert not {"survey-lists", "pulse-asked"} & set(told)
    assert db.session.get_one(RetentionRun, "survey-lists").held == 0
