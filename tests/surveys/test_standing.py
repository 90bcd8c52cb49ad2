"""Surveys that never close: who is asked when, when half of a pool is opened, and that nothing is lost or watched."""

from datetime import date, timedelta

import pytest

from engage.ballots import keys as ballot_keys
from engage.ballots import queries as boxes
from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict
from engage.surveys import jobs_reach, opened, opened_comments, release
from engage.surveys.actions import editing, lifecycle, mailing, publishing, stages, standing, tracking
from engage.surveys.jobs import open_the_box
from engage.surveys.models import Invitation, StandingSeries, Survey, SurveyMailTo
from engage.surveys.queries import audit, manage, taking
from engage.surveys.rules import Stage
from engage.surveys.rules import standing as rules
from engage.surveys.rules.published_text import head_from
from engage.surveys.rules.standing import Moment
from tests.surveys import reaching
from tests.surveys import standing_made as made


@pytest.fixture
def times(monkeypatch):
    return reaching.clocked(monkeypatch)


def begun(people, **other) -> int:
    """A series whose first pool is open."""
    series = made.begun(people.chloe, **other)
    made.back_up(series)
    made.run(series)
    return series


def full(people, times, answering: int = 12, more: int = 6) -> tuple[int, list[int]]:
    """A month later: so many have answered, and more were asked."""
    series = begun(people)
    found = made.joiners(answering + more)
    made.run(series)
    made.answer(made.pool(series), found[:answering])
    made.back_up(series)
    times.go(31)
    return series, found


def test_the_first_pool_opens_once_its_key_was_tried_and_the_next_one_is_made(people, times):
    series = made.begun(people.chloe)
    made.run(series)
    assert [made.pool(series, Stage.SCHEDULED).title] == ["Your first month (1)"]
    made.back_up(series)
    made.run(series)
    now, following = made.pool(series), made.pool(series, Stage.SCHEDULED)
    assert (now.title, following.title) == ("Your first month (1)", "Your first month (2)")
    assert (now.closes_at, following.opens_at, made.asked(now)) == (None, None, set())
    assert not taking.coming_up(people.amara)


def test_joiners_are_asked_on_their_day_once_and_nobody_whose_day_was_long_ago(people, times):
    due, early = made.joiners(2, 30), made.joiners(1, 29, "WASTE")
    late, edge = made.joiners(1, 45, "PLACE"), made.joiners(1, 44, "ADULTS")
    series = begun(people)
    survey = made.pool(series)
    assert made.asked(survey) == {*due, *edge}
    mails = db.session.query(SurveyMailTo.person_id).filter_by(survey_id=survey.id)
    assert {row.person_id for row in mails} == {*due, *edge}
    made.run(series)
    times.go(1)
    made.run(series)
    assert made.asked(survey) == {*due, *edge, *early}
    assert not set(late) & made.asked(survey)
    assert {row.group_code for row in db.session.query(Invitation)} == {"ALL"}


def test_leavers_are_asked_before_they_leave_and_not_on_their_last_day(people, times):
    found = made.joiners(4, 900)
    with transaction():
        for person, days in zip(found, (20, 21, 1, 0), strict=True):
            db.session.execute(db.text("UPDATE person SET leaves_on = :day WHERE id = :id"),
                               {"day": clock.today() + timedelta(days=days), "id": person})  # fmt: skip
    series = begun(people, kind=Moment.LEAVERS, set_code="leavers", days=20)
    assert made.asked(made.pool(series)) == {found[0], found[2]}


def test_a_paused_series_asks_nobody_further_until_it_goes_on(people, times):
    series = begun(people)
    with transaction():
        standing.pause(made.row(series), clock.now())
    found = made.joiners(1)
    made.run(series)
    assert made.asked(made.pool(series)) == set()
    with transaction():
        standing.go_on(made.row(series))
    made.run(series)
    assert made.asked(made.pool(series)) == set(found)


@pytest.mark.parametrize(("held", "silent", "enough"), [(20, 5, True), (19, 5, False), (20, 4, False), (0, 9, False)])
def test_enough_is_twice_the_minimum_and_some_who_have_not_answered(held, silent, enough):
    assert rules.is_enough(held, silent, 10) is enough
    assert rules.decides(held, silent, 10, lambda: True) is enough
    assert rules.decides(held, silent, 10, lambda: False) is False


@pytest.mark.parametrize(
    ("looked", "today", "now"),
    [(None, date(2027, 3, 1), False), (date(2027, 3, 1), date(2027, 3, 31), False),
     (date(2027, 3, 31), date(2027, 4, 1), True), (date(2026, 12, 9), date(2027, 1, 1), True)],
)  # fmt: skip
def test_one_look_a_month_and_none_in_the_first(looked, today, now):
    assert rules.looks(looked, today) is now


def test_a_look_that_finds_too_little_or_has_no_luck_opens_nothing_and_leaves_no_trace(people, times):
    series, found = full(people, times, answering=9)
    assert made.look(series) is False
    made.answer(made.pool(series), found[9:10])
    assert made.look(series) is False, "the next look is next month's"
    times.go(62)
    assert made.look(series, coin=False) is False
    assert made.look(series) is False
    times.go(93)
    assert made.look(series) is True
    assert db.session.get_one(StandingSeries, series).looked_on == clock.today()


def test_a_look_waits_for_the_key_of_the_next_pool(people, times):
    series = begun(people)
    found = made.joiners(18)
    made.run(series)
    made.answer(made.pool(series), found[:12])
    times.go(31)
    assert made.look(series) is False
    made.back_up(series)
    assert made.look(series) is True


def test_half_is_opened_and_released_and_the_rest_goes_on(people, times):
    series, found = full(people, times, answering=13)
    first = made.pool(series)
    assert made.look(series)
    second = made.pool(series)
    assert (first.stage, second.title) == (Stage.CLOSED, "Your first month (2)")
    assert made.asked(second) == set(found[13:]), "who has not answered still may"
    open_the_box({"survey": first.id})
    counts = boxes.counts(first.box)
    assert (counts.ballots, counts.opened, counts.carried_out, counts.beyond_flags) == (13, 7, 6, 0)
    assert len(list(opened.answers(first.box))) == 7
    made.answer(second, found[13:])
    more = made.joiners(14, 30, "WASTE")
    made.run(series)
    made.answer(second, more[:9])
    made.back_up(series)
    times.go(62)
    assert made.look(series)
    open_the_box({"survey": second.id})
    again = boxes.counts(second.box)
    assert (again.ballots, again.carried_in, again.flags, again.beyond_flags) == (21, 6, 15, 0)
    texts = [each.text for survey in (first, second) for each in opened_comments.comments(survey.box)]
    assert len(texts) == len(set(texts)) == 7 + 11
    assert set(texts) <= {f"mark {person}" for person in [*found, *more[:9]]}
    with transaction():
        release.compute(first.id)
        publishing.publish(db.session.get_one(Survey, first.id), clock.now())
        found = audit.audit(first.id)
    assert all(each.is_right for each in found)
    assert any("came from the pool before: 0, went on to the next: 6" in each.line for each in found)


def test_a_release_says_nothing_of_how_many_were_asked(people, times):
    series, _found = full(people, times)
    first = made.pool(series)
    made.look(series)
    open_the_box({"survey": first.id})
    with transaction():
        head = head_from(release.compute(first.id).head)
    assert (head.invited, head.audit.ballots, [block.rate for block in head.blocks]) == (0, "", [""])


def test_who_may_no_longer_answer_is_not_asked_again(people, times):
    series, found = full(people, times)
    made.started(found[12:15], 200)
    with transaction():
        db.session.execute(db.delete(SurveyMailTo).where(SurveyMailTo.person_id != found[17]))
    made.look(series)
    assert made.asked(made.pool(series)) == set(found[15:])
    waiting = db.session.query(SurveyMailTo.person_id).filter_by(survey_id=made.pool(series).id)
    assert [row.person_id for row in waiting] == [found[17]], "the others had their mail"


def test_no_page_or_job_counts_an_open_pool(people, times):
    series, _found = full(people, times)
    survey = made.pool(series)
    assert manage.overview(survey.id).invited == 0
    with transaction():
        tracking.track(survey, clock.today())
    jobs_reach.track()
    assert db.session.get_one(Survey, survey.id).reach.rates == ""


def test_nobody_acts_on_a_pool_by_hand(people, times):
    series, _found = full(people, times)
    survey, at = made.pool(series), clock.now()
    acts = (
        lambda: lifecycle.close(survey, at), lambda: lifecycle.cancel(survey, "Why", at),
        lambda: lifecycle.extend(survey, at, "Why", at),
        lambda: lifecycle.open_survey(made.pool(series, Stage.SCHEDULED), at),
        lambda: lifecycle.unschedule(made.pool(series, Stage.SCHEDULED)),
        lambda: editing.change_dates(survey, survey.version, None, at, at),
        lambda: mailing.set_words(made.pool(series, Stage.SCHEDULED), mailing.Words()),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(Conflict, match="never closes"), transaction():
            act()
    assert not stages.possible(survey) & stages.BY_SERIES


def test_an_ended_series_destroys_what_is_sealed_and_tells_whom_it_asked(people, times):
    series, _found = full(people, times)
    survey, following = made.pool(series), made.pool(series, Stage.SCHEDULED)
    with transaction():
        standing.end(made.row(series), clock.now())
    assert (survey.stage, following.stage, following.box) == (Stage.CANCELLED, Stage.CANCELLED, None)
    jobs_reach.destroy_box({"survey": survey.id})
    assert boxes.box(survey.box).phase == "deleted"
    with pytest.raises(Conflict, match="has ended"), transaction():
        standing.go_on(made.row(series))


def test_a_series_is_not_ended_while_ballots_are_on_their_way(people, times):
    series, _found = full(people, times)
    first = made.pool(series)
    made.look(series)
    with pytest.raises(Conflict, match="still to come"), transaction():
        standing.end(made.row(series), clock.now())
    assert made.row(series).ended_at is None
    open_the_box({"survey": first.id})
    with transaction():
        standing.end(made.row(series), clock.now())


def test_a_look_waits_for_ballots_on_their_way_and_for_a_lost_key_before_it_sees_anything(people, times):
    series, _found = full(people, times)
    first = made.pool(series)
    made.look(series)
    second = made.pool(series)
    made.back_up(series)
    times.go(62)
    seen = made.joiners(14, 30, "WASTE")
    made.run(series)
    made.answer(second, seen)
    assert made.look(series) is False
    open_the_box({"survey": first.id})
    box = made.pool(series, Stage.SCHEDULED).box
    private = ballot_keys.load(box)
    ballot_keys.destroy(box)
    assert made.look(series) is False
    ballot_keys.store(box, private)
    assert made.look(series) is True, "the look of the month was still to come"
