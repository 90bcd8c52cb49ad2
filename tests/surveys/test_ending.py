"""Extended and cancelled: what is said to whom, what is destroyed, and what becomes of people in the middle."""

import threading
from datetime import timedelta

import pytest

from engage.ballots import keys as ballot_keys
from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid
from engage.directory.models import Person
from engage.surveys import jobs, jobs_reach
from engage.surveys.actions import casting, editing, lifecycle, opening, publishing
from engage.surveys.checks import CHECKS
from engage.surveys.models import Invitation
from engage.surveys.queries import codes
from engage.surveys.queries import manage as queries
from engage.surveys.rules import Stage
from engage.surveys.rules.mailing import Words
from engage.surveys.rules.reach import Chosen
from tests.ballots import boxes
from tests.surveys import coded, made, reaching, taken


@pytest.fixture
def times(monkeypatch):
    return reaching.clocked(monkeypatch)


def work() -> None:
    while outbox.run_due_rows():
        pass
    db.session.expire_all()


def extend(survey_id: int, days: int, why: str = "Snow closed the depots") -> None:
    with transaction():
        lifecycle.extend(reaching.survey(survey_id), reaching.MONDAY + timedelta(days=days), why, clock.now())


def test_an_extended_survey_says_so_on_its_page_and_in_the_next_mail(site, app, people, times, monkeypatch):
    reaching.addresses()
    relay = reaching.relayed(app, monkeypatch)
    survey_id = reaching.opened(words=Words(remind_after=(4,)), closes=timedelta(days=10))
    extend(survey_id, 17)
    extend(survey_id, 24, "And again")
    found = reaching.survey(survey_id)
    assert found.extended_from == reaching.MONDAY + timedelta(days=10), "what was said at first stays"
    page = site.get(f"/surveys/{survey_id}/answer", as_=people.amara).text
    assert (
        "was to close on 11 March 2027 at 9:30am. It stays open until 25 March 2027 at 9:30am. Why: And again" in page
    )
    assert "stays open longer than was said at first: And again" in site.get("/surveys/", as_=people.amara).text
    reaching.send()
    assert all("Why: And again" in body for _, _, body in relay.sent)
    relay.take()
    times.go(4)
    reaching.send()
    assert all("25 March 2027" in body and "Why: And again" in body for _, _, body in relay.sent)
    assert len(relay.take()) == 6


def test_an_extended_survey_takes_answers_until_its_new_time_and_not_after(app, people, times):
    survey_id = reaching.opened(Chosen(page_only=True), closes=timedelta(days=4))
    extend(survey_id, 7)
    times.go(5)
    jobs.run_due()
    reaching.cast(survey_id, people.amara)
    times.at = reaching.MONDAY + timedelta(days=7)
    with pytest.raises(casting.SurveyClosed):
        reaching.cast(survey_id, people.esi)
    db.session.rollback()
    jobs.run_due()
    db.session.expire_all()
    assert reaching.survey(survey_id).stage == Stage.CLOSED


@pytest.mark.parametrize(("days", "why", "error"), [(3, "x", Invalid), (4, "x", Invalid), (9, " ", Invalid)])
def test_what_is_no_extension_is_refused(app, people, times, days, why, error):
    survey_id = reaching.opened(closes=timedelta(days=4))
    with pytest.raises(error):
        extend(survey_id, days, why)


def test_a_survey_whose_time_has_passed_and_one_without_a_time_are_not_extended(app, people, times):
    passed, endless = reaching.opened(closes=timedelta(days=4)), reaching.opened(closes=None)
    times.at = reaching.MONDAY + timedelta(days=4)
    for survey_id in (passed, endless):
        with pytest.raises(Conflict):
            extend(survey_id, 9)
        db.session.rollback()


def test_the_settings_move_an_open_survey_to_no_later_time_in_silence(app, people, times):
    survey_id = reaching.opened(closes=timedelta(days=4))
    for later in (None, reaching.MONDAY + timedelta(days=5)):
        with pytest.raises(Conflict, match="Extend"):
            editing.change_dates(
                reaching.survey(survey_id), reaching.survey(survey_id).version, None, later, clock.now()
            )
        db.session.rollback()


def cancel(survey_id: int, why: str = "The questions were wrong") -> None:
    with transaction():
        lifecycle.cancel(reaching.survey(survey_id), why, clock.now())


def test_a_cancelled_open_survey_destroys_ballots_key_and_who_took_part(app, people):
    survey_id = taken.open_survey()
    taken.cast_all(survey_id, taken.small(), [{"Q1": "4"}] * 4)
    box = reaching.survey(survey_id).box
    assert (boxes.sealed(box), ballot_keys.is_here(box)) == (4, True)
    cancel(survey_id)
    assert not any(row.taken_part for row in reaching.invited(survey_id).values()), "forgotten at once"
    with pytest.raises(Conflict):
        opening.open_box_of(survey_id)
    db.session.rollback()
    work()
    assert (boxes.sealed(box), ballot_keys.is_here(box)) == (0, False)
    found = reaching.survey(survey_id)
    assert found.ballot_box.phase == "deleted"
    assert found.answers_deleted_at is not None
    for act in (lambda s: publishing.ask_for_release(s, clock.now()), lambda s: lifecycle.open_survey(s, clock.now())):
        with pytest.raises(Conflict):
            act(found)
        db.session.rollback()
    assert [each.name for each in CHECKS if each.offending()] == []
    jobs_reach.destroy_box({"survey": survey_id})  # a worker killed before its note does it again


def test_a_cancelled_survey_forgets_which_codes_were_used(site, people):
    survey_id = coded.survey()
    for letter in coded.letters(survey_id, 2):
        coded.answer(site, letter)
    assert codes.used(survey_id) == 2
    cancel(survey_id)
    assert codes.used(survey_id) == 0
    work()
    assert [each.name for each in CHECKS if each.offending()] == []


def test_a_cancelled_scheduled_survey_never_opens(app, people):
    survey_id = made.scheduled()
    with transaction():
        reaching.survey(survey_id).opens_at = clock.now() - timedelta(minutes=1)
    box = reaching.survey(survey_id).box
    cancel(survey_id)
    assert not ballot_keys.is_here(box)
    jobs.run_due()
    db.session.expire_all()
    assert (reaching.survey(survey_id).stage, reaching.survey(survey_id).box) == (Stage.CANCELLED, None)
    assert reaching.invited(survey_id) == {}


def test_whoever_is_in_the_middle_is_told_and_keeps_their_words(site, people):
    survey_id = taken.open_survey()
    site.get(f"/surveys/{survey_id}/answer", as_=people.amara)
    cancel(survey_id)
    sent = {"section": "three", "Q1": "4", "X1": "What I had written"}
    page = site.post(f"/surveys/{survey_id}/ballots", sent, as_=people.amara)
    assert (page.status, page.h1) == (409, "This survey was cancelled")
    assert "Why: The questions were wrong" in page.text
    assert "What I had written" in page.text
    assert boxes.sealed(reaching.survey(survey_id).box) == 0


def test_casting_and_cancelling_at_once_counts_nothing_half(app, people):
    survey_id = taken.open_survey()
    taken.crowd(4)
    everybody = list(reaching.invited(survey_id))
    db.session.rollback()
    outcomes: list[str] = []

    def answer(person: int) -> None:
        with app.app_context():
            try:
                reaching.cast(survey_id, person)
                outcomes.append("cast")
            except casting.SurveyClosed:
                outcomes.append("told")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=answer, args=(person,)) for person in everybody]
    for thread in threads[:3]:
        thread.start()
    cancel(survey_id)
    for thread in threads[3:]:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(everybody)
    assert outcomes.count("told") >= len(threads[3:])
    work()
    assert not any(row.taken_part for row in reaching.invited(survey_id).values())
    assert boxes.sealed(reaching.survey(survey_id).box) == 0


def test_everybody_asked_on_the_page_gets_the_word_whether_they_took_part_or_not(site, app, people, times, monkeypatch):
    reaching.addresses()
    relay = reaching.relayed(app, monkeypatch)
    survey_id = reaching.opened(words=Words(remind_after=(4,)))
    reaching.send()
    relay.take()
    reaching.cast(survey_id, people.amara)
    cancel(survey_id)
    reaching.send()
    assert {subject for _, subject, _ in relay.sent} == {"Cancelled: Spring survey"}
    assert all("Why: The questions were wrong" in body for _, _, body in relay.sent)
    assert len(relay.take()) == 6
    times.go(4)
    reaching.send()
    assert relay.take() == []
    for person in (people.amara, people.esi):
        assert "Spring survey was cancelled on 1 March 2027. Why: The questions were wrong" in (
            site.get("/surveys/", as_=person).text
        )
    times.go(32)
    assert "was cancelled" not in site.get("/surveys/", as_=people.esi).text


def test_those_who_saw_it_coming_read_that_it_is_cancelled(site, people):
    survey_id = made.scheduled()
    with transaction():
        reaching.survey(survey_id).opens_at = clock.now() + timedelta(days=3)
    cancel(survey_id)
    assert "before it opened. Why: The questions were wrong" in site.get("/surveys/", as_=people.amara).text
    with transaction():
        db.session.get_one(Person, people.esi).posts[0].ended_on = clock.today()
    assert "before it opened" not in site.get("/surveys/", as_=people.esi).text


def test_who_was_asked_is_forgotten_when_it_was_promised(app, people):
    survey_id = taken.open_survey()
    cancel(survey_id)
    work()
    with transaction():
        found = reaching.survey(survey_id)
        found.opens_at, found.closes_at = clock.now() - timedelta(days=90), clock.now() - timedelta(days=60)
        found.kept_months = 1
    jobs.delete_due()
    db.session.expire_all()
    assert db.session.query(Invitation).count() == 0


def test_a_cancelled_survey_is_in_its_place_on_the_od_teams_pages(site, people):
    survey_id = taken.open_survey()
    cancel(survey_id)
    page = site.get(f"/surveys/manage/{survey_id}/", as_=people.chloe)
    assert "being deleted with its key" in page.text
    work()
    assert "Nothing was opened" in site.get(f"/surveys/manage/{survey_id}/", as_=people.chloe).text
    assert "Cancelled" in [each.text for each in site.get("/surveys/manage/", as_=people.chloe).select("h2")]
    assert len(queries.listed()) == 1
