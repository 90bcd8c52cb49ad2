"""Pulse series: started, their waves made and opened by turns, and stopped; who was asked is never shown."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid
from engage.core.own_data import Held
from engage.surveys import jobs
from engage.surveys.actions import lifecycle, pulse
from engage.surveys.models import Invitation, PulseAsked, PulseSeries, PulseWave, Survey
from engage.surveys.queries import own_data, taking
from engage.surveys.queries.waves import came_from
from engage.surveys.rules import from_json
from engage.surveys.rules.pulse import Mode
from tests.surveys import made, series_made

LIST, NEW = "/surveys/series/", "/surveys/series/new"
SENT = {
    "title": "Pulse", "intro": "", "sets": ["engagement", "words"], "mode": "turns", "items": "2", "weeks": "4",
    "open_days": "7", "starts_day": "27/3/2027", "starts_time": "9:00", "audience": "0", "sample": "6",
    "minimum_group": "5",
}  # fmt: skip


def start(site, people, **changes):
    site.get(NEW, as_=people.chloe)
    return site.post(LIST, {**SENT, **changes}, as_=people.chloe)


def begun(people, **other) -> int:
    with transaction():
        return series_made.started(people.chloe, **other).id


def wave(series_id: int, at, opened=series_made.closed_wave) -> set[int]:
    """Whom the next wave asks."""
    with transaction():
        survey = opened(db.session.get_one(PulseSeries, series_id), at)
        return set(db.session.scalars(db.select(Invitation.person_id).where(Invitation.survey_id == survey.id)))


def everybody() -> set[int]:
    return set(range(1, 7)) | {person.id for person in made.crowd("HOMECARE", 12)}


@pytest.mark.usefixtures("winter")
def test_chloe_starts_a_series_and_makes_its_first_survey(site, people):
    assert site.get(LIST, as_=people.chloe).links["Start the first series"] == NEW
    page = site.follow(start(site, people), as_=people.chloe)
    assert page.h1 == "Pulse"
    assert "7 questions, of which 2 take their turn each time" in page.text
    assert "6 people in turn" in page.text
    seed = db.session.query(PulseSeries).one().seed
    assert len(seed) == 64
    made_now = site.follow(site.post(f"{LIST}1/next", as_=people.chloe), as_=people.chloe)
    assert made_now.h1 == "The key and its backups"
    survey = db.session.query(Survey).one()
    assert (survey.title, survey.stage) == ("Pulse: wave 1", "scheduled")
    assert clock.local(survey.opens_at).date().isoformat() == "2027-03-27"
    assert [q.code for q in from_json(survey.questionnaire).questions] == ["E1", "E2", "X1", "X2"]
    assert "asks 6 people in turn" in site.get(f"/surveys/manage/{survey.id}/", as_=people.chloe).text
    assert "Pulse: wave 1" in site.get(f"{LIST}1/", as_=people.chloe).links
    assert site.post(f"{LIST}1/next", as_=people.chloe).status == 409


BAD = [
    ({"weeks": "3"}, "Nobody is asked the same question twice within 28 days: enter 4 weeks or more, at most 52."),
    ({"items": ""}, "Enter how many questions each survey asks."), ({"title": " "}, "Enter a title, such as “Pulse”."),
    ({"sets": []}, "Choose at least one set."), ({"sample": "4"}, "Enter 5 or more."),
    ({"sample": "6", "minimum_group": "10"}, "Ask at least as many people as the minimum group."),
    ({"starts_day": "soon"}, "Enter the day as numbers, for example 27/3/2027."),
    ({"open_days": "30"}, "Enter a number from 1 to 21."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "said"), BAD)
def test_a_series_that_cannot_be_is_not_started(site, people, changes, said):
    page = start(site, people, **changes)
    assert (page.status, page.errors) == (422, [said])
    assert db.session.query(PulseSeries).count() == 0


@pytest.mark.parametrize("path", ["", "new", "1/"])
def test_only_the_od_team_sees_series(site, people, path):
    begun(people)
    assert site.get(LIST + path, as_=people.chloe).status == 200
    assert site.get(LIST + path).status == 303
    for stranger in (people.amara, people.femi, people.dev):
        assert site.get(LIST + path, as_=stranger).status == 403


def test_a_series_that_is_not_there_is_not_found(site, people):
    assert site.get(f"{LIST}9/", as_=people.chloe).status == 404
    for act in ("next", "stop"):
        assert site.post(f"{LIST}9/{act}", as_=people.chloe).status == 404


def test_the_list_costs_the_same_however_many_series_there_are(site, people):
    begun(people)
    few = site.query_count(LIST, as_=people.chloe)
    for _ in range(4):
        begun(people)
    assert site.query_count(LIST, as_=people.chloe) == few


def test_a_schedule_under_four_weeks_is_refused_by_the_rule_too(site, people):
    with pytest.raises(Invalid, match="28 days"), transaction():
        series_made.started(people.chloe, weeks=3)


def test_everybody_is_asked_once_before_anybody_is_asked_twice(site, people):
    here, series_id = everybody(), begun(people)
    first = wave(series_id, clock.now())
    second = wave(series_id, clock.now() + timedelta(weeks=4))
    third = wave(series_id, clock.now() + timedelta(weeks=8))
    assert [len(each) for each in (first, second, third)] == [6, 6, 6]
    assert first | second | third == here
    fourth = wave(series_id, clock.now() + timedelta(weeks=12))
    assert len(fourth) == 6
    surveys = list(db.session.scalars(db.select(PulseWave.survey_id).order_by(PulseWave.number)))
    assert [came_from(each).previous_id for each in surveys] == [None, *surveys[:3]]


def test_who_joins_is_asked_in_their_turn_and_who_leaves_is_not_waited_for(site, people):
    everybody()
    series_id = begun(people, sample=9)
    first = wave(series_id, clock.now())
    joined = {person.id for person in made.crowd("WASTE", 2)}
    gone = sorted(set(range(1, 19)) - first)[:3]
    with transaction():
        db.session.execute(db.text("UPDATE person SET leaves_on = '2020-02-01' WHERE id IN :ids").bindparams(
            db.bindparam("ids", gone, expanding=True)))  # fmt: skip
    second = wave(series_id, clock.now() + timedelta(weeks=4))
    assert joined <= second
    assert second.isdisjoint(gone)
    assert len(second & first) == 1
    rounds = dict(db.session.execute(db.select(PulseAsked.round, db.func.count()).group_by(PulseAsked.round)).all())
    assert rounds == {1: 17, 2: 1}


def test_a_wave_does_not_open_within_28_days_of_the_one_before(site, people):
    everybody()
    series_id = begun(people)
    wave(series_id, clock.now())
    with pytest.raises(Conflict, match="28 days"), transaction():
        series_made.opened_wave(db.session.get_one(PulseSeries, series_id), clock.now() + timedelta(days=27))
    assert db.session.query(Survey).count() == 1


def test_a_sample_smaller_than_the_minimum_group_opens_nothing_and_takes_no_turn(site, people):
    series_id = begun(people, minimum_group=6)
    with transaction():
        db.session.execute(db.text("UPDATE person SET leaves_on = '2020-02-01' WHERE id = 1"))
    with pytest.raises(Invalid, match="check before opening"):
        wave(series_id, clock.now())
    assert db.session.query(PulseAsked).count() == 0


def test_the_worker_makes_the_next_wave_two_weeks_before_it_opens(site, people):
    series_id = begun(people, starts_at=clock.now() + timedelta(days=15))
    jobs.make_waves()
    assert db.session.query(Survey).count() == 0
    with transaction():
        db.session.get_one(PulseSeries, series_id).starts_at = clock.now() + timedelta(days=13)
    jobs.make_waves()
    jobs.make_waves()
    assert [each.stage for each in db.session.query(Survey)] == ["scheduled"]


def test_a_stopped_series_makes_and_opens_nothing_and_forgets_who_was_asked(site, people):
    everybody()
    series_id = begun(people)
    wave(series_id, clock.now() - timedelta(weeks=5))
    with transaction():
        pulse.make_next(db.session.get_one(PulseSeries, series_id), clock.now())
    page = site.follow(site.post(f"{LIST}{series_id}/stop", as_=people.chloe), as_=people.chloe)
    assert "was stopped on" in page.text
    assert db.session.query(PulseAsked).count() == 0
    assert site.post(f"{LIST}{series_id}/next", as_=people.chloe).status == 409
    assert site.post(f"{LIST}{series_id}/stop", as_=people.chloe).status == 409
    last = db.session.query(Survey).filter_by(stage="scheduled").one()
    with pytest.raises(Conflict, match="stopped"), transaction():
        lifecycle.open_survey(db.session.get_one(Survey, last.id), clock.now())


def test_nobody_but_the_person_sees_that_their_turn_came(site, people):
    everybody()
    series_id = begun(people)
    asked = wave(series_id, clock.now(), series_made.opened_wave)
    told: Held = next(each for each in own_data.held(min(asked)) if "Pulse" in each.title)
    assert (told.private, list(told.rows)) == (True, [{"series": "Pulse", "round": 1}])
    others = own_data.held(min(set(range(1, 19)) - asked))
    assert not any(each.rows for each in others if "Pulse" in each.title)
    survey_id = db.session.query(Survey).one().id
    for path in (f"{LIST}{series_id}/", f"/surveys/manage/{survey_id}/"):
        text = site.get(path, as_=people.chloe).text
        assert not any(name in text for name in ("Homecare", "Amara", "Esi", "Femi"))


def test_nobody_is_told_that_a_wave_is_coming_before_it_is_known_whose_turn_it_is(site, people):
    everybody()
    series_id = begun(people, starts_at=clock.now() + timedelta(days=10))
    with transaction():
        pulse.make_next(db.session.get_one(PulseSeries, series_id), clock.now())
    assert taking.coming_up(people.amara) == []
    other = begun(people, sample=None, starts_at=clock.now() + timedelta(days=10))
    with transaction():
        made_now = pulse.make_next(db.session.get_one(PulseSeries, other), clock.now())
    assert [each.id for each in taking.coming_up(people.amara)] == [made_now.id]


def test_items_in_turn_ask_each_of_them_before_one_comes_again(site, people):
    everybody()
    series_id = begun(people, mode=Mode.TURNS, items=3, set_codes=("team",))
    asked = []
    for number in range(4):
        wave(series_id, clock.now() + timedelta(weeks=4 * number))
        text = db.session.scalar(db.select(Survey.questionnaire).order_by(Survey.id.desc()).limit(1))
        asked.append([question.code for question in from_json(text).questions])
    assert asked == [["TE1", "TE2", "TE3"], ["TE1", "TE2", "TE4"], ["TE1", "TE3", "TE4"], ["TE2", "TE3", "TE4"]]
