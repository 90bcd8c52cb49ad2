"""The life of a survey: every act at every stage, what opening freezes, and that closing is for ever."""

import json
from collections import Counter
from datetime import timedelta

import pytest

from engage.ballots import keys as ballot_keys
from engage.ballots.models import BallotBox
from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid
from engage.directory.models import Unit
from engage.surveys import jobs, promise
from engage.surveys.actions import codes, editing, keys, kiosks, lifecycle, mailing, papers, publishing, stages
from engage.surveys.actions.stages import POSSIBLE
from engage.surveys.models import CodeBatch, Invitation, Release, Survey
from engage.surveys.queries import manage as queries
from engage.surveys.rules import Questionnaire, Stage
from engage.surveys.rules.mailing import Words
from engage.surveys.rules.reach import Chosen, to_text
from engage.surveys.rules.sight import Dates
from tests.surveys import made

NOW = clock.now
TERMS = editing.Terms("T", "", None, None, 10, 10, 12)
ACTS = {
    "edit": lambda s: editing.save(s, s.version, lambda doc: doc),
    "delete": lifecycle.delete,
    "schedule": lambda s: lifecycle.schedule(s, NOW()),
    "unschedule": lifecycle.unschedule,
    "back up": lambda s: keys.back_up(s, "Sam"),
    "try backup": lambda s: keys.try_backup(s, b"{}", "x"),
    "open": lambda s: lifecycle.open_survey(s, NOW()),
    "change dates": lambda s: editing.change_dates(s, s.version, None, None, NOW()),
    "close": lambda s: lifecycle.close(s, NOW()),
    "set mails": lambda s: mailing.set_words(s, Words()),
    "extend": lambda s: lifecycle.extend(s, NOW() + timedelta(days=9), "Snow", NOW()),
    "cancel": lambda s: lifecycle.cancel(s, "Snow", NOW()),
    "confirm destroyed": lambda s: keys.confirm_destroyed(s, "none"),
    "ask for release": lambda s: publishing.ask_for_release(s, NOW()),
    "publish": lambda s: publishing.publish(s, NOW()),
    "withdraw": lambda s: publishing.withdraw(s, "Wrong units", NOW()),
    "set tiers": lambda s: publishing.set_tiers(s, Dates(), clock.today()),
    "archive": publishing.archive,
    "take in answers": lambda s: stages.hold(s, "take in answers"),
    "make codes": lambda s: codes.make(s, {("COUNCIL", ""): 1}, clock.today()),
    "cancel codes": lambda s: codes.cancel(s, CodeBatch(cancelled=False)),
    "make kiosk": lambda s: kiosks.make(s, "Depot", NOW()),
    "type papers": lambda s: stages.refuse(s, "type papers"),
    "note papers": lambda s: papers.end_batch(s, 1),
}


def survey(survey_id: int) -> Survey:
    return db.session.get_one(Survey, survey_id)


def work() -> None:
    """What the worker does, until nothing is due."""
    while outbox.run_due_rows():
        pass


REFUSED = [(act, stage) for act in ACTS for stage in Stage if stage not in POSSIBLE[act]]


@pytest.mark.parametrize(("act", "stage"), REFUSED)
def test_an_act_that_the_stage_does_not_allow_is_a_conflict_and_changes_nothing(app, people, act, stage):
    found = survey(made.draft())
    made.put(found, stage)
    with pytest.raises(Conflict):
        ACTS[act](found)
    assert found.stage == stage


def test_every_act_is_in_the_table(app):
    assert set(ACTS) == set(POSSIBLE)


def test_a_closed_survey_never_opens_again(app, people):
    found = survey(made.closed())
    for act in ("open", "schedule", "unschedule"):
        with pytest.raises(Conflict):
            ACTS[act](found)
        db.session.rollback()
    assert survey(found.id).stage == Stage.CLOSED


def test_a_questionnaire_with_problems_is_not_scheduled(app, people):
    found = survey(made.draft(doc=Questionnaire()))
    with pytest.raises(Invalid):
        lifecycle.schedule(found, NOW())


def test_scheduling_makes_a_box_and_going_back_destroys_its_unused_key(app, people):
    found = survey(made.scheduled())
    box = found.box
    assert ballot_keys.is_here(box)
    with transaction():
        lifecycle.unschedule(found)
    assert survey(found.id).stage == Stage.DRAFT
    assert survey(found.id).box is None
    assert not ballot_keys.is_here(box)
    assert db.session.get(BallotBox, box) is None


@pytest.mark.parametrize("backed_up", [False, True])
def test_a_survey_does_not_open_before_its_backup_has_been_tried(app, people, backed_up):
    found = survey(made.scheduled(tried=False, backed_up=backed_up))
    with pytest.raises(Conflict, match="backup"):
        lifecycle.open_survey(found, NOW())


def test_a_backup_recorded_as_destroyed_no_longer_lets_the_survey_open(app, people):
    found = survey(made.scheduled())
    with transaction():
        keys.confirm_destroyed(found, queries.overview(found.id).backups[0].number)
    with pytest.raises(Conflict, match="backup"):
        lifecycle.open_survey(found, NOW())


def test_a_wrong_code_does_not_count_as_tried(app, people):
    found = survey(made.scheduled(backed_up=False))
    file, code = keys.back_up(found, "Sam")
    with pytest.raises(Invalid):
        keys.try_backup(found, file, code.replace(code[:4], "0000"))
    assert not queries.overview(found.id).tried


def test_opening_invites_everybody_once_under_a_group_of_at_least_the_minimum(app, people):
    made.crowd("HOMECARE", 10)
    made.crowd("PEOPLETEAM", 10)
    found = survey(made.opened())
    groups = dict(
        db.session.execute(
            db.select(Invitation.person_id, Invitation.group_code).where(Invitation.survey_id == found.id)
        ).all()
    )
    assert len(groups) == 26
    assert groups[people.chloe] == "PEOPLETEAM", "twelve in the people team stand alone"
    assert groups[people.bryn] == groups[people.amara], "two in waste are counted with the smallest who stand"
    assert min(Counter(groups.values()).values()) >= found.minimum_group


def test_nobody_outside_the_audience_is_asked(app, people):
    made.crowd("WASTE", 8)
    survey_id = made.scheduled()
    with transaction():
        place = db.session.scalars(db.select(Unit).where(Unit.code == "PLACE")).one()
        survey(survey_id).audience = to_text(Chosen(base=f"unit:{place.id}"))
    with transaction():
        assert lifecycle.open_survey(survey(survey_id), NOW()) == 10
    asked = set(db.session.scalars(db.select(Invitation.person_id).where(Invitation.survey_id == survey_id)))
    assert {people.bryn, people.esi} <= asked
    assert not asked & {people.amara, people.chloe, people.dev, people.femi}
    units = json.loads(survey(survey_id).units)
    assert [unit["code"] for unit in units if unit["parent"] is None] == ["PLACE"]
    assert {unit["code"] for unit in units} == {"PLACE", "WASTE"}


def test_somebody_who_has_left_is_not_asked(app, people):
    leaver = made.crowd("HOMECARE", 1)[0]
    with transaction():
        leaver.leaves_on = clock.today() - timedelta(days=1)
    survey_id = made.opened()
    assert db.session.get(Invitation, (survey_id, leaver.id)) is None


def test_somebody_who_has_not_started_is_not_asked(app, people):
    joiner, today = made.crowd("HOMECARE", 2)
    with transaction():
        joiner.started_on = clock.today() + timedelta(days=1)
        today.started_on = clock.today()
    survey_id = made.opened()
    assert db.session.get(Invitation, (survey_id, joiner.id)) is None
    assert db.session.get(Invitation, (survey_id, today.id)) is not None


def test_a_survey_with_fewer_people_than_its_minimum_group_does_not_open(app, people):
    survey_id = made.scheduled()
    with transaction():
        survey(survey_id).minimum_group = 10
    with pytest.raises(Conflict, match="Only 6 people"):
        lifecycle.open_survey(survey(survey_id), NOW())
    db.session.rollback()
    assert survey(survey_id).stage == Stage.SCHEDULED
    assert db.session.scalar(db.select(db.func.count()).select_from(Invitation)) == 0


def test_opening_freezes_the_questionnaire_and_the_promise_with_their_fingerprints(app, people):
    found = survey(made.opened())
    made_promise = promise.from_text(found.promise)
    assert promise.digest(found.promise) == found.promise_digest
    assert (made_promise.minimum_group, made_promise.comment_threshold) == (5, 10)
    assert made_promise.questionnaire == found.questionnaire_digest
    assert made_promise.units == promise.digest(found.units)
    assert promise.to_text(made_promise) == found.promise
    with pytest.raises(Conflict):
        editing.settle(found, found.version, TERMS)


def test_surveys_open_and_close_by_their_dates(app, people):
    survey_id = made.scheduled()
    with transaction():
        survey(survey_id).opens_at = NOW() - timedelta(minutes=1)
        survey(survey_id).closes_at = NOW() + timedelta(hours=1)
    jobs.run_due()
    db.session.expire_all()
    assert survey(survey_id).stage == Stage.OPEN
    with transaction():
        survey(survey_id).opens_at = NOW() - timedelta(hours=2)
        survey(survey_id).closes_at = NOW() - timedelta(seconds=1)
    jobs.run_due()
    db.session.expire_all()
    assert survey(survey_id).stage == Stage.CLOSED


def test_a_closing_time_that_has_passed_is_not_moved_even_before_the_worker_acts(app, people):
    survey_id = made.opened()
    with transaction():
        survey(survey_id).opens_at = NOW() - timedelta(hours=2)
        survey(survey_id).closes_at = passed = NOW() - timedelta(seconds=1)
    for later in (NOW() + timedelta(days=1), None):
        with pytest.raises(Conflict, match="cannot be extended"):
            editing.change_dates(survey(survey_id), survey(survey_id).version, None, later, NOW())
        db.session.rollback()
    assert (survey(survey_id).closes_at, survey(survey_id).stage) == (passed, Stage.OPEN)


def test_one_survey_that_cannot_open_holds_up_no_other(app, people):
    small, fine = made.scheduled(), made.scheduled()
    with transaction():
        survey(small).minimum_group = 50
        for survey_id in (small, fine):
            survey(survey_id).opens_at = NOW() - timedelta(minutes=1)
    jobs.run_due()
    db.session.expire_all()
    assert (survey(small).stage, survey(fine).stage) == (Stage.SCHEDULED, Stage.OPEN)


def test_from_close_to_archive(app, people):
    survey_id = made.closed()
    with pytest.raises(Conflict, match="still being opened"):
        publishing.ask_for_release(survey(survey_id), NOW())
    db.session.rollback()
    with pytest.raises(Conflict, match="still need"):
        keys.confirm_destroyed(survey(survey_id), queries.overview(survey_id).backups[0].number)
    db.session.rollback()
    work()
    assert queries.overview(survey_id).opened
    assert not ballot_keys.is_here(survey(survey_id).box)
    with transaction():
        publishing.ask_for_release(survey(survey_id), NOW())
    with pytest.raises(Conflict, match="asked for already"):
        publishing.ask_for_release(survey(survey_id), NOW())
    db.session.rollback()
    with pytest.raises(Conflict, match="no release"):
        publishing.publish(survey(survey_id), NOW())
    db.session.rollback()
    work()
    assert publishing.release_of(survey(survey_id)) is not None
    with pytest.raises(Conflict, match="neither published nor withdrawn"):
        publishing.archive(survey(survey_id))
    db.session.rollback()
    with transaction():
        publishing.publish(survey(survey_id), NOW())
    with transaction():
        publishing.archive(survey(survey_id))
    assert survey(survey_id).stage == Stage.ARCHIVED


def test_a_withdrawn_release_is_neither_published_nor_computed_again(app, people):
    survey_id = made.closed()
    work()
    with transaction():
        db.session.add(Release(survey_id=survey_id, head="{}", sha256="0" * 64, made_at=NOW()))
    with pytest.raises(Invalid):
        publishing.withdraw(survey(survey_id), "  ", NOW())
    db.session.rollback()
    with transaction():
        publishing.withdraw(survey(survey_id), "Two units were swapped", NOW())
    for act in ("publish", "withdraw", "ask for release"):
        with pytest.raises(Conflict):
            ACTS[act](survey(survey_id))
        db.session.rollback()
    with transaction():
        publishing.archive(survey(survey_id))
