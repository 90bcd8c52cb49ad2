"""The answers of an earlier survey become figures, and nothing else of them is kept."""

import io
import json
from dataclasses import replace

import pytest
from sqlalchemy import inspect, text

from engage.core import clock
from engage.core.db import db, transaction
from engage.surveys.actions import editing
from engage.surveys.checks import CHECKS
from engage.surveys.formats import read
from engage.surveys.models import Release, Survey
from engage.surveys.queries import results as queries
from engage.surveys.queries.audit import audit
from engage.surveys.rules import Direction, Group, Kind, Option, from_json
from tests.surveys.formats.archives import answered, lsa, response
from tests.surveys.formats.test_exchange_pages import the_survey

ROWS = [response(n, **answered(n)) for n in range(120)]
DAYS = {"opened_day": "1/3/2024", "closed_day": "29/3/2024", "checked": "y"}


def directed(questionnaire):
    """The imported questionnaire with directions on its grid, and a theme of it."""
    marks = {"1": Direction.NEGATIVE, "2": Direction.POSITIVE}

    def mended(question):
        if question.kind is not Kind.GRID:
            return question
        options = tuple(Option(o.code, o.text, float(o.code), marks[o.code]) for o in question.options)
        return replace(question, options=options)

    sections = tuple(replace(s, questions=tuple(map(mended, s.questions))) for s in questionnaire.sections)
    items = ("rate_p", "rate_q")
    return replace(questionnaire, sections=sections, themes=(Group("T", "Rates", items),),
                   indices=(Group("I", "Index", items),))  # fmt: skip


def draft(data, minimum=10):
    with transaction():
        survey = editing.create("Survey 2024", None, clock.now(), directed(read("a.lsa", data).questionnaire))
        survey.minimum_group = minimum
        return survey.id


def send(site, people, survey_id, data, **changes):
    address = f"/surveys/manage/{survey_id}/earlier-answers"
    site.get(address, as_=people.chloe)
    survey = db.session.get_one(Survey, survey_id)
    sent = {"file": (io.BytesIO(data), "survey.lsa"), "version": str(survey.version), **DAYS, **changes}
    return site.post(address, sent, as_=people.chloe, content_type="multipart/form-data")


def test_earlier_answers_become_the_figures_of_a_closed_survey(site, people):
    data = lsa([*ROWS, response(500, **answered(1)) | {"submitdate": None}])
    survey_id = draft(data)
    page = site.follow(send(site, people, survey_id, data), as_=people.chloe)
    assert page.h1 == "What came over"
    assert "120 finished responses of LimeSurvey 9 were counted; 1 response was not finished" in page.text
    assert "never kept" in page.text
    survey = the_survey()
    assert (survey.stage, survey.collected_elsewhere, survey.box) == ("closed", "LimeSurvey 9", None)
    found = queries.whole(survey_id, before_publishing=True)
    assert (found.head.opened_on, found.head.closed_on) == ("1 March 2024", "29 March 2024")
    figures = queries.figures(found.release_id, "ALL")
    by_code = {figure.item: figure for figure in figures.items}
    assert (by_code["rate_p"].answered, by_code["rate_p"].positive) == (120, 50)
    assert {share.code: share.percent for share in by_code["role"].spread} == {"x": 50, "y": 50}
    assert {share.code: share.percent for share in by_code["age"].spread} == {"o": 40, "n": 40, "__other": 20}
    # Everybody who ticked a box ticked the same one: the engine withholds that here as it would anywhere.
    assert by_code["tools"].answered is None
    assert [block.rate for block in found.head.blocks] == [""]


def test_nothing_but_figures_is_stored_anywhere(site, people):
    survey_id = draft(lsa(ROWS))
    send(site, people, survey_id, lsa(ROWS))
    kept = []
    for table in inspect(db.engine).get_table_names():
        kept += [str(tuple(row)) for row in db.session.execute(text(f'SELECT * FROM "{table}"'))]
    told = "\n".join(kept)
    assert "Survey 2024" in told
    for word in ("Words of", "Sage", "tok1", "2024-03-02", "10.0.0.", "intranet.example", "amara@council.example"):
        assert word not in told


def test_the_results_say_where_the_answers_came_from_and_can_be_published(site, people):
    survey_id = draft(lsa(ROWS))
    send(site, people, survey_id, lsa(ROWS))
    page = site.get(f"/surveys/manage/{survey_id}/", as_=people.chloe)
    assert "The results are computed." in page.text
    assert "These answers were collected elsewhere (LimeSurvey 9)" in page.text
    assert "Your answers are sealed" not in page.text
    assert "Never stored here" in page.text
    site.post(f"/surveys/manage/{survey_id}/publish", {"checked": "y"}, as_=people.chloe)
    shown = site.get(f"/surveys/{survey_id}/results/protection", as_=people.amara)
    assert "collected elsewhere (LimeSurvey 9)" in shown.text
    assert "opened together and shuffled" not in shown.text
    assert "Not known: asked elsewhere" in shown.text
    assert site.get(f"/surveys/{survey_id}/results", as_=people.amara).status == 200
    assert site.get(f"/surveys/{survey_id}/results.csv", as_=people.amara).status == 200
    page = site.follow(site.post(f"/surveys/manage/{survey_id}/archive", {}, as_=people.chloe), as_=people.chloe)
    assert the_survey().stage == "archived"


def test_every_check_and_the_audit_are_right_afterwards(site, people):
    survey_id = draft(lsa(ROWS))
    send(site, people, survey_id, lsa(ROWS))
    assert [check.name for check in CHECKS if check.offending()] == []
    assert all(finding.is_right for finding in audit(survey_id))
    assert any("collected elsewhere" in finding.line for finding in audit(survey_id))
    release = db.session.scalars(db.select(Release)).one()
    release.head = release.head.replace("Survey 2024", "Survey 2025")
    db.session.flush()
    assert not all(finding.is_right for finding in audit(survey_id))


def refused(site, people, survey_id, data, why, status=422, **changes):
    page = send(site, people, survey_id, data, **changes)
    assert page.status == status
    assert why in (" ".join(page.errors) if status == 422 else page.text)
    db.session.expire_all()
    survey = db.session.get_one(Survey, survey_id)
    assert (survey.stage, survey.collected_elsewhere, survey.closes_at) == ("draft", "", None)
    assert db.session.scalars(db.select(Release).where(Release.survey_id == survey_id)).all() == []


@pytest.mark.parametrize(("count", "minimum"), [(9, 10), (0, 10), (11, 12)])
def test_fewer_than_the_minimum_are_refused_with_the_reason(site, people, count, minimum):
    survey_id = draft(lsa(ROWS), minimum)
    refused(site, people, survey_id, lsa(ROWS[:count]), f"the minimum group is {minimum}")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"closed_day": "31/2/2024"}, "There is no such day"), ({"opened_day": ""}, "Enter the day it opened"),
        ({"closed_day": "1/1/2090"}, "choose a day that is over"), ({"closed_day": "1/2/2024"}, "must close after"),
        ({"checked": ""}, "Look at the questions first"), ({"version": "0", "status": 409}, "changed in another tab"),
    ],
)  # fmt: skip
def test_a_form_that_is_not_right_changes_nothing(site, people, changes, why):
    refused(site, people, draft(lsa(ROWS)), lsa(ROWS), why, **changes)


@pytest.mark.parametrize("data", [b"", b"<document/>", lsa(ROWS)[:500], b"code,section,text,2,1\nA,W,I do,Y,N\n"])
def test_a_file_without_responses_changes_nothing(site, people, data):
    refused(site, people, draft(lsa(ROWS)), data, ".")


def test_answers_of_one_survey_are_taken_in_once_and_no_second_release_can_be_subtracted(site, people):
    first, second = draft(lsa(ROWS)), draft(lsa(ROWS[:60]))
    send(site, people, first, lsa(ROWS))
    refused(site, people, second, lsa(ROWS[:60]), "were taken over before", 409)
    assert send(site, people, first, lsa(ROWS)).status == 409


def test_a_draft_with_problems_is_mended_first(site, people):
    data = lsa(ROWS)
    survey_id = draft(data)
    with transaction():
        survey = db.session.get_one(Survey, survey_id)
        questionnaire = from_json(survey.questionnaire)
        broken = replace(questionnaire, themes=(Group("T", "Work", ("nothing",)),))
        editing.save(survey, survey.version, lambda _: broken)
    page = site.get(f"/surveys/manage/{survey_id}/earlier-answers", as_=people.chloe)
    assert "to mend first" in page.text
    refused(site, people, survey_id, data, "things to mend first", 409)


def test_questions_dropped_from_the_draft_leave_their_answers_behind(site, people):
    data = lsa(ROWS)
    survey_id = draft(data)
    with transaction():
        survey = db.session.get_one(Survey, survey_id)
        made = from_json(survey.questionnaire)
        kept = tuple(question for question in made.questions if question.code != "role")
        editing.save(survey, survey.version, lambda _: replace(made, sections=(replace(made.sections[0],
                                                                                       questions=kept),)))  # fmt: skip
    send(site, people, survey_id, data)
    left = json.loads(the_survey().import_report)["answers"]["left"]
    assert any(note["what"] == "answers to role" for note in left)
