"""Forms on paper: the PDF, typing in, and what is counted of it."""

import pytest
from sqlalchemy import func, select

from engage.ballots import opened
from engage.core.audit import AuditEvent
from engage.core.db import db, transaction
from engage.surveys.actions import papers
from engage.surveys.models import PaperCount, Survey, SurveyCode
from engage.surveys.queries import codes as queries
from engage.surveys.queries.audit import audit
from engage.surveys.rules.codes import grouped
from engage.surveys.rules.packing import layout, unpack
from engage.surveys.views.manage_words import conditions
from engage.surveys.views.on_paper import sheet
from tests.surveys import coded, made, taken


@pytest.fixture
def survey(people):
    return coded.survey()


@pytest.fixture
def letters(survey):
    return coded.letters(survey, 12)


def here(survey_id):
    return f"/surveys/manage/{survey_id}/papers"


def type_in(site, people, survey_id, letter, **given):
    form = site.get(here(survey_id), as_=people.chloe).form()
    return site.post(here(survey_id), {**form, "code": grouped(letter.code), **given}, as_=people.chloe)


def test_the_form_is_a_pdf_with_every_question(site, people, survey):
    page = site.get(f"/surveys/manage/{survey}/paper-form", as_=people.chloe)
    assert (page.response.mimetype, page.data[:4]) == ("application/pdf", b"%PDF")
    assert b"pdfuaid" in page.data
    assert site.get(f"/surveys/manage/{made.draft()}/paper-form", as_=people.chloe).status == 409


def test_the_form_numbers_what_the_keys_choose_and_says_conditions_in_words():
    shown = [each for section in sheet(taken.small(), conditions(taken.small())) for each in section["questions"]]
    assert [each["number"] for each in shown] == [1, 2, 3, 4, 5]
    assert shown[0]["options"][0] == taken.small().questions[0].options[0].text
    assert shown[3]["only"].startswith("Answer this only if ")
    assert shown[4]["lines"] == 5


def test_one_form_after_the_other_is_typed_in_and_counted(site, people, survey, letters):
    for letter in letters[:2]:
        assert type_in(site, people, survey, letter, Q1="4", X1="By hand").status == 303
    page = site.get(here(survey), as_=people.chloe)
    assert "2 forms typed in this batch." in page.text
    assert not page.form()["X1"].strip()
    assert (queries.used(survey), queries.papers(survey)) == (2, 2)


def test_a_form_without_a_code_or_with_a_used_one_is_not_counted(site, people, survey, letters):
    type_in(site, people, survey, letters[0], Q1="4")
    used = type_in(site, people, survey, letters[0], Q1="2", X1="Again")
    assert used.status == 422
    assert "may have been used" in used.errors[0]
    assert used.form()["X1"].strip() == "Again"
    without = site.post(here(survey), {**used.form(), "code": ""}, as_=people.chloe)
    assert without.status == 422
    slip = site.post(here(survey), {**used.form(), "code": "AAAA-AAAA-AAAB"}, as_=people.chloe)
    assert "mistyped" in slip.errors[0]
    assert (queries.used(survey), queries.papers(survey)) == (1, 1)


def counted(survey):
    """The answers that came out of the box."""
    places = layout(taken.small())
    return [unpack(places, each["answers"]) for each in opened.answers(db.session.get_one(Survey, survey).box)]


def test_two_pages_that_were_opened_at_once_are_two_forms_and_one_sent_twice_is_one(site, people, survey, letters):
    forms = [site.get(here(survey), as_=people.chloe).form() for _ in letters[:2]]
    for form, letter, answer in zip(forms, letters, ("4", "2"), strict=False):
        sent = {**form, "code": grouped(letter.code), "Q1": answer}
        assert site.post(here(survey), sent, as_=people.chloe).status == 303
        assert site.post(here(survey), sent, as_=people.chloe).status == 422
    taken.close(survey)
    assert sorted(each["Q1"] for each in counted(survey)) == ["2", "4"]


def test_a_form_that_was_sealed_and_not_flagged_is_the_same_ballot_when_it_is_sent_again(site, people, survey, letters):
    form = site.get(here(survey), as_=people.chloe).form()
    for answer in ("4", "2"):
        sent = {**form, "code": grouped(letters[0].code), "Q1": answer}
        assert site.post(here(survey), sent, as_=people.chloe).status == 303
        with transaction():  # as after a crash between the two commits
            db.session.get_one(SurveyCode, coded.codes.digest_of(letters[0].code)).used = answer == "2"
    taken.close(survey)
    assert [each["Q1"] for each in counted(survey)] == ["4"]


def test_a_required_question_left_blank_on_paper_is_taken_as_blank(site, people, survey, letters):
    assert type_in(site, people, survey, letters[0], Q2="2").status == 303
    taken.close(survey)
    assert counted(survey) == [{"Q2": "2"}]


def test_what_a_condition_leaves_out_is_not_counted(site, people, survey, letters):
    type_in(site, people, survey, letters[0], Q1="4", P1="N", P2="3")
    taken.close(survey)
    assert counted(survey) == [{"P1": "N", "Q1": "4"}]


def test_what_cannot_be_is_said_and_nothing_is_lost(site, people, survey, letters):
    page = type_in(site, people, survey, letters[0], Q1="99", X1="Still here")
    assert page.status == 422
    assert page.errors == ["Choose one of the answers offered: I like the work I do"]
    assert page.form()["X1"].strip() == "Still here"
    assert queries.used(survey) == 0


def test_all_that_is_noted_is_a_batch_of_so_many(site, people, survey, letters):
    for letter in letters[:3]:
        type_in(site, people, survey, letter, Q1="4")
    site.follow(site.post(f"{here(survey)}/end", as_=people.chloe), as_=people.chloe)
    noted = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "type in papers")).one()
    assert '"papers": 3' in noted.facts or '"papers":3' in noted.facts
    assert "0 forms typed in this batch" in site.get(here(survey), as_=people.chloe).text
    acts = db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.object_id == str(survey)))
    type_in(site, people, survey, letters[4], Q1="4")
    now = db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.object_id == str(survey)))
    assert now == acts


@pytest.mark.parametrize(("number", "said"), [(0, None), (3, "fewer than 5"), (12, "12")])
def test_the_audit_says_how_many_came_on_paper_once_it_is_closed(app, survey, letters, number, said):
    for letter in letters[:number]:
        with transaction():
            papers.cast(
                survey,
                coded.codes.digest_of(letter.code),
                coded.new_id(),
                papers.as_on_paper(taken.small()),
                {"Q1": "4"},
            )
    lines = [each.line for each in audit(survey)]
    assert not [line for line in lines if "paper" in line]
    taken.close(survey)
    found = [each for each in audit(survey) if "paper" in each.line]
    assert [each.line for each in found] == (
        [f"came on paper and were typed in by the OD team: {said}"] if said else []
    )
    assert all(each.is_right for each in found)
    assert db.session.scalar(select(PaperCount.papers)) == (number or None)


def test_only_the_od_team_types_and_only_while_it_is_open(site, people, survey):
    assert site.get(here(survey), as_=people.femi).status == 403
    closed = made.closed()
    assert "while a survey is open" in site.get(here(closed), as_=people.chloe).text
    assert site.post(here(closed), {"code": "x"}, as_=people.chloe).status == 409


def test_a_mistyped_code_is_compared_with_the_form_and_the_count_is_read_out_with_the_field(site, people, survey):
    page = site.get(here(survey), as_=people.chloe)
    (code,) = page.select("[name=code]")
    (told,) = page.select(f"#{code.get('aria-describedby')}")
    assert "0 forms typed in this batch." in told.text_content()
    refused = site.post(here(survey), {**page.form(), "code": "ABCD"}, as_=people.chloe)
    assert "Compare it with the form." in refused.errors[0]
    assert [each.get("aria-describedby") for each in refused.select("[name=code]")] == ["code-error"]
