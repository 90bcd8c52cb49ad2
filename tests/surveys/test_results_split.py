"""Results by a characteristic: every column, what is put together, and who may look."""

import pytest

from engage.core.db import db, transaction
from engage.surveys.models import ReleaseTable, Survey
from engage.surveys.queries.audit import audit
from engage.surveys.rules import Kind, Option, Question, Questionnaire, Section
from engage.surveys.rules.scales import AGREEMENT
from tests.surveys import taken

WAYS = (Option("bus", "By bus"), Option("car", "By car"))
AGES = (Option("y", "Under 40"), Option("o", "40 and over"), Option("older", "70 and over"))


def asked() -> Questionnaire:
    questions = (
        Question("Q1", "i1", Kind.SCALE, "I like the work I do", options=AGREEMENT),
        Question("Q2", "i2", Kind.SINGLE, "How do you come?", options=WAYS),
        Question("AGE", "age", Kind.SINGLE, "How old are you?", options=AGES, characteristic=True, ordered=True),
    )  # fmt: skip
    return Questionnaire((Section("one", "Your work", questions=questions),))


@pytest.fixture
def survey(people):
    taken.crowd(each=24)
    number = taken.open_survey(asked())
    answers = [{"Q1": "12345"[n % 5], "Q2": ("bus", "car")[n % 3 > 0], "AGE": "y" if n % 2 else "o"} for n in range(70)]
    answers[0]["AGE"] = "older"
    assert taken.cast_all(number, asked(), answers) == 70
    taken.release_survey(number)
    return number


def here(survey: int) -> str:
    return f"/surveys/{survey}/results/characteristics"


def test_a_table_shows_each_group_of_answers_and_puts_few_together(site, people, survey):
    page = site.get(here(survey), as_=people.amara)
    assert page.status == 200
    assert "How old are you?" in page.text
    heads = [cell.text_content().strip() for cell in page.select("th[scope=col]")]
    assert any(head.startswith("Under 40") for head in heads)
    # One person over 70 is never a column.
    assert any(head.startswith("40 and over or 70 and over") for head in heads)
    assert not any(head.startswith("70 and over") for head in heads)
    assert "I like the work I do" in page.text
    assert "How do you come?: By car" in page.text
    assert page.links["Surveys"] == "/surveys/"


def test_a_choice_is_neither_good_nor_bad_and_has_no_colour(site, people, survey):
    page = site.get(here(survey), as_=people.amara)
    rows = {
        row.cssselect("th")[0].text_content(): {cell.get("class") for cell in row.cssselect("td")}
        for row in page.select("tbody tr")
    }
    assert "engage-number" in rows["How do you come?: By bus"] and "engage-number" not in rows["I like the work I do"]
    assert rows["How do you come?: By bus"] <= {"engage-number", "engage-band-none"}


def test_the_fragment_is_its_part_of_the_page(site, people, survey):
    part = site.get(f"{here(survey)}?by=AGE", as_=people.amara, htmx=True)
    assert part.text.strip() in site.get(f"{here(survey)}?by=AGE", as_=people.amara).text


def test_an_address_made_up_shows_the_first_table_and_no_other_can_be_made(site, people, survey):
    plain = site.get(here(survey), as_=people.amara)
    for made_up in ("?by=Q1", "?by=AGE&inside=NOWHERE", "?by=AGE&by=Q2&inside=%20"):
        assert site.get(here(survey) + made_up, as_=people.amara).text == plain.text


def test_the_results_lead_there_and_the_download_holds_it_and_the_audit_is_right(site, people, survey):
    assert site.get(f"/surveys/{survey}/results", as_=people.amara).links["By characteristic"] == here(survey)
    rows = site.get(f"/surveys/{survey}/results.csv", as_=people.amara).data.decode("utf-8-sig")
    assert "Under 40" in rows
    assert "40 and over or 70 and over" in rows
    assert "70 and over," not in rows.replace("40 and over or 70 and over,", "")
    assert all(finding.is_right for finding in audit(survey))
    with transaction():
        db.session.query(ReleaseTable).first().document += " "
    assert not all(finding.is_right for finding in audit(survey))


def test_staff_were_promised_by_what_figures_are_split(site, people, survey):
    promise = db.session.get_one(Survey, survey).promise
    assert "How old are you?" in promise
    assert "How old are you?" in site.get(f"/surveys/manage/{survey}/", as_=people.chloe).text


def test_signed_out_and_without_characteristics_there_is_nothing(site, people, survey):
    assert site.get(here(survey)).location == f"/sign-in?next={here(survey)}"
    plain = taken.open_survey(taken.small())
    taken.cast_all(plain, taken.small(), [{"Q1": "4"} for _ in range(40)])
    taken.release_survey(plain)
    assert site.get(here(plain), as_=people.amara).status == 404
