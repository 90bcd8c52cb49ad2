"""What comes of published comments: quotations, reports, what we heard, actions; and their end."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from engage.core import clock, links
from engage.core.checks import gone
from engage.core.db import db, transaction
from engage.directory.models import RoleGrant, Theme
from engage.operation.data import kinds
from engage.reports.blocks import heard as heard_block
from engage.reports.blocks import quotations as quotations_block
from engage.reports.rules.figures import Asked
from engage.reports.rules.periods import Period
from engage.surveys import jobs, promise
from engage.surveys.actions import comments_themes
from engage.surveys.models import CommentReview, CommentReviewer, Quotation, Survey, SurveyComment
from engage.surveys.rules.comments import reference, referred
from tests.followup import made as actions_made
from tests.surveys import commented, made

ADULTS = [f"The new rota number {n} gives me a weekend" for n in range(7)]
PLACE = [f"The vans number {n} do not start" for n in range(6)]
BOTH = {"ADULTS": ADULTS, "PLACE": PLACE}


@pytest.fixture
def survey(people):
    with transaction():
        db.session.add(RoleGrant(person_id=people.femi, role="od"))
        rota, boats = Theme(name="Rotas", position=1), Theme(name="Boats", position=2)
        db.session.add_all([rota, boats])
        db.session.flush()
        comments_themes.set_keywords(rota.id, "rota")
        comments_themes.set_keywords(boats.id, "van number 3\nvans number 3")
    found = commented.published(BOTH)
    comments_themes.look_again()
    db.session.expire_all()
    return found


def quote(site, people, survey, words="gives me a weekend"):
    row = next(each for each in commented.rows(survey) if words in each.text)
    address = f"/surveys/manage/{survey}/comments/{row.id}/quotation"
    return site.post(address, {"words": words}, as_=people.chloe)


def quotation():
    db.session.expire_all()
    return db.session.scalars(select(Quotation).order_by(Quotation.id)).one()


def test_a_quotation_is_shown_to_staff_once_a_second_person_agrees(site, people, survey):
    assert quote(site, people, survey).status == 303
    assert "weekend" not in site.get(f"/surveys/{survey}/quotations", as_=people.amara).text
    agree = f"/surveys/{survey}/quotations/{quotation().id}/agree"
    own = site.post(agree, {}, as_=people.chloe)
    assert own.status == 409 and "somebody else must agree" in own.text
    assert site.post(agree, {}, as_=people.amara).status == 404
    assert site.post(agree, {}, as_=people.femi).status == 303
    page = site.get(f"/surveys/{survey}/quotations", as_=people.amara)
    assert "gives me a weekend" in page.text and "What works well?" in page.text
    assert "Adults" not in page.text and "The new rota" not in page.text
    assert site.get(f"/surveys/{survey}/comments", as_=people.amara).status == 404


def test_what_is_quoted_already_is_said_and_not_an_error(site, people, survey):
    quote(site, people, survey)
    page = quote(site, people, survey)
    assert (page.status, page.errors) == (422, ["This comment is quoted already. Nothing was changed."])
    assert quotation().words == "gives me a weekend"


@pytest.mark.parametrize("words", ["a weekend off", "eekend", "weekend", "x" * 401, "gives me weekend"])
def test_only_words_that_stand_so_in_the_comment_are_quoted(site, people, survey, words):
    row = commented.rows(survey)[0]
    page = site.post(f"/surveys/manage/{survey}/comments/{row.id}/quotation", {"words": words}, as_=people.chloe)
    assert page.status == 422 and page.errors
    assert db.session.scalar(select(func.count()).select_from(Quotation)) == 0


def test_a_reviewer_can_be_the_second_person(site, people, survey):
    with transaction():
        db.session.add(CommentReviewer(survey_id=survey, person_id=people.bryn))
    quote(site, people, survey)
    assert "Quotations that wait for a second person" in site.get(f"/surveys/{survey}/review", as_=people.bryn).text
    site.post(f"/surveys/{survey}/quotations/{quotation().id}/agree", {}, as_=people.bryn)
    assert quotation().agreed


def test_taking_a_comment_back_takes_its_quotation_and_removing_one_leaves_the_comment(site, people, survey):
    quote(site, people, survey)
    row = quotation()
    site.post(f"/surveys/manage/{survey}/comments/{row.comment_id}/take-back", {"reason": "abuse"}, as_=people.chloe)
    assert db.session.scalar(select(func.count()).select_from(Quotation)) == 0
    quote(site, people, survey, "The vans number 2")
    site.post(f"/surveys/manage/{survey}/quotations/{quotation().id}/remove", {}, as_=people.femi)
    assert db.session.scalar(select(func.count()).select_from(Quotation)) == 0
    assert "The vans number 2" in site.get(f"/surveys/{survey}/comments", as_=people.chloe).text


def asked():
    today = clock.today()
    before = today - timedelta(days=400)
    return Asked(Period(today - timedelta(days=30), today), Period(before, before + timedelta(days=30)), today)


def blocks(app):
    """The two blocks of a report that comments are in, as a report asks for them."""
    with app.test_request_context():
        return quotations_block.block(asked()), heard_block.block(asked())


def test_a_report_holds_agreed_quotations_of_its_period_and_themes_of_enough_comments(app, site, people, survey):
    quote(site, people, survey)
    assert "Nothing is quoted" in blocks(app)[0].sentences[0].words
    site.post(f"/surveys/{survey}/quotations/{quotation().id}/agree", {}, as_=people.femi)
    quotations, heard = blocks(app)
    sentence = quotations.sentences[0]
    assert sentence.words == "Asked “What works well?”, a colleague wrote: “gives me a weekend”"
    assert sentence.evidence.address == f"/surveys/{survey}/quotations"
    told = {each.words: each.this for each in heard.figures}
    assert told == {"Rotas": 7}


def test_what_we_heard_has_the_comments_and_no_theme_of_few(site, people, survey):
    page = site.get("/what-we-heard?column=survey", as_=people.chloe)
    assert page.text.count("weekend") >= 7 and "Comments in surveys" in page.text
    assert [each.text_content() for each in page.select("li .engage-tag")] == ["Rotas"] * 7
    boats = db.session.scalar(select(Theme.id).where(Theme.name == "Boats"))
    rotas = db.session.scalar(select(Theme.id).where(Theme.name == "Rotas"))
    assert "vans" not in site.get(f"/what-we-heard?theme={boats}", as_=people.chloe).text
    assert "7 entries" in site.get(f"/what-we-heard?theme={rotas}&column=survey", as_=people.chloe).text
    assert "13 entries" in site.get(f"/what-we-heard?source=survey-{survey}", as_=people.chloe).text
    assert "0 entries" in site.get("/what-we-heard?column=survey&service=Place", as_=people.chloe).text
    assert "weekend" in site.get("/what-we-heard.csv", as_=people.chloe).data.decode()
    assert site.get("/what-we-heard", as_=people.amara).status == 403


def test_an_action_is_raised_from_comments_and_from_a_question_and_says_where_it_comes_from(site, people, survey):
    page = site.get(f"/surveys/{survey}/comments?question=X1", as_=people.chloe)
    assert not [words for words in page.links if "action" in words.lower()]
    came = site.get(page.links["What came of it"], as_=people.chloe)
    form = site.get(came.links["Make an action of this"], as_=people.chloe)
    assert "Comments on “What works well?”" in form.text
    number = reference(survey, 5)
    assert referred(number) == (survey, 5)
    with transaction():
        made_id = actions_made.agreed(people, source_kind="survey comments", source_id=number)
    assert f"/surveys/{survey}/comments?question=X1" in site.get(f"/actions/{made_id}", as_=people.chloe).links.values()
    assert (
        f"/surveys/{survey}/comments?question=X1"
        not in site.get(f"/actions/{made_id}", as_=people.amara).links.values()
    )
    for kind, words in (("survey-question", "I like the work I do"), ("survey-theme", "My work")):
        assert (
            words in site.get(f"/actions/manage/new?kind={kind}&source={reference(survey, 1)}", as_=people.chloe).text
        )


def test_a_reference_to_a_survey_that_is_gone_is_found(app, people, survey):
    key = kinds()["survey question"]
    from engage.followup.models import ActionItem

    actions_made.agreed(people, source_kind="survey question", source_id=reference(survey, 1))
    assert gone(ActionItem.source_id, key) == 0
    actions_made.agreed(people, source_kind="survey question", source_id=reference(survey + 7, 1))
    assert gone(ActionItem.source_id, key) == 1


@pytest.mark.parametrize("kind", ["survey question", "survey theme", "survey comments"])
@pytest.mark.parametrize("number", [0, 7, 999, 999_999_999])
def test_a_reference_to_nothing_leads_nowhere(app, site, people, kind, number):
    with app.test_request_context():
        from flask_login import login_user

        from engage.directory.viewing import viewer

        login_user(viewer(f"{people.chloe}.1"))
        assert links.resolve(kind, number) is None


def test_comments_reviewers_and_quotations_go_with_the_answers_and_the_figures_stay(site, people, survey):
    quote(site, people, survey)
    with transaction():
        row = db.session.get_one(Survey, survey)
        row.opens_at, row.closes_at = clock.now() - timedelta(days=500), clock.now() - timedelta(days=400)
        db.session.add(CommentReviewer(survey_id=survey, person_id=people.bryn))
    jobs.delete_due()
    db.session.expire_all()
    for table in (SurveyComment, CommentReviewer, Quotation):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    assert db.session.get(CommentReview, survey) is not None
    assert site.get(f"/surveys/{survey}/comments", as_=people.chloe).status == 404
    assert site.get(f"/surveys/{survey}/results", as_=people.amara).status == 200
    assert "were deleted on" in site.get(f"/surveys/manage/{survey}/comments", as_=people.chloe).text


def test_who_reads_comments_is_chosen_in_a_draft_and_promised_and_then_fixed(site, people):
    draft = made.draft()
    address = f"/surveys/manage/{draft}/comments"
    assert site.post(f"{address}/readers", {"readers": "staff"}, as_=people.chloe).status == 303
    said = site.get(f"/surveys/manage/{draft}/", as_=people.chloe).text
    assert "All staff read comments that reviewers approved, once they are published." in said
    opened = made.opened()
    page = site.post(f"/surveys/manage/{opened}/comments/readers", {"readers": "staff"}, as_=people.chloe)
    assert page.status == 409 and "draft alone" in page.text
    frozen = promise.from_text(db.session.get_one(Survey, opened).promise)
    assert frozen.comments_read_by == "heads"


def test_a_promise_made_before_keeps_its_text_and_its_words():
    before = promise.Promise(10, 10)
    assert "comments_read_by" not in promise.to_text(before)
    assert promise.from_text(promise.to_text(before)) == before
    said = " ".join(promise.sentences(before))
    assert "No page shows comments of this survey, so nobody reads them there" in said
    assert "reviewers" not in said
    now = promise.Promise(10, 12, comments_read_by="heads")
    assert promise.from_text(promise.to_text(now)) == now
    said = " ".join(promise.sentences(now))
    assert "at least 12 of them may be" in said and "it does not find all" in said
    assert "No page shows comments" not in said
