"""The list of surveys, a new one, one from a file, its settings."""

import io
import json

import pytest

from engage.core.db import db
from engage.surveys.models import Survey
from engage.surveys.rules import Questionnaire, edit_group, edit_question, from_json
from tests.surveys import made

LIST, NEW = "/surveys/manage/", "/surveys/manage/new"
CSV = b"code,section,text,2,1\nA1,Work,I am heard,Agree,Disagree\nA2,Work,I am paid fairly,Agree,Disagree\n"
SETTINGS = {
    "title": "Staff survey", "intro": "", "opens_day": "", "opens_time": "9:00",
    "closes_day": "", "closes_time": "17:00", "minimum_group": "10", "comment_threshold": "10", "kept_months": "12",
    "split_to": "2",
}  # fmt: skip


def settings(survey_id: int) -> str:
    return f"/surveys/manage/{survey_id}/settings"


def form(survey_id: int, **changes: str) -> dict[str, str]:
    return {**SETTINGS, "version": str(db.session.get_one(Survey, survey_id).version), **changes}


def test_an_empty_list_says_what_to_do_first(site, people):
    page = site.get(LIST, as_=people.chloe)
    assert page.h1 == "Manage surveys"
    assert page.links["Make the first survey"] == NEW


def test_the_list_has_surveys_by_stage(site, people):
    made.draft("Draft one")
    made.opened()
    page = site.get(LIST, as_=people.chloe)
    assert [heading.text_content() for heading in page.select("h2")] == ["Open", "Draft", "For all surveys"]


def test_the_list_costs_the_same_however_many_surveys_there_are(site, people):
    made.draft()
    few = site.query_count(LIST, as_=people.chloe)
    for n in range(5):
        made.draft(f"Survey {n}")
    assert site.query_count(LIST, as_=people.chloe) == few


def test_the_page_of_a_survey_costs_the_same_however_many_are_asked(site, people):
    few = site.query_count(f"/surveys/manage/{made.opened()}/", as_=people.chloe)
    made.crowd("WASTE", 20)
    assert site.query_count(f"/surveys/manage/{made.opened()}/", as_=people.chloe) == few


@pytest.mark.parametrize("path", [LIST, NEW, "/surveys/manage/1/", "/surveys/manage/1/questions"])
def test_only_the_od_team_manages_surveys(site, people, path):
    made.draft()
    assert site.get(path).status == 303
    assert site.get(path, as_=people.amara).status == 403
    assert site.get(path, as_=people.dev).status == 403
    assert site.post(LIST, {"title": "Mine"}, as_=people.amara).status == 403


def test_a_survey_that_is_not_there_is_not_found(site, people):
    for path in (
        "",
        "settings",
        "questions",
        "check",
        "preview",
        "key",
        "import-report",
        "export",
        "earlier-answers",
        "export/lss",
    ):
        assert site.get(f"/surveys/manage/99/{path}", as_=people.chloe).status == 404


def test_chloe_makes_a_survey(site, people):
    site.get(NEW, as_=people.chloe)
    page = site.follow(site.post(LIST, {"title": "Pulse"}, as_=people.chloe), as_=people.chloe)
    assert page.h1 == "Questions"
    assert "No section yet" in page.text


def test_a_survey_without_a_title_is_not_made(site, people):
    site.get(NEW, as_=people.chloe)
    page = site.post(LIST, {"title": " "}, as_=people.chloe)
    assert page.status == 422
    assert page.errors == ["Enter a title, such as “Staff survey 2027”."]


def upload(site, people, name: str, content: bytes, title: str = ""):
    site.get(NEW, as_=people.chloe)
    sent = {"file": (io.BytesIO(content), name), "import_title": title}
    return site.post("/surveys/manage/import", sent, as_=people.chloe, content_type="multipart/form-data")


def test_a_file_becomes_a_draft_with_an_account_of_what_came_over(site, people):
    longer = CSV + b"A3,Work,Extra,Agree,Disagree\n"
    page = site.follow(upload(site, people, "staff_2027.csv", longer), as_=people.chloe)
    assert page.h1 == "What came over"
    assert "staff_2027.csv" in page.text
    survey = db.session.scalars(db.select(Survey)).one()
    assert (survey.title, survey.stage) == ("Staff 2027", "draft")
    assert len(from_json(survey.questionnaire).questions) == 3


def test_what_was_not_carried_over_is_told_line_by_line(site, people):
    moody = CSV.replace(b"text,2,1", b"text,2,1,mood").replace(b"Disagree\n", b"Disagree,glad\n")
    page = site.follow(upload(site, people, "s.csv", moody, "Mood"), as_=people.chloe)
    report = json.loads(db.session.scalars(db.select(Survey)).one().import_report)
    assert [note["where"] for note in report["not_carried"]] == ["line 1"]
    assert "mood" in page.text


UNREADABLE = (b"", b"code,section\n", b"PK\x03\x04zip", b"<lss><!ENTITY x 'y'></lss>", b"\xff\xfe\x00")


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_file_that_cannot_be_read_changes_nothing_and_says_why(site, people, content):
    page = upload(site, people, "bad.csv", content)
    assert page.status == 422
    assert page.errors
    assert db.session.scalars(db.select(Survey)).all() == []


def test_a_file_of_no_known_kind_is_said_to_be_read_as_csv(site, people):
    page = upload(site, people, "letter.txt", b"Dear all,\n")
    assert page.errors == [
        "Line 1: Missing columns: code, section, text."
        " The file was read as CSV, as it is no JSON, LimeSurvey or XLSForm file."
    ]


def test_settings_are_saved(site, people):
    survey_id = made.draft()
    site.get(settings(survey_id), as_=people.chloe)
    sent = form(survey_id, title="Pulse", opens_day="27/3/2027", closes_day="10.4.2027", closes_time="5:30pm",
                minimum_group="12")  # fmt: skip
    page = site.follow(site.post(settings(survey_id), sent, as_=people.chloe), as_=people.chloe)
    assert page.h1 == "Pulse"
    assert "27 March 2027 at 9:00am" in page.text
    assert "10 April 2027 at 5:30pm" in page.text
    assert "12 people" in page.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"opens_day": "28/3/2027", "opens_time": "1:30"}, "28 March 2027 at 1:30 does not exist"),
        ({"opens_day": "31/2/2027"}, "There is no such day as 31/2/2027."),
        ({"opens_day": "soon"}, "Enter the day as numbers"),
        ({"closes_day": "1/2/2027", "closes_time": "25:00"}, "There is no such time as 25:00."),
        ({"opens_day": "2/2/2027", "closes_day": "1/2/2027"}, "The survey must close after it opens."),
        ({"minimum_group": "4"}, "The minimum group is at least 5."),
        ({"minimum_group": "ten"}, "Enter a whole number, such as 10."),
        ({"comment_threshold": "1"}, "Comments need at least 5 people."),
        ({"kept_months": "37"}, "Opened answers are kept for 1 to 36 months."),
        ({"title": ""}, "Enter a title."),
    ],
)
def test_settings_that_cannot_be_are_refused_with_what_was_typed(site, people, changes, error):
    survey_id = made.draft()
    site.get(settings(survey_id), as_=people.chloe)
    page = site.post(settings(survey_id), form(survey_id, **changes), as_=people.chloe)
    assert page.status == 422
    assert any(error in line for line in page.errors), page.errors
    assert db.session.get_one(Survey, survey_id).minimum_group == 5


def test_a_second_tab_is_told_that_the_settings_changed(site, people):
    survey_id = made.draft()
    site.get(settings(survey_id), as_=people.chloe)
    old = form(survey_id, title="From the first tab")
    site.post(settings(survey_id), form(survey_id, title="From the second tab"), as_=people.chloe)
    page = site.post(settings(survey_id), old, as_=people.chloe)
    assert page.status == 409
    assert "changed in another tab" in page.text
    db.session.expire_all()
    assert db.session.get_one(Survey, survey_id).title == "From the second tab"


def test_after_opening_only_the_closing_date_can_change(site, people):
    survey_id = made.opened()
    page = site.get(settings(survey_id), as_=people.chloe)
    offered = set(page.form()) - {"csrf_token", "version"}
    assert offered == {"closes_day", "closes_time"}
    sent = form(survey_id, closes_day="1/12/2099", minimum_group="50", title="Other")
    assert site.post(settings(survey_id), sent, as_=people.chloe).status == 303
    db.session.expire_all()
    found = db.session.get_one(Survey, survey_id)
    assert (found.minimum_group, found.title) == (5, "Staff survey 2027")
    assert found.closes_at is not None


def test_a_draft_is_deleted_once_confirmed(site, people):
    survey_id = made.draft()
    site.get(f"/surveys/manage/{survey_id}/", as_=people.chloe)
    site.post(f"/surveys/manage/{survey_id}/delete", as_=people.chloe)
    assert site.get(f"/surveys/manage/{survey_id}/", as_=people.chloe).status == 404


def test_the_check_names_each_problem_with_a_link_to_its_place(site, people):
    doc = made.questionnaire()
    survey_id = made.draft(doc=doc)
    clean = site.get(f"/surveys/manage/{survey_id}/check", as_=people.chloe)
    assert "Nothing is wrong" in clean.text
    broken = edit_group(edit_question(doc, "Q2", text=""), "themes", "T1", items=("Q9",))
    other = made.draft("Broken", broken)
    page = site.get(f"/surveys/manage/{other}/check", as_=people.chloe)
    assert f"/surveys/manage/{other}/questions/Q2#text" in page.links.values()
    assert f"/surveys/manage/{other}/themes/T1" in page.links.values()
    for href in {link.get("href") for link in page.select("main a[href]")}:
        assert site.get(href, as_=people.chloe).status == 200


def test_an_empty_survey_cannot_be_scheduled_and_the_page_says_so(site, people):
    survey_id = made.draft("Empty", Questionnaire())
    page = site.get(f"/surveys/manage/{survey_id}/", as_=people.chloe)
    assert "Write the questions" in page.text
    page = site.follow(site.post(f"/surveys/manage/{survey_id}/schedule", as_=people.chloe), as_=people.chloe)
    assert page.h1 == "Check before opening"
    assert db.session.get_one(Survey, survey_id).stage == "draft"


def test_the_preview_shows_every_question_and_has_nothing_to_send(site, people):
    survey_id = made.draft()
    page = site.get(f"/surveys/manage/{survey_id}/preview", as_=people.chloe)
    for words in ("I know what is expected of me", "What would help?", "No published figure"):
        assert words in page.text
    assert page.select("main form") == []
