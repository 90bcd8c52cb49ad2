"""Files in and out through the pages."""

import io
import json

import pytest

from engage.core.db import db
from engage.surveys.formats import read
from engage.surveys.formats.lss_out import lss_bytes
from engage.surveys.formats.xlsform_out import xlsform_bytes
from engage.surveys.models import Survey
from engage.surveys.rules import from_json
from tests.surveys import made
from tests.surveys.formats.archives import answered, lsa, response
from tests.surveys.formats.sheets import book
from tests.surveys.formats.test_format_hostile import ARCHIVES, FORMS
from tests.surveys.formats.test_format_xlsform_round import WHOLE

NEW = "/surveys/manage/new"
ENDINGS = ("json", "csv", "lss", "xlsx")


def upload(site, people, name, content, title=""):
    site.get(NEW, as_=people.chloe)
    sent = {"file": (io.BytesIO(content), name), "import_title": title}
    return site.post("/surveys/manage/import", sent, as_=people.chloe, content_type="multipart/form-data")


def the_survey():
    return db.session.scalars(db.select(Survey)).one()


def test_the_export_page_names_every_format_and_what_it_cannot_hold(site, people):
    page = site.get(f"/surveys/manage/{made.draft()}/export", as_=people.chloe)
    assert page.h1 == "Save the questions as a file"
    for words in ("Engage JSON", "CSV", "LimeSurvey (.lss)", "XLSForm (.xlsx)", "no reversed or sensitive questions"):
        assert words in page.text


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_goes_out_and_comes_in_through_the_pages(site, people, ending):
    survey_id = made.draft(doc=WHOLE)
    answer = site.get(f"/surveys/manage/{survey_id}/export/{ending}", as_=people.chloe)
    assert f'filename="survey-{survey_id}.{ending}"' in answer.response.headers["Content-Disposition"]
    page = site.follow(upload(site, people, "again", answer.data, "Again"), as_=people.chloe)
    assert page.h1 == "What came over"
    again = db.session.scalars(db.select(Survey).where(Survey.title == "Again")).one()
    assert from_json(again.questionnaire) == WHOLE


def test_a_format_that_is_not_there_is_not_found(site, people):
    survey_id = made.draft()
    assert site.get(f"/surveys/manage/{survey_id}/export/exe", as_=people.chloe).status == 404


@pytest.mark.parametrize("path", ["export", "export/json", "earlier-answers"])
def test_only_the_od_team_exchanges_files(site, people, path):
    address = f"/surveys/manage/{made.draft()}/{path}"
    assert site.get(address).status == 303
    assert site.get(address, as_=people.amara).status == 403
    assert site.get(address, as_=people.dev).status == 403


@pytest.mark.parametrize(
    ("name", "content"),
    [("wrong.csv", xlsform_bytes(WHOLE, "T")), ("wrong.xlsx", lss_bytes(WHOLE, "T")), ("wrong.json", lsa([]))],
)
def test_the_content_is_recognised_whatever_the_file_is_called(site, people, name, content):
    page = site.follow(upload(site, people, name, content), as_=people.chloe)
    assert page.h1 == "What came over"
    assert len(from_json(the_survey().questionnaire).questions) == len(read("", content).questionnaire.questions)


HOSTILE = {name: case[0] for name, case in {**ARCHIVES, **FORMS}.items()}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_one_clear_error_and_changes_nothing(site, people, case):
    page = upload(site, people, "bad.lsa", HOSTILE[case])
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.errors[0].endswith(".")
    assert db.session.scalars(db.select(Survey)).all() == []


def test_the_report_says_what_to_check_next(site, people):
    data = lsa([response(n, **answered(n)) for n in range(12)])
    page = site.follow(upload(site, people, "survey_9.lsa", data), as_=people.chloe)
    assert "What to check now" in page.text
    assert "No directions: role, rate, age." in page.text
    assert "No theme and no index" in page.text
    assert "Take in the answers of an earlier survey" in page.text
    report = json.loads(the_survey().import_report)
    assert report["responses"] is True
    assert any(note["what"] == "12 responses" for note in report["not_carried"])


def test_nothing_of_an_answer_is_kept_by_the_import_of_an_archive(site, people):
    upload(site, people, "survey_9.lsa", lsa([response(n, **answered(n)) for n in range(12)]))
    survey = the_survey()
    kept = survey.import_report + survey.questionnaire
    assert not any(word in kept for word in ("Words of", "Sage", "tok1", "2024-03", "10.0.0"))


def test_a_form_with_a_script_shows_it_as_words(site, people):
    rows = [("type", "name", "label"), ("text", "a", "<script>alert(1)</script>Why?"), ("image", "b<i>", "B")]
    page = site.follow(upload(site, people, "f.xlsx", book(rows)), as_=people.chloe)
    assert "b<i>" in page.text
    assert from_json(the_survey().questionnaire).questions[0].text == "Why?"
