"""Choosing whom a survey asks, its mails, extending and cancelling it, in the pages."""

import pytest

from engage.core.db import db, transaction
from engage.directory.models import Person, Unit
from engage.surveys.models import Survey, SurveyLeftOut
from engage.surveys.rules.reach import Chosen, from_text
from tests.surveys import made, reaching, taken


@pytest.fixture
def here(people):
    """A draft in a council of fifty, and its page."""
    for code in ("HOMECARE", "WASTE"):
        made.crowd(code, 22)
    reaching.addresses()
    with transaction():
        for each in db.session.scalars(db.select(Person)):
            each.posts[0].site, each.posts[0].work_type = "Depot" if each.id % 2 else "Town hall", "front line"
    survey_id = made.draft()
    with transaction():
        db.session.get_one(Survey, survey_id).audience = ""
    return f"/surveys/manage/{survey_id}/"


def survey_of(here: str) -> Survey:
    db.session.expire_all()
    return db.session.get_one(Survey, int(here.split("/")[-2]))


def sent(here: str, **more: object) -> dict[str, object]:
    return {"version": str(survey_of(here).version), "who": "everyone", "draw": "all"} | more


def test_the_page_says_what_the_choice_makes_today(site, people, here):
    page = site.get(here + "audience", as_=people.chloe)
    assert page.h1 == "Who is asked"
    assert "50 people are asked. This makes 2 groups of at least 5; 2 teams would be put together" in page.text
    assert "50 by e-mail, to answer on the page; 0 by a code on paper" in page.text


def test_the_live_count_is_its_part_of_the_page_and_changes_nothing(site, people, here):
    site.assert_fragment_is_its_part_of_the_page(here + "audience", as_=people.chloe)
    before = survey_of(here).version
    form = sent(here, sites=["Depot"], code_sites=["Depot"])
    part = site.post(here + "audience/count", form, as_=people.chloe, htmx=True)
    asked = db.session.query(Person).filter(Person.id % 2 == 1).count()
    assert f"{asked} people are asked" in part.text
    assert f"0 by e-mail, to answer on the page; {asked} by a code on paper" in part.text
    whole = site.post(here + "audience/count", form, as_=people.chloe)
    assert whole.whole and f"{asked} people are asked" in whole.text, "the button works without scripts"
    assert (survey_of(here).version, survey_of(here).audience) == (before, "")


def test_a_choice_is_saved_shown_in_words_and_found_again(site, people, here):
    unit = db.session.query(Unit).filter_by(code="HOMECARE").one().id
    site.get(here + "audience", as_=people.chloe)
    chosen = sent(
        here, who="some", for_units=[str(unit)], kinds=["employee"], without_kinds=["agency"], draw="percent",
        percent="50", code_units=[str(unit)], listed="1001\n1006",
    )  # fmt: skip
    page = site.follow(site.post(here + "audience", chosen, as_=people.chloe), as_=people.chloe)
    assert "Home care, with all below; only employees; without agency workers; 50% of them drawn by lot" in page.text
    assert from_text(survey_of(here).audience) == Chosen(
        base=f"unit:{unit}", kinds=("employee",), without_kinds=("agency",), percent=50, code_units=(unit,)
    )
    assert db.session.query(SurveyLeftOut).count() == 2
    again = site.get(here + "audience", as_=people.chloe)
    assert "A list of 2 people is kept" in again.text
    assert "1001" not in again.text, "the list is shown nowhere"
    assert "11 people are asked, drawn by lot from 22. On average this makes 1 group" in again.text
    site.post(here + "audience", sent(here, forget_list="y"), as_=people.chloe)
    assert db.session.query(SurveyLeftOut).count() == 0
    assert survey_of(here).audience == ""


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"who": "some"}, "Choose at least one role, network or part of the organisation."),
        ({"draw": "number", "number": "4"}, "Draw at least 5 people, the minimum group of this survey."),
        ({"draw": "number"}, "Draw at least 5 people, the minimum group of this survey."),
        ({"draw": "percent", "percent": "100"}, "Enter a share from 1 to 99 percent."),
        ({"draw": "percent", "percent": "20", "joiners": "y"}, "Lots are drawn once"),
        ({"listed": "1001 x9999"}, "Nobody here has the employee number x9999. Nothing was changed."),
        ({"sites": ["Nowhere"]}, "'Nowhere' is not a valid choice"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(site, people, here, changes, error):
    site.get(here + "audience", as_=people.chloe)
    page = site.post(here + "audience", sent(here, **changes), as_=people.chloe)
    assert page.status == 422
    assert any(error in each for each in page.errors), page.errors
    assert survey_of(here).audience == ""


def test_too_few_are_said_at_once(site, people, here):
    unit = db.session.query(Unit).filter_by(code="PEOPLETEAM").one().id
    form = sent(here, who="some", for_units=[str(unit)])
    site.get(here + "audience", as_=people.chloe)
    assert "fewer than the minimum group of 5" in site.post(here + "audience/count", form, as_=people.chloe).text


def test_a_choice_made_meanwhile_elsewhere_is_kept(site, people, here):
    site.get(here + "audience", as_=people.chloe)
    old = sent(here)
    assert site.post(here + "audience", sent(here, joiners="y"), as_=people.chloe).status == 303
    assert site.post(here + "audience", old, as_=people.chloe).status == 409
    assert from_text(survey_of(here).audience).joiners


def test_the_count_costs_the_same_however_many_people_there_are(site, people, here):
    before = site.query_count(here + "audience", as_=people.chloe)
    made.crowd("PEOPLETEAM", 9)
    assert site.query_count(here + "audience", as_=people.chloe) == before


def test_only_the_od_team_reaches_people(site, people, here):
    for stranger in (people.amara, people.femi, people.dev):
        for path in ("audience", "mails", "progress", "extend", "cancel"):
            assert site.get(here + path, as_=stranger).status == 403
        for path in ("audience", "audience/count", "mails", "mails/preview", "extend", "cancel"):
            assert site.post(here + path, as_=stranger).status == 403
    assert site.get("/surveys/manage/999/audience", as_=people.chloe).status == 404


MAILS = {"subject": "Your view", "invitation": "Please come.", "reminder": "Still time.", "days": "5, 9"}


def test_mails_are_previewed_as_they_go_out_and_saved(site, people, here):
    site.get(here + "mails", as_=people.chloe)
    page = site.post(here + "mails/preview", MAILS, as_=people.chloe)
    bodies = [each.text_content() for each in page.select("pre")]
    assert ["Please come." in bodies[0], "Still time." in bodies[1]] == [True, True]
    assert all(f"/surveys/{survey_of(here).id}/answer" in body for body in bodies)
    assert "Your view: Staff survey 2027" in page.text
    assert "Have your say" in site.get(here + "mails", as_=people.chloe).text, "a preview saves nothing"
    assert site.post(here + "mails", MAILS, as_=people.chloe).status == 303
    assert site.get(here + "mails", as_=people.chloe).form()["days"] == "5, 9"
    assert "At most 2 reminders go by e-mail" in site.get(here, as_=people.chloe).text
    site.post(here + "mails", MAILS | {"days": ""}, as_=people.chloe)
    assert "No reminder is sent." in site.get(here, as_=people.chloe).text


@pytest.mark.parametrize(
    ("days", "error"),
    [
        ("4, 8, 12, 16, 20", "At most 4 reminders."), ("2", "Leave at least 3 working days"),
        ("4, 6", "Leave at least 3 working days"), ("0", "Enter whole numbers"), ("61", "Enter whole numbers"),
        ("four", "Enter whole numbers"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_refused(site, people, here, days, error):
    site.get(here + "mails", as_=people.chloe)
    page = site.post(here + "mails", MAILS | {"days": days}, as_=people.chloe)
    assert page.status == 422
    assert error in page.errors[0]


@pytest.mark.usefixtures("winter")
def test_a_survey_is_extended_and_cancelled_on_its_pages(site, people):
    survey_id = taken.open_survey()
    here = f"/surveys/manage/{survey_id}/"
    with transaction():
        db.session.get_one(Survey, survey_id).closes_at = reaching.MONDAY
    site.get(here + "extend", as_=people.chloe)
    wrong = site.post(here + "extend", {"closes_day": "1/2/2027", "closes_time": "9:00", "why": "x"}, as_=people.chloe)
    assert (wrong.status, len(wrong.errors)) == (422, 1)
    right = {"closes_day": "8/3/2027", "closes_time": "17:00", "why": "Snow"}
    page = site.follow(site.post(here + "extend", right, as_=people.chloe), as_=people.chloe)
    assert "It was to close on 1 March 2027 at 9:30am, and was extended: Snow" in page.text
    site.get(here + "cancel", as_=people.chloe)
    assert site.post(here + "cancel", {"why": "Wrong"}, as_=people.chloe).errors == ["Tick this box."]
    page = site.follow(site.post(here + "cancel", {"why": "Wrong", "sure": "y"}, as_=people.chloe), as_=people.chloe)
    assert "This survey was cancelled on" in page.text
    for path in ("extend", "cancel", "mails", "audience", "progress"):
        assert site.get(here + path, as_=people.chloe).status == 200
