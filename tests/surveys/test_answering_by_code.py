"""Answering with a code: /surveys/code, and the same sections as everybody has behind it."""

import pytest
from sqlalchemy import func, select

from engage.ballots.models import Ballot
from engage.core import clock
from engage.core.db import ballot_owner_engine, db, transaction
from engage.directory.models import Throttle
from engage.surveys.actions import codes, lifecycle
from engage.surveys.models import Invitation, Survey, SurveyCode
from engage.surveys.queries import codes as queries
from engage.surveys.rules.codes import code_of, grouped
from engage.surveys.views import codes as views
from tests.surveys import coded


@pytest.fixture
def survey(people):
    return coded.survey()


@pytest.fixture
def letters(survey):
    return coded.letters(survey)


def ballots() -> int:
    with ballot_owner_engine().connect() as connection:
        return connection.execute(select(func.count()).select_from(Ballot)).scalar_one()


def used(letter) -> bool:
    db.session.remove()
    return db.session.get_one(SurveyCode, codes.digest_of(letter.code)).used


def held(site) -> dict:
    with site.client().session_transaction() as session:
        return dict(session)


def test_the_code_is_asked_for_without_a_sign_in(site, survey):
    page = site.get("/surveys/code")
    assert (page.status, page.h1) == (200, "Type your code")
    assert page.select("input[name=code]")[0].get("autocomplete") == "off"
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_whole_survey_is_answered_counted_once_and_forgotten(site, survey, letters):
    page = coded.answer(site, letters[0], X1="The team")
    assert (page.status, page.location) == (303, "/surveys/code/thanks")
    assert set(held(site)) <= {"code_sent", "csrf_token"}
    thanks = site.follow(page)
    assert thanks.h1 == "Thank you"
    assert "Autumn survey" in thanks.text
    assert thanks.response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "code" not in held(site)
    assert (used(letters[0]), used(letters[1]), ballots()) == (True, False, 1)
    assert db.session.scalar(select(func.count()).select_from(Invitation).where(Invitation.taken_part)) == 0


def test_thanks_are_said_once(site, survey, letters):
    site.follow(coded.answer(site, letters[0]))
    assert site.get("/surveys/code/thanks").location == "/surveys/code"
    assert site.get("/surveys/code/answer").location == "/surveys/code"


def test_looking_at_the_pages_of_codes_signs_nobody_out(site, people, survey):
    for path in ("", "/answer", "/thanks"):
        site.get(f"/surveys/code{path}", as_=people.amara)
    assert site.get("/surveys/", as_=people.amara).status == 200


def test_the_first_section_says_what_is_promised_and_that_nothing_is_kept(site, survey, letters):
    coded.typed(site, letters[0])
    page = site.get("/surveys/code/answer")
    assert page.h1 == "Your work"
    assert "about fewer than 5 people" in page.text
    assert "Engage keeps none of your answers on this device" in page.text
    assert "We record that a code was used, without a time." in page.text, "also where no codes were foreseen"
    assert "We record that you have taken part" not in page.text
    assert not page.select("[data-draft-key]")
    assert not page.select("[data-draft-id]")


def test_the_session_holds_the_codes_digest_and_its_paper_and_no_more(site, survey, letters):
    coded.typed(site, letters[0])
    site.get("/surveys/code/answer")
    assert set(held(site)) == {"code", "paper-code", "csrf_token"}
    assert letters[0].code not in str(held(site))


def test_a_mistyped_code_is_told_from_a_wrong_one(site, survey, letters):
    code = letters[0].code
    slip = coded.typed(site, code[:3] + ("A" if code[3] != "A" else "B") + code[4:])
    assert slip.status == 422
    assert "mistyped, missing or too many" in slip.errors[0]
    assert db.session.scalar(select(func.count()).select_from(Throttle)) == 0, "a slip of the hand is no guess"


def states(site, survey, letters):
    """What each code that opens nothing answers: unknown, used, cancelled, of a closed survey."""
    other = coded.taken.open_survey(title="Another")
    closed = coded.letters(other, 1)[0]
    cancelled = coded.letters(survey, 1, "WASTE")[0]
    site.follow(coded.answer(site, letters[0]))
    with transaction():
        batch = next(each for each in queries.batches(survey) if each.group_code == "WASTE")
        codes.cancel(db.session.get_one(Survey, survey), batch)
        lifecycle.close(db.session.get_one(Survey, other), clock.now())
    for code in (grouped(code_of(1)), letters[0], cancelled, closed):
        page = coded.typed(site, code)
        site.forget()
        yield page.status, page.errors, page.queries


def test_unknown_used_cancelled_and_closed_are_answered_alike(site, survey, letters):
    found = list(states(site, survey, letters))
    assert len({str(each) for each in found}) == 1, found
    assert found[0][0] == 422
    assert found[0][1] == [views.WRONG]


def test_whoever_guesses_is_stopped_and_a_right_code_does_not_open_the_door_again(site, survey, letters, monkeypatch):
    monkeypatch.setattr(views, "PLACE", views.Limit(3))
    for n in range(3):
        assert coded.typed(site, grouped(code_of(n + 7))).status == 422
    page = coded.typed(site, letters[0])
    assert page.status == 429
    assert views.TOO_OFTEN in page.errors[0]


def test_all_addresses_together_are_counted_too(site, survey, letters, monkeypatch):
    monkeypatch.setattr(views, "ALL", views.Limit(2))
    for n in range(2):
        client = {"environ_overrides": {"REMOTE_ADDR": f"192.0.2.{n}"}}
        site.get("/surveys/code")
        site.post("/surveys/code", {"code": grouped(code_of(n + 7))}, **client)
    assert coded.typed(site, letters[0]).status == 429


def test_the_count_of_guesses_names_no_code(site, survey, letters):
    site.follow(coded.answer(site, letters[0]))
    coded.typed(site, letters[0])
    first = set(db.session.scalars(select(Throttle.key)))
    coded.typed(site, grouped(code_of(99)))
    assert set(db.session.scalars(select(Throttle.key))) == first
    assert len(first) == 2


def test_a_paper_of_the_person_before_is_refused_with_the_code_of_the_next(site, survey, letters):
    coded.typed(site, letters[0])
    older = coded.form(site)
    for where in ("answer", "ballots"):
        coded.typed(site, letters[1])
        site.get("/surveys/code/answer")
        page = site.post(f"/surveys/code/{where}", {**older, "Q1": "5", "X1": "Not yours", "section": "three"})
        assert page.location == "/surveys/code"
        assert "Nothing was sent" in site.follow(page).source
    assert ballots() == 0


def test_after_the_end_an_older_page_sends_nothing(site, survey, letters):
    coded.typed(site, letters[1])
    form = coded.form(site)
    site.follow(site.post("/surveys/code/leave"))
    assert site.post("/surveys/code/ballots", {**form, "Q1": "5"}).location == "/surveys/code"
    assert (ballots(), used(letters[1])) == (0, False)


def test_the_token_of_the_session_before_is_refused_too(site, survey, letters):
    coded.typed(site, letters[1])
    older = site.get("/surveys/code/answer").form()
    site.post("/surveys/code/leave")
    coded.typed(site, letters[0])
    assert site.post("/surveys/code/ballots", {**older, "Q1": "5"}).status == 400


def test_leaving_clears_everything(site, survey, letters):
    coded.typed(site, letters[0])
    site.get("/surveys/code/answer")
    page = site.post("/surveys/code/leave")
    assert page.response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not held(site)


def test_a_second_press_is_told_that_the_first_may_have_been_counted(site, survey, letters):
    coded.typed(site, letters[0])
    form = coded.form(site) | {"Q1": "4", "X1": "My words", "section": "three"}
    with transaction():
        db.session.get_one(SurveyCode, codes.digest_of(letters[0].code)).used = True
    page = site.post("/surveys/code/ballots", form)
    assert (page.status, page.h1) == (409, "This code takes no more answers")
    assert "that first press may be what used the code" in page.text
    assert "My words" in page.text
    assert "What you were just sending was not counted or kept." in page.text
    assert ballots() == 0


def test_a_survey_that_closed_meanwhile_gives_the_words_back(site, survey, letters):
    coded.typed(site, letters[0])
    form = coded.form(site) | {"Q1": "4", "X1": "My words", "section": "three"}
    with transaction():
        lifecycle.close(db.session.get_one(Survey, survey), clock.now())
    page = site.post("/surveys/code/ballots", form)
    assert (page.status, page.h1) == (409, "This survey has closed")
    assert "My words" in page.text


def test_a_required_question_left_out_is_said_and_nothing_is_lost(site, survey, letters):
    coded.typed(site, letters[0])
    form = coded.form(site)
    page = site.post("/surveys/code/answer", {**form, "section": "one", "Q2": "2", "go": "next"})
    assert page.status == 422
    assert page.form()["Q2"] == "2"


def test_whoever_is_signed_in_is_signed_out_before_they_answer_by_code(site, people, survey, letters):
    page = site.get("/surveys/code", as_=people.amara)
    assert "You are signed in as Amara Nwosu" in page.text
    sent = site.post("/surveys/code", {"code": letters[0].code}, as_=people.amara)
    assert sent.location == "/surveys/code/answer"
    with site.client(people.amara).session_transaction() as session:
        assert "_user_id" not in session
    assert site.get("/surveys/", as_=people.amara).location.startswith("/sign-in")


def test_the_fragment_is_the_form_alone(site, survey, letters):
    coded.typed(site, letters[0])
    site.assert_fragment_is_its_part_of_the_page("/surveys/code/answer")


def test_a_section_costs_one_statement(site, survey, letters):
    coded.typed(site, letters[0])
    form = coded.form(site)
    page = site.post("/surveys/code/answer", {**form, "Q1": "4", "section": "one", "go": "next"})
    assert (page.status, page.queries) == (200, 1)
