"""Pages of surveys that never close: what the OD team does, what staff read, and what neither page tells."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Post
from engage.surveys import promise
from engage.surveys.actions import editing, lifecycle, mailing, standing
from engage.surveys.models import Invitation, StandingSeries, SurveyLeftOut
from engage.surveys.queries import manage
from engage.surveys.rules import Stage, from_json
from engage.surveys.rules.mailing import Mail
from tests.surveys import standing_made as made

LIST, NEW = "/surveys/standing/", "/surveys/standing/new"
SENT = {
    "title": "Your first month", "intro": "", "kind": "joiners", "days": "30", "question_set": "joiners",
    "audience": "0", "minimum_group": "5",
}  # fmt: skip


def start(site, people, **changes):
    site.get(NEW, as_=people.chloe)
    return site.post(LIST, {**SENT, **changes}, as_=people.chloe)


def opened(people) -> int:
    series = made.begun(people.chloe)
    made.back_up(series)
    made.started([people.amara], 30)
    made.run(series)
    return series


def test_chloe_begins_a_series_and_is_led_to_its_key(site, people):
    assert site.get(LIST, as_=people.chloe).links["Begin the first series"] == NEW
    page = site.follow(start(site, people), as_=people.chloe)
    assert page.h1 == "Your first month"
    assert "30 days after they started" in page.text
    survey = made.pool(1, Stage.SCHEDULED)
    assert page.links["Go to its key"] == f"/surveys/manage/{survey.id}/key"
    page = site.get(f"/surveys/manage/{survey.id}/", as_=people.chloe)
    assert page.links["The series that it belongs to"] == f"{LIST}1/"
    assert "It has no last day" in page.text
    assert "When you close it" not in page.text
    made.back_up(1)
    assert "opens by itself within the hour" in site.get(f"{LIST}1/", as_=people.chloe).text
    made.run(1)
    page = site.get(f"{LIST}1/", as_=people.chloe)
    assert "Back up the key of the survey that takes over" in page.text
    assert "at least 10 people’s answers are there" in page.text


BAD = [
    ({"days": "2"}, "Enter a number of days from 3 to 365, for example 30."),
    ({"title": " "}, "Enter a title, such as “Your first month”."),
    ({"minimum_group": "4"}, "The minimum group is at least 5."),
    ({"question_set": "none"}, "Not a valid choice."),
]


@pytest.mark.parametrize(("changes", "said"), BAD)
def test_a_series_that_cannot_be_is_not_begun(site, people, changes, said):
    page = start(site, people, **changes)
    assert (page.status, page.errors) == (422, [said])
    assert db.session.query(StandingSeries).count() == 0


@pytest.mark.parametrize("path", ["", "new", "1/"])
def test_only_the_od_team_sees_series(site, people, path):
    made.begun(people.chloe)
    assert site.get(LIST + path, as_=people.chloe).status == 200
    assert site.get(LIST + path).status == 303
    for stranger in (people.amara, people.femi, people.dev):
        assert site.get(LIST + path, as_=stranger).status == 403


def test_a_series_that_is_not_there_is_not_found(site, people):
    assert site.get(f"{LIST}9/", as_=people.chloe).status == 404
    for act in ("pause", "go-on", "end"):
        assert site.post(f"{LIST}9/{act}", as_=people.chloe).status == 404


def test_a_series_is_paused_goes_on_and_ends(site, people):
    opened(people)
    assert "Paused since" in site.follow(site.post(f"{LIST}1/pause", as_=people.chloe), as_=people.chloe).text
    assert "Paused since" not in site.follow(site.post(f"{LIST}1/go-on", as_=people.chloe), as_=people.chloe).text
    page = site.follow(site.post(f"{LIST}1/end", as_=people.chloe), as_=people.chloe)
    assert "The series ended on" in page.text
    assert "Ended" in site.get(LIST, as_=people.chloe).text
    assert site.post(f"{LIST}1/pause", as_=people.chloe).status == 409


def test_no_page_tells_that_an_answer_or_a_person_came(site, people):
    series = opened(people)
    survey = made.pool(series)
    pages = (f"{LIST}1/", f"/surveys/manage/{survey.id}/", f"/surveys/manage/{survey.id}/progress", LIST)
    before = [site.get(page, as_=people.chloe).text for page in pages]
    made.answer(survey, [people.amara])
    more = made.joiners(3)
    made.run(series)
    assert set(more) < made.asked(survey)
    assert [site.get(page, as_=people.chloe).text for page in pages] == before


def test_amara_takes_part_and_reads_what_is_true(site, people):
    survey = made.pool(opened(people))
    page = site.get("/surveys/", as_=people.amara)
    assert "Your first month (1)" in page.text
    page = site.get(f"/surveys/{survey.id}/answer", as_=people.amara)
    assert "This survey never closes." in page.text
    made.answer(survey, [people.amara])
    page = site.get(f"/surveys/{survey.id}/thanks", as_=people.amara)
    assert "There is no last day." in page.text
    assert "The survey closes" not in page.text


def test_the_promise_of_each_kind_speaks_of_no_close(people):
    for kind in ("joiners", "leavers"):
        said = " ".join(promise.sentences(promise.Promise(10, 10, reach=True, standing=kind, comments_read_by="od")))
        assert "at least 20 people’s answers" in said
        assert "No reminder is sent" in said
        for untrue in ("survey closes", "survey has closed", "part of the organisation", "rounded to 5%"):
            assert untrue not in said


def test_a_promise_that_was_fixed_before_reads_as_it_did(people):
    text = promise.to_text(promise.Promise(10, 10))
    assert "standing" not in text
    assert promise.from_text(text).standing == ""


def test_what_is_promised_is_frozen_and_the_same_in_every_pool(people):
    series = opened(people)
    first, then = made.pool(series), made.pool(series, Stage.SCHEDULED)
    made.back_up(series)
    with transaction():
        lifecycle.open_survey(then, clock.now(), in_turn=True)
    assert promise.from_text(first.promise).standing == "joiners"
    assert first.promise == then.promise, "what was promised to whoever is carried on"


def test_the_mail_names_no_day_and_leads_to_the_list(people):
    series = opened(people)
    body = mailing.body_of(mailing.letter(made.pool(series), Mail.INVITATION))
    assert "no last day" in body
    assert "/answer" not in body
    assert "/surveys/\n" in body


def test_the_list_costs_the_same_however_many_series_there_are(site, people):
    made.begun(people.chloe)
    few = site.query_count(LIST, as_=people.chloe)
    for _ in range(3):
        made.begun(people.chloe)
    assert site.query_count(LIST, as_=people.chloe) == few


def test_an_ended_series_forgets_who_took_part(people):
    series = opened(people)
    made.answer(made.pool(series), [people.amara])
    with transaction():
        standing.end(made.row(series), clock.now())
    assert not db.session.query(Invitation).filter_by(taken_part=True).count()


def taken_over(people) -> tuple[int, int, int]:
    """The pool that has taken over, one who answered in the one before, and one who has not."""
    series = made.begun(people.chloe)
    made.back_up(series)
    found = made.joiners(18)
    made.run(series)
    made.answer(made.pool(series), found[:12])
    made.back_up(series)
    with transaction():
        made.row(series).looked_on = clock.today() - timedelta(days=40)
        for person, site in ((found[0], "North"), (found[-1], "South")):
            db.session.execute(db.update(Post).where(Post.person_id == person).values(site=site))
    assert made.look(series)
    assert made.asked(made.pool(series)) == set(found[12:])
    return made.pool(series).id, found[0], found[-1]


def test_a_reminder_for_a_wall_does_not_tell_where_somebody_has_not_answered(site, people):
    pool, *_ = taken_over(people)
    here = f"/surveys/manage/{pool}/codes/reminder?site="
    pages = [site.get(f"{here}{place}", as_=people.chloe) for place in ("North", "South")]
    assert [page.status for page in pages] == [409, 409]


def test_a_draft_for_one_person_does_not_tell_whether_they_have_answered(site, people):
    pool, *both = taken_over(people)
    told = []
    for person in both:
        with transaction():
            draft = editing.create("One", people.chloe, clock.now(), from_json(manage.survey(pool).questionnaire))
            others = db.session.scalars(db.select(Person.id).where(Person.id != person)).all()
            db.session.add_all([SurveyLeftOut(survey_id=draft.id, person_id=each) for each in others])
            number = draft.id
        page = site.get(f"/surveys/manage/{number}/check", as_=people.chloe).text
        told.append("Your first month (2)" in page)
    assert told == [True, True]
    following = made.pool(1, Stage.SCHEDULED).id
    assert "Your first month (2)" not in site.get(f"/surveys/manage/{following}/check", as_=people.chloe).text
