"""Invitations and reminders by the clock: when, to whom, and what is left of them."""

from datetime import timedelta

import pytest

from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.surveys import jobs, jobs_reach
from engage.surveys.actions import lifecycle
from engage.surveys.models import SurveyBounce, SurveyMailTo
from engage.surveys.queries import reach_mail
from engage.surveys.rules.mailing import Words
from engage.surveys.rules.reach import Chosen
from tests.surveys import reaching, taken

ALL = [
    "amara@anytown.example", "chloe@anytown.example", "dev@anytown.example", "esi@anytown.example",
    "femi@anytown.example", "p1002@anytown.example",
]  # fmt: skip


@pytest.fixture
def times(monkeypatch):
    return reaching.clocked(monkeypatch)


@pytest.fixture
def relay(app, people, monkeypatch):
    reaching.addresses()
    return reaching.relayed(app, monkeypatch)


def waiting() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(SurveyMailTo)) or 0


def test_everybody_asked_on_the_page_is_invited_once_with_the_one_address(people, times, relay):
    survey_id = reaching.opened()
    assert waiting() == 6
    reaching.send()
    bodies = {body for _, _, body in relay.sent}
    assert len(bodies) == 1, "the same words for everybody"
    assert f"/surveys/{survey_id}/answer\n" in bodies.pop()
    assert relay.take() == ALL
    assert (waiting(), reaching.mails(survey_id)[0].done_at) == (0, times.at)
    reaching.send()
    assert relay.take() == []


@pytest.mark.parametrize(("day", "hour"), [(0, 7), (0, 18), (0, 23), (5, 10), (25, 10)])
def test_nothing_goes_out_in_quiet_hours(people, times, relay, day, hour):
    times.go(day, hour)  # the 26th of March 2027 is Good Friday
    reaching.opened()
    reaching.send()
    assert relay.take() == []
    times.go(29 if day == 25 else 7, 8)
    reaching.send()
    assert relay.take() == ALL  # the 30th follows Easter Monday


def test_reminders_go_to_those_who_have_not_taken_part_on_their_days(people, times, relay):
    survey_id = reaching.opened(words=Words(remind_after=(4, 8)))
    reaching.send()
    relay.take()
    reaching.cast(survey_id, people.amara, people.esi)
    times.go(3)
    reaching.send()
    assert relay.take() == []
    times.go(4)
    reaching.send()
    assert relay.take() == [each for each in ALL if each not in {"amara@anytown.example", "esi@anytown.example"}]
    assert waiting() == 0
    reaching.cast(survey_id, people.bryn)
    times.go(8)
    reaching.send()
    assert relay.take() == [], "a weekend is no working day"
    times.go(10)
    reaching.send()
    assert relay.take() == ["chloe@anytown.example", "dev@anytown.example", "femi@anytown.example"]
    times.go(17)
    reaching.send()
    assert relay.take() == [], "at most as many as were set"


def test_whoever_answers_while_reminders_are_being_sent_is_not_reminded(people, times, relay, monkeypatch):
    monkeypatch.setattr("engage.surveys.actions.mailing.BATCH", 2)
    monkeypatch.setattr(jobs_reach, "BATCHES", 1)
    survey_id = reaching.opened(words=Words(remind_after=(4,)))
    reaching.send(5)
    relay.take()
    times.go(4)
    reaching.send(1)
    assert (len(relay.sent), waiting()) == (2, 4)
    reaching.cast(survey_id, people.chloe, people.dev)
    reaching.send(4)
    told = relay.take()
    assert told == ["amara@anytown.example", "esi@anytown.example", "femi@anytown.example", "p1002@anytown.example"]
    assert waiting() == 0


def test_a_reminder_never_goes_within_the_last_hour_nor_after_the_close(people, times, relay):
    closes = timedelta(days=4, minutes=45)
    survey_id = reaching.opened(words=Words(remind_after=(4,)), closes=closes)
    reaching.send()
    relay.take()
    times.go(4, 9, 15)
    reaching.send()
    assert relay.take() == []
    assert reaching.mails(survey_id)[1].told.startswith("not sent")
    other = reaching.opened(words=Words(remind_after=(4,)), closes=timedelta(days=9))
    reaching.send()
    relay.take()
    with transaction():
        lifecycle.close(reaching.survey(other), clock.now())
    times.go(11)
    reaching.send()
    assert relay.take() == []


def test_a_close_in_the_middle_of_a_sending_ends_it_and_forgets_who_was_left(people, times, relay, monkeypatch):
    monkeypatch.setattr("engage.surveys.actions.mailing.BATCH", 2)
    monkeypatch.setattr(jobs_reach, "BATCHES", 1)
    survey_id = reaching.opened(words=Words(remind_after=(4,)), closes=timedelta(days=4, hours=2))
    reaching.send(5)
    relay.take()
    times.go(4, 10)
    reaching.send(1)
    assert waiting() == 4
    times.go(4, 11, 30)
    jobs.run_due()  # its closing time is this very minute
    assert reaching.survey(survey_id).stage == "closed"
    assert waiting() == 0
    reaching.send()
    assert len(relay.take()) == 2


def test_never_twice_within_three_days_even_where_the_worker_was_away(people, times, relay):
    reaching.opened(words=Words(remind_after=(4, 8)), closes=timedelta(days=40))
    reaching.send()
    relay.take()
    times.go(14)  # away for two weeks: both reminders are due
    reaching.send()
    assert relay.take() == ALL
    times.go(16)
    reaching.send()
    assert relay.take() == []
    times.go(17)
    reaching.send()
    assert relay.take() == ALL


def test_what_is_left_of_a_reminder_in_the_evening_is_given_up(people, times, relay):
    reaching.opened(words=Words(remind_after=(4,)))
    reaching.send()
    relay.take()
    relay.down_after = 2
    times.go(4, 17, 58)
    reaching.send()
    assert (len(relay.sent), waiting()) == (2, 4)
    times.go(4, 18)
    reaching.send()
    assert waiting() == 0
    relay.down_after = None
    times.go(7)
    reaching.send()
    assert len(relay.take()) == 2


def test_a_relay_that_does_not_answer_loses_no_invitation_and_sends_nobody_two(people, times, relay):
    reaching.opened()
    relay.down_after = 3
    reaching.send(2)
    assert len(relay.sent) == 3
    relay.down_after = None
    reaching.send()
    assert relay.take() == ALL


def test_a_refused_address_is_listed_for_the_invitation_alone(people, times, relay):
    relay.refused = {"amara@anytown.example"}
    survey_id = reaching.opened(words=Words(remind_after=(4,)))
    reaching.send()
    assert [each.address for each in reach_mail.bounced(survey_id)] == ["amara@anytown.example"]
    with transaction():
        db.session.execute(db.delete(SurveyBounce))
    times.go(4)
    reaching.send()
    assert reach_mail.bounced(survey_id) == []


def test_whoever_has_no_address_gets_no_mail(people, times, relay, app):
    with transaction():
        db.session.get_one(reaching.Person, people.bryn).email = None
    survey_id = reaching.opened(Chosen(page_only=True))
    reaching.send()
    assert "p1002@anytown.example" not in relay.take()
    assert reaching.invited(survey_id)[people.bryn].channel == "page"


def test_the_outbox_the_audit_and_the_rows_that_stay_name_nobody_and_count_nothing_exactly(people, times, relay):
    taken.crowd(20)
    reaching.addresses()
    survey_id = reaching.opened(words=Words(remind_after=(4,)))
    reaching.send(8)
    reaching.cast(survey_id, *list(reaching.invited(survey_id))[:33])
    times.go(4)
    reaching.send(8)
    assert len(relay.sent) == 66 + 33
    assert db.session.query(OutboxRow).count() == 0
    assert waiting() == 0
    events = [event for event in audit.latest(50) if event.act.startswith("mail ")]
    assert [(event.act, event.facts, event.actor_id) for event in events] == [
        ("mail reminder", "{}", None), ("mail invitation", "{}", None),
    ]  # fmt: skip
    assert reaching.mails(survey_id)[1].told == "to about 50% of those asked by e-mail"
    assert reach_mail.sent(survey_id, clock.today())[1].told == "", "one look a day"
    times.go(5)
    assert reach_mail.sent(survey_id, clock.today())[1].told


def test_of_few_people_no_number_is_told(people, times, relay):
    survey_id = reaching.opened(words=Words(remind_after=(4,)))
    reaching.send()
    times.go(4)
    reaching.send()
    assert reaching.mails(survey_id)[1].told == "to those who had not taken part"
