"""Reviewing: /surveys/<id>/review, for the reviewers of a survey alone."""

import pytest
from sqlalchemy import select

from engage.core.audit import AuditEvent
from engage.core.db import db, transaction
from engage.directory.models import Theme
from engage.surveys.actions import comments_reviewing, comments_taking
from engage.surveys.models import Survey, SurveyComment
from tests.surveys import commented, taken

WORDS = [f"The rota number {n} comes late, says Sarah Number5001. Will it help?" for n in range(6)]


def reviewer(survey_id: int, person_id: int) -> None:
    with transaction():
        comments_reviewing.add_reviewer(db.session.get_one(Survey, survey_id), person_id)


@pytest.fixture
def survey(people):
    found = commented.waiting({"ADULTS": WORDS})
    reviewer(found, people.esi)
    return found


def first(survey_id: int) -> SurveyComment:
    db.session.expire_all()
    return commented.rows(survey_id)[0]


def sent(row: SurveyComment, **more: object) -> dict[str, object]:
    return {"version": row.version, "state": "approved", **more}


def test_a_reviewer_sees_a_masked_comment_its_question_and_what_was_masked_and_nothing_else(site, people, survey):
    page = site.get(f"/surveys/{survey}/review", as_=people.esi)
    assert "What works well?" in page.text and "comes late, says" in page.text
    assert "Number5001" not in page.text and "[name]" in page.text
    assert "Masked so far: names (1)" in page.text
    assert "Reviewed: 0 of 6" in page.text
    assert "Adults" not in page.text and "Home care" not in page.text


def test_a_word_that_could_be_a_name_is_pointed_out(site, people, survey):
    from tests import factories

    with transaction():
        place = db.session.query(factories.Unit).filter_by(code="WASTE").one()
        factories.person("7001", "Will", "Park", place)
    assert "Could be a name: Will" in site.get(f"/surveys/{survey}/review", as_=people.esi).text


def test_nobody_but_a_reviewer_reads_a_comment_before_it_is_published(site, people, survey):
    row = first(survey)
    for who in (people.amara, people.bryn, people.chloe, people.dev, people.femi):
        for address in ("review", f"review/{row.id}", "review/approved", "comments"):
            assert site.get(f"/surveys/{survey}/{address}", as_=who).status == 404
        assert site.post(f"/surveys/{survey}/review/{row.id}", sent(row), as_=who).status == 404
    assert "comes late" not in site.get(f"/surveys/manage/{survey}/comments", as_=people.chloe).text
    assert site.get(f"/surveys/{survey}/review").location.startswith("/sign-in")


def test_approving_leads_to_the_next_and_the_last_to_the_end(site, people, survey):
    for number in range(6):
        page = site.get(f"/surveys/{survey}/review", as_=people.esi)
        assert f"Reviewed: {number} of 6" in page.text
        row = next(each for each in commented.rows(survey) if each.state == "waiting")
        answer = site.post(f"/surveys/{survey}/review/{row.id}", sent(row), as_=people.esi)
        assert answer.status == 303
        db.session.expire_all()
    assert "Every comment is reviewed" in site.get(f"/surveys/{survey}/review", as_=people.esi).text
    listed = site.get(f"/surveys/{survey}/review/approved", as_=people.esi)
    assert listed.text.count("comes late") >= 6


def test_withholding_needs_a_reason(site, people, survey):
    row = first(survey)
    page = site.post(f"/surveys/{survey}/review/{row.id}", sent(row, state="withheld"), as_=people.esi)
    assert page.status == 422 and "Choose why it is withheld." in page.text
    assert first(survey).state == "waiting"
    site.post(f"/surveys/{survey}/review/{row.id}", sent(row, state="withheld", reason="abuse"), as_=people.esi)
    assert (first(survey).state, first(survey).reason) == ("withheld", "abuse")


def test_a_reviewer_masks_more_words_and_is_told_of_those_that_are_not_there(site, people, survey):
    row = first(survey)
    address = f"/surveys/{survey}/review/{row.id}"
    page = site.post(address, sent(row, words="the blue door", act="mask"), as_=people.esi)
    assert page.status == 422 and "does not hold “the blue door”" in page.text and "Nothing was changed" in page.text
    assert site.post(address, sent(row, words="rota\ncomes LATE", act="mask"), as_=people.esi).status == 303
    assert first(survey).text.startswith("The [masked] number") and "[masked], says" in first(survey).text
    assert first(survey).state == "waiting"


def test_what_another_reviewer_did_meanwhile_is_not_overwritten(site, people, survey):
    row = first(survey)
    old = row.version
    site.post(f"/surveys/{survey}/review/{row.id}", sent(row, words="rota", act="mask"), as_=people.esi)
    page = site.post(f"/surveys/{survey}/review/{row.id}", {"version": old, "state": "approved"}, as_=people.esi)
    assert page.status == 409 and "Nothing of yours was saved" in page.text


def test_who_decided_about_which_comment_is_written_down_nowhere(site, people, survey):
    row = first(survey)
    before = db.session.scalars(select(AuditEvent.id)).all()
    site.post(f"/surveys/{survey}/review/{row.id}", sent(row), as_=people.esi)
    assert db.session.scalars(select(AuditEvent.id)).all() == before


def test_themes_come_by_keywords_and_a_reviewer_corrects_them(site, people):
    with transaction():
        rota, tools = Theme(name="Rotas", position=1), Theme(name="Tools", position=2)
        db.session.add_all([rota, tools])
    site.post(f"/surveys/manage/keywords/{rota.id}", {"words": "Rota\nshift"}, as_=people.chloe)
    found = commented.waiting({"ADULTS": WORDS})
    reviewer(found, people.esi)
    assert [each.name for each in first(found).themes] == ["Rotas"]
    row = first(found)
    page = site.get(f"/surveys/{found}/review/{row.id}", as_=people.esi)
    assert [box.get("value") for box in page.select("input[name=themes][checked]")] == [str(rota.id)]
    site.post(f"/surveys/{found}/review/{row.id}", sent(row, themes=[str(tools.id)]), as_=people.esi)
    site.post(f"/surveys/manage/keywords/{rota.id}", {"words": "rota\nlate"}, as_=people.chloe)
    from engage.surveys.actions import comments_themes

    comments_themes.look_again()
    assert [each.name for each in first(found).themes] == ["Tools"]
    assert [each.name for each in commented.rows(found)[1].themes] == ["Rotas"]


def test_a_reviewer_is_told_by_mail_without_a_word_of_a_comment(site, people):
    from engage.core.outbox import OutboxRow

    found = commented.survey({"ADULTS": WORDS})
    reviewer(found, people.femi)
    taken.close(found)
    comments_taking.take(found)
    mails = [row.payload for row in db.session.scalars(select(OutboxRow).where(OutboxRow.kind == "mail"))]
    assert any("Comments wait for your review" in each for each in mails)
    assert not any("rota" in each for each in mails)


def test_the_od_team_chooses_and_removes_reviewers(site, people, survey):
    address = f"/surveys/manage/{survey}/comments"
    assert "Esi Mensah" in site.get(address, as_=people.chloe).text
    assert site.post(f"{address}/reviewers", {}, as_=people.chloe).status == 422
    site.post(f"{address}/reviewers", {"reviewer": f"person:{people.bryn}"}, as_=people.chloe)
    assert "comes late" in site.get(f"/surveys/{survey}/review", as_=people.bryn).text
    again = site.post(f"{address}/reviewers", {"reviewer": f"person:{people.bryn}"}, as_=people.chloe)
    assert again.status == 422 and "already" in again.text
    site.post(f"{address}/reviewers/{people.bryn}/remove", {}, as_=people.chloe)
    assert site.get(f"/surveys/{survey}/review", as_=people.bryn).status == 404
    assert site.post(f"{address}/reviewers", {"reviewer": f"person:{people.bryn}"}, as_=people.amara).status == 403


def test_the_start_page_of_a_reviewer_says_that_comments_wait(site, people, survey):
    assert "Review comments: Autumn survey" in site.get("/", as_=people.esi).text
    assert "Review comments" not in site.get("/", as_=people.amara).text


def test_a_review_costs_the_same_for_few_and_many_comments(site, people, survey):
    few = site.query_count(f"/surveys/{survey}/review", as_=people.esi)
    other = commented.waiting({"ADULTS": WORDS * 2, "PLACE": WORDS * 2})
    reviewer(other, people.esi)
    assert site.query_count(f"/surveys/{other}/review", as_=people.esi) == few <= 9
