"""Before and after the answering: what is coming up, the closed page, and two casts at one moment."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from engage.ballots import queries as boxes
from engage.ballots.actions import confirm_backup_destroyed, new_ballot_id
from engage.ballots.models import Ballot
from engage.core import clock
from engage.core.db import ballot_owner_engine, db, transaction
from engage.directory.models import Person, Unit
from engage.surveys.actions import casting, lifecycle
from engage.surveys.models import Invitation, Survey
from engage.surveys.rules import Kind, Option, Question, Questionnaire
from engage.surveys.rules.reach import Chosen, to_text
from tests.surveys import made, taken


def ballots() -> int:
    with ballot_owner_engine().connect() as connection:
        return connection.execute(select(func.count()).select_from(Ballot)).scalar_one()


def with_other() -> Questionnaire:
    """The small questionnaire with a choice whose answer may be put in one's own words."""
    options = (Option("a", "By bus"), Option("b", "On foot"))
    way = Question("W1", "w1", Kind.SINGLE, "How do you come to work?", options=options, has_other=True)
    first, *rest = taken.small().sections
    return replace(taken.small(), sections=(replace(first, questions=(*first.questions, way)), *rest))


def scheduled(opens_in: int = 3, **changed: object) -> int:
    """A scheduled survey that opens by itself in so many days."""
    survey_id = made.scheduled()
    with transaction():
        found = db.session.get_one(Survey, survey_id)
        found.opens_at = clock.now() + timedelta(days=opens_in)
        for name, value in changed.items():
            setattr(found, name, value)
    return survey_id


def test_two_casts_of_one_person_at_the_same_moment_count_once(app, people, monkeypatch):
    survey_id = taken.open_survey()
    both, whole = threading.Barrier(2), casting.box.cast

    def meets(*given: object) -> bool:
        """Where nothing kept the second out, both would stand here together."""
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(1)
        return whole(*given)

    def vote(_: int) -> None:
        with app.app_context():
            try:
                with transaction():
                    casting.cast(survey_id, people.amara, new_ballot_id(), taken.small(), {"Q1": "4"})
            finally:
                db.session.remove()

    monkeypatch.setattr(casting.box, "cast", meets)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(vote, range(2)))
    flags = select(func.count()).select_from(Invitation).where(Invitation.taken_part)
    assert (ballots(), db.session.scalar(flags)) == (1, 1)


@pytest.mark.parametrize("path", ["ballots", "answer"])
def test_who_comes_too_late_gets_every_word_back_and_the_draft_is_cleared(site, people, path):
    survey_id = taken.open_survey(with_other())
    site.get(f"/surveys/{survey_id}/answer", as_=people.amara)
    with transaction():
        lifecycle.close(db.session.get_one(Survey, survey_id), clock.now())
    sent = {"section": "three", "Q1": "4", "X1": "My words", "W1": "__other", "W1__other": "By my own boat"}
    page = site.post(f"/surveys/{survey_id}/{path}", sent, as_=people.amara)
    assert page.status == 409
    assert [quote.text for quote in page.select("blockquote")] == ["By my own boat", "My words"]
    assert page.select("#answer-closed[data-draft-clear]")
    assert page.select("script[src*='draft']")
    assert "What you were just sending was not counted or kept." in page.text
    assert ballots() == 0


def test_a_question_that_came_beside_an_error_is_told_of_once_the_error_is_mended(site, people):
    needed = Question("Q3", "i9", Kind.SCALE, "We talk", options=taken.small().questions[0].options, required=True)
    one, two, three = taken.small().sections
    asked = replace(taken.small(), sections=(one, replace(two, questions=(*two.questions, needed)), three))
    path = f"/surveys/{taken.open_survey(asked)}/answer"
    first = site.get(path, as_=people.amara).form() | {"Q1": "4", "go": "next"}
    second = site.post(path, first, as_=people.amara).form() | {"P1": "Y", "go": "next"}
    wrong = site.post(path, second, as_=people.amara)
    assert (wrong.status, wrong.errors) == (422, ["Answer this question: We talk"])
    assert "I have time for my team" in wrong.text
    mended = wrong.form() | {"Q3": "4", "go": "next"}
    assert "calls for one more question" in site.post(path, mended, as_=people.amara).text
    assert site.post(path, mended | {"P2": "4"}, as_=people.amara).h1 == "Your words", "who has seen it goes on"


def test_eyes_are_told_what_can_be_left_out_where_something_cannot(site, people):
    path = f"/surveys/{taken.open_survey()}/answer"
    first = site.get(path, as_=people.amara)
    assert [legend.text_content().split(". ")[1] for legend in first.select(".engage-mixed legend")] == [
        "I like the work I do",
        "I have what I need (optional)",
    ]
    assert "govuk-visually-hidden" not in first.select("legend span")[-1].get("class")
    second = site.post(path, first.form() | {"Q1": "4", "go": "next"}, as_=people.amara)
    assert second.h1 == "Managing"
    assert not second.select(".engage-mixed"), "where all is optional the introduction says so"


def test_who_only_looks_after_the_close_is_not_told_that_answers_were_lost(site, people):
    survey_id = taken.open_survey()
    taken.close(survey_id)
    page = site.get(f"/surveys/{survey_id}/answer", as_=people.amara)
    assert page.h1 == "This survey has closed"
    assert "It takes no answers any more." in page.text
    assert "sending" not in page.text


def test_thanks_that_are_read_after_the_close_do_not_tell_of_it_as_to_come(site, people):
    survey_id = taken.open_survey()
    site.post(f"/surveys/{survey_id}/ballots", {"section": "three", "Q1": "4"}, as_=people.amara)
    told = {True: "The survey closes", False: "The survey has closed: all answers"}
    for is_open, words in told.items():
        page = site.get(f"/surveys/{survey_id}/thanks", as_=people.amara).text
        assert [each for each in told.values() if each in page] == [words], is_open
        if is_open:
            taken.close(survey_id)


def test_the_pages_after_the_answering_show_the_promise_and_whether_a_key_still_exists(site, people):
    survey_id = taken.open_survey()
    print_of = db.session.get_one(Survey, survey_id).promise_digest
    assert print_of in site.get(f"/surveys/{survey_id}/answer", as_=people.amara).text
    site.post(f"/surveys/{survey_id}/ballots", {"section": "three", "Q1": "4"}, as_=people.amara)
    taken.close(survey_id)
    pages = {people.amara: f"/surveys/{survey_id}/thanks", people.esi: f"/surveys/{survey_id}/answer"}
    for person, path in pages.items():
        page = site.get(path, as_=person)
        assert print_of in page.text
        assert "it still exists" in page.text
    with transaction():
        confirm_backup_destroyed(boxes.backups(db.session.get_one(Survey, survey_id).box)[0])
    for person, path in pages.items():
        page = site.get(path, as_=person)
        assert "still exists" not in page.text
        assert "every backup copy of it, has been destroyed" in page.text


def test_what_is_coming_up_is_shown_with_its_promise_to_those_who_will_be_asked(site, people):
    scheduled(title="For everyone", minimum_group=7)
    adults = db.session.scalars(select(Unit.id).where(Unit.code == "ADULTS")).one()
    scheduled(title="For adults", audience=to_text(Chosen(base=f"unit:{adults}")))
    scheduled(title="Without a date", opens_at=None)
    scheduled(-2, title="Never to open", closes_at=clock.now() - timedelta(days=1))
    page = site.get("/surveys/", as_=people.amara)
    assert [card.text for card in page.select("article h3")] == ["For everyone", "For adults"]
    assert "is about fewer than 7 people" in page.text
    assert "It is fixed when the survey opens" in page.text
    elsewhere = site.get("/surveys/", as_=people.esi)
    assert [card.text for card in elsewhere.select("article h3")] == ["For everyone"]


def test_what_is_coming_up_costs_one_statement_and_nobody_who_is_not_asked_sees_it(site, people):
    before = site.query_count("/surveys/", as_=people.amara)
    scheduled()
    scheduled(opens_in=4)
    assert site.query_count("/surveys/", as_=people.amara) == before
    with transaction():
        post = db.session.get_one(Person, people.esi).posts[0]
        post.ended_on = clock.today()
    assert "Coming up" not in site.get("/surveys/", as_=people.esi).text
