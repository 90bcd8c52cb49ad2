"""Answering a survey: /surveys/<id>/answer, /surveys/<id>/ballots, /surveys/<id>/thanks."""

from datetime import timedelta

import pytest
from flask import has_request_context
from sqlalchemy import func, select

from engage.ballots.models import Ballot
from engage.core import clock
from engage.core.db import ballot_owner_engine, db, transaction
from engage.surveys.actions import lifecycle
from engage.surveys.models import Invitation, Survey
from tests.surveys import taken


@pytest.fixture
def survey(people):
    return taken.open_survey()


def ballots() -> int:
    with ballot_owner_engine().connect() as connection:
        return connection.execute(select(func.count()).select_from(Ballot)).scalar_one()


def has_taken_part(survey_id: int, person_id: int) -> bool:
    db.session.remove()
    return db.session.get_one(Invitation, (survey_id, person_id)).taken_part


def answer(site, survey, person, **given):
    """Go through all sections with these answers; the last answer of the server."""
    path, data = f"/surveys/{survey}/answer", {"Q1": "4", "go": "next", **given}
    site.get(path, as_=person)
    for section in ("one", "two"):
        page = site.post(path, {**data, "section": section}, as_=person)
        if page.status != 200:
            return page
    return site.post(f"/surveys/{survey}/ballots", {**data, "section": "three"}, as_=person)


def test_the_first_section_shows_progress_and_what_is_promised(site, people, survey):
    page = site.get(f"/surveys/{survey}/answer", as_=people.amara)
    assert page.status == 200
    assert page.h1 == "Your work"
    assert "Section 1 of 3" in page.text
    assert "about fewer than 5 people" in page.text
    assert "Somebody who changed our software" in page.text


def test_whoever_is_signed_out_is_sent_to_sign_in(site, survey):
    assert site.get(f"/surveys/{survey}/answer").location.startswith("/sign-in")


def test_a_survey_that_does_not_ask_somebody_is_not_there_for_them(site, people, survey):
    with transaction():
        db.session.delete(db.session.get_one(Invitation, (survey, people.esi)))
    assert site.get(f"/surveys/{survey}/answer", as_=people.esi).status == 404
    assert site.post(f"/surveys/{survey}/ballots", {"Q1": "4"}, as_=people.esi).status == 404


def test_a_section_answers_with_the_next_and_carries_what_was_said(site, people, survey):
    path = f"/surveys/{survey}/answer"
    site.get(path, as_=people.amara)
    page = site.post(path, {"section": "one", "Q1": "4", "Q2": "na", "go": "next"}, as_=people.amara)
    assert page.status == 200
    assert page.h1 == "Managing"
    assert page.form()["Q1"] == "4"
    assert page.form()["Q2"] == "na"


def test_a_required_question_left_out_is_said_in_the_summary_and_nothing_is_lost(site, people, survey):
    path = f"/surveys/{survey}/answer"
    site.get(path, as_=people.amara)
    page = site.post(path, {"section": "one", "Q2": "2", "go": "next"}, as_=people.amara)
    assert page.status == 422
    assert page.errors == ["Answer this question: I like the work I do"]
    assert page.form()["Q2"] == "2"


def test_back_skips_the_checks_and_keeps_the_answers(site, people, survey):
    path = f"/surveys/{survey}/answer"
    site.get(path, as_=people.amara)
    page = site.post(path, {"section": "three", "Q1": "4", "P1": "Y", "X1": "w", "go": "back"}, as_=people.amara)
    assert page.h1 == "Managing"
    assert page.form()["X1"] == "w"


def test_a_condition_shows_its_question_when_met(site, people, survey):
    path = f"/surveys/{survey}/answer"
    site.get(path, as_=people.amara)
    shown = site.post(path, {"section": "three", "Q1": "4", "P1": "Y", "go": "back"}, as_=people.amara)
    assert "I have time for my team" in shown.text
    hidden = site.post(path, {"section": "three", "Q1": "4", "P1": "N", "go": "back"}, as_=people.amara)
    assert "I have time for my team" not in hidden.text


def test_the_fragment_is_the_form_alone(site, people, survey):
    site.assert_fragment_is_its_part_of_the_page(f"/surveys/{survey}/answer", as_=people.amara)


def test_a_whole_survey_is_cast_once_and_leads_to_the_thanks(site, people, survey):
    page = answer(site, survey, people.amara, P1="N", X1="The team")
    assert page.status == 303
    assert page.location == f"/surveys/{survey}/thanks"
    assert site.follow(page, as_=people.amara).h1 == "Thank you"
    assert has_taken_part(survey, people.amara)
    assert ballots() == 1


def test_once_thanked_nothing_in_the_browser_says_which_ballot_is_theirs(site, people, survey):
    sent = answer(site, survey, people.amara)
    with site.client(people.amara).session_transaction() as session:
        assert session[f"paper-{survey}"], "a commit may yet fail"
    site.follow(sent, as_=people.amara)
    with site.client(people.amara).session_transaction() as session:
        assert not [name for name in session if name.startswith("paper")]


def test_submitting_twice_and_going_back_counts_once(site, people, survey):
    first = answer(site, survey, people.amara)
    again = site.post(f"/surveys/{survey}/ballots", {"section": "three", "Q1": "1"}, as_=people.amara)
    assert (first.status, again.status) == (303, 303)
    assert site.get(f"/surveys/{survey}/answer", as_=people.amara).location == f"/surveys/{survey}/thanks"
    assert ballots() == 1


def test_a_retry_after_the_flag_was_lost_is_the_same_ballot(site, people, survey, monkeypatch):
    """The server dies between the two commits: the same browser sends the same paper again."""
    path, data = f"/surveys/{survey}/answer", {"section": "three", "Q1": "4"}
    site.get(path, as_=people.amara)
    with monkeypatch.context() as patched:
        patched.setattr(db.session, "flush", lambda: (_ for _ in ()).throw(RuntimeError("killed")))
        assert site.post(f"/surveys/{survey}/ballots", data, as_=people.amara).status == 500
    assert ballots() == 1
    assert not has_taken_part(survey, people.amara)
    assert site.post(f"/surveys/{survey}/ballots", data, as_=people.amara).status == 303
    assert ballots() == 1
    assert has_taken_part(survey, people.amara)


def failing(commit):
    """A commit that fails inside a request, and is itself outside."""

    def fails() -> None:
        if has_request_context():
            raise RuntimeError("disk full")
        commit()

    return fails


def test_a_retry_after_a_commit_that_failed_is_the_same_ballot_even_from_another_session(
    site, people, survey, monkeypatch
):
    page = site.get(f"/surveys/{survey}/answer", as_=people.amara)
    data = {"section": "three", "Q1": "4", "paper": page.form()["paper"]}
    with monkeypatch.context() as patched:
        patched.setattr(db.session, "commit", failing(db.session.commit))
        patched.setitem(site.app.config, "PROPAGATE_EXCEPTIONS", False)
        assert site.post(f"/surveys/{survey}/ballots", data, as_=people.amara).status == 500
    assert ballots() == 1
    site.forget(people.amara)
    site.get(f"/surveys/{survey}/answer", as_=people.amara)
    assert site.post(f"/surveys/{survey}/ballots", data, as_=people.amara).status == 303
    assert (ballots(), has_taken_part(survey, people.amara)) == (1, True)


def test_the_paper_of_somebody_else_or_of_another_survey_is_not_accepted(site, people, survey):
    """Two who agreed on one number would be two who took part, and one ballot: the opening would stop."""
    other = taken.open_survey(title="Another survey")
    theirs = site.get(f"/surveys/{survey}/answer", as_=people.amara).form()["paper"]
    others = site.get(f"/surveys/{other}/answer", as_=people.esi).form()["paper"]
    for person in (people.amara, people.esi, people.femi):
        for paper in (others, "0" * 32, theirs):
            page = site.post(
                f"/surveys/{survey}/answer", {"section": "two", "Q1": "4", "paper": paper, "go": "next"}, as_=person
            )
            assert (page.form()["paper"] == paper) == (paper == theirs and person == people.amara)
        data = {"section": "three", "Q1": "4", "paper": theirs}
        assert site.post(f"/surveys/{survey}/ballots", data, as_=person).status == 303
    assert ballots() == 3


def test_reload_another_tab_and_back_keep_the_paper(site, people, survey):
    path = f"/surveys/{survey}/answer"
    papers = {site.get(path, as_=people.amara).form()["paper"] for _ in range(2)}
    for way in ("next", "back"):
        sent = {"section": "two", "Q1": "4", "paper": next(iter(papers)), "go": way}
        papers.add(site.post(path, sent, as_=people.amara).form()["paper"])
    assert len(papers) == 1


def test_submit_looks_at_every_section_again(site, people, survey):
    site.get(f"/surveys/{survey}/answer", as_=people.amara)
    page = site.post(f"/surveys/{survey}/ballots", {"section": "three", "Q2": "4"}, as_=people.amara)
    assert page.status == 422
    assert page.h1 == "Your work"
    assert ballots() == 0


@pytest.mark.parametrize(("field", "value"), [("Q1", "9"), ("P1", ["Y", "N"]), ("X1", "x" * 201)])
def test_an_answer_that_is_not_offered_is_refused_and_nothing_is_cast(site, people, survey, field, value):
    page = answer(site, survey, people.amara, **{field: value})
    assert page.status == 422
    assert len(page.errors) == 1
    assert ballots() == 0


def test_when_it_closes_in_the_middle_nothing_is_counted_and_the_words_stay_on_the_page(site, people, survey):
    site.get(f"/surveys/{survey}/answer", as_=people.amara)
    with transaction():
        lifecycle.close(db.session.get_one(Survey, survey), clock.now())
    page = site.post(f"/surveys/{survey}/ballots", {"section": "three", "Q1": "4", "X1": "My words"}, as_=people.amara)
    assert page.status == 409
    assert "This survey has closed" in page.h1
    assert "My words" in page.text
    assert ballots() == 0


def test_the_closing_time_counts_before_the_worker_acts_on_it(site, people, survey):
    with transaction():
        row = db.session.get_one(Survey, survey)
        row.opens_at, row.closes_at = clock.now() - timedelta(days=2), clock.now() - timedelta(minutes=1)
    assert site.get(f"/surveys/{survey}/answer", as_=people.amara).status == 409


def test_thanks_are_for_whoever_has_taken_part(site, people, survey):
    assert site.get(f"/surveys/{survey}/thanks", as_=people.amara).location == f"/surveys/{survey}/answer"


def test_the_draft_key_is_the_persons_own_and_there_is_none_on_a_shared_device(site, people, survey):
    path = f"/surveys/{survey}/answer"
    keys = {
        site.get(path, as_=who).select("form[data-draft-key]")[0].get("data-draft-key")
        for who in (people.amara, people.esi)
    }
    assert len(keys) == 2
    with site.client(people.amara).session_transaction() as session:
        session["shared_device"] = True
    assert not site.get(path, as_=people.amara).select("form[data-draft-key]")


def test_a_section_costs_the_same_number_of_statements_for_everybody(site, people, survey):
    path = f"/surveys/{survey}/answer"
    before = site.query_count(path, as_=people.amara)
    taken.crowd()
    assert site.query_count(path, as_=people.amara) == before <= 2


def test_the_list_shows_what_is_open_and_what_one_has_done(site, people, survey):
    assert "Autumn survey" in site.get("/surveys/", as_=people.amara).links
    answer(site, survey, people.amara)
    page = site.get("/surveys/", as_=people.amara)
    assert "Autumn survey" not in page.links
    assert "You have taken part in Autumn survey" in page.text
