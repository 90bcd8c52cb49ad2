"""Giving feedback: /values/feedback/<id>/people/<id>/answer, …/thanks, and the one-time link from outside."""

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from engage.ballots.models import Ballot
from engage.core import clock
from engage.core.db import ballot_owner_engine, db, transaction
from engage.core.outbox import OutboxRow
from engage.values.actions import feedback_asking, feedback_lists, feedback_rounds
from engage.values.models import FeedbackOutside, FeedbackReviewer
from engage.values.rules.feedback_report import Relation
from tests.factories import People
from tests.site import Site
from tests.values import feedback_scene as scene

ANSWERS = {"r0": "4", "r1": "unseen", "r2": "2"}


def ballots() -> int:
    with ballot_owner_engine().connect() as connection:
        return connection.execute(select(func.count()).select_from(Ballot)).scalar_one()


def taken_part(round_id: int, subject: int, reviewer: int) -> bool:
    db.session.rollback()
    return db.session.get_one(FeedbackReviewer, (round_id, subject, reviewer)).taken_part


@pytest.fixture
def round_id(people: People) -> int:
    """A round about Amara that asks Femi as her manager, Esi, Bryn and one more as peers."""
    scene.on()
    return scene.collecting(people.amara, {Relation.PEER: [people.esi, people.bryn, *scene.colleagues(1)]})


def sheet(round_id: int, subject: int) -> str:
    return f"/values/feedback/{round_id}/people/{subject}/answer"


def test_who_sees_what_is_said_before_the_first_question(site: Site, people: People, round_id: int) -> None:
    page = site.get(sheet(round_id, people.amara), as_=people.esi)
    assert (page.status, page.h1) == (200, "Feedback for Amara Nwosu")
    first, promise = page.text.index("confidential, not anonymous"), page.text.index("Who sees a report, and when")
    assert first < promise < page.text.index("Listens before deciding")
    assert "The manager sees a report only if the person shares it" in page.text
    assert page.select("details.engage-promise[open]")
    assert "What I saw" in page.text and "What it led to" in page.text
    assert "Haven’t seen it" in page.text
    assert "Makes time for each member" not in page.text, "Amara manages nobody"


def test_the_manager_is_told_that_their_answer_is_theirs_and_the_person_that_theirs_is(
    site: Site, people: People, round_id: int
) -> None:
    page = site.get(sheet(round_id, people.amara), as_=people.femi)
    assert "You are asked as Amara Nwosu’s manager. What you say is shown as the manager’s" in page.text
    own = site.get(sheet(round_id, people.amara), as_=people.amara)
    assert own.h1 == "How you see yourself"


def test_an_answer_is_sealed_once_and_thanked(site: Site, people: People, round_id: int) -> None:
    address = sheet(round_id, people.amara)
    paper = site.get(address, as_=people.esi).form()["paper"]
    for _ in range(2):
        page = site.post(address, {**ANSWERS, "paper": paper, "saw0": "She asked first"}, as_=people.esi)
        assert page.status == 303
    thanks = site.follow(page, as_=people.esi)
    assert thanks.h1 == "Thank you"
    assert (ballots(), taken_part(round_id, people.amara, people.esi)) == (1, True)
    assert site.get(address, as_=people.esi).location == f"/values/feedback/{round_id}/people/{people.amara}/thanks"
    assert "Answered" in site.get("/values/feedback/", as_=people.esi).text


def test_a_draft_is_the_reviewers_own_for_each_colleague_and_cleared_once_it_is_sent(
    site: Site, people: People, round_id: int
) -> None:
    address = sheet(round_id, people.amara)
    forms = [site.get(address, as_=who).select("form[data-draft-key]")[0] for who in (people.esi, people.bryn)]
    assert (
        len({form.get("data-draft-key") for form in forms}) == len({form.get("data-draft-id") for form in forms}) == 2
    )
    thanks = site.follow(site.post(address, ANSWERS, as_=people.esi), as_=people.esi)
    assert thanks.select("[data-draft-clear]")[0].get("data-draft-clear") == forms[0].get("data-draft-id")
    with site.client(people.bryn).session_transaction() as session:
        session["shared_device"] = True
    assert not site.get(address, as_=people.bryn).select("form[data-draft-key]")


def test_what_is_left_out_is_said_and_nothing_typed_is_lost(site: Site, people: People, round_id: int) -> None:
    address = sheet(round_id, people.amara)
    page = site.post(address, {"r0": "4", "r1": "9", "saw0": "She asked first"}, as_=people.esi)
    assert page.status == 422
    assert [error.split(": ")[1] for error in page.errors] == [
        "Thanks people by name", "Says when something is not working",
    ]  # fmt: skip
    assert page.form()["saw0"].strip() == "She asked first"
    assert page.form()["r0"] == "4"
    long = site.post(address, {**ANSWERS, "led1": "x" * 601}, as_=people.esi)
    assert (long.status, long.errors) == (422, ["Shorten what you wrote: at most 600 characters in each field."])
    assert ballots() == 0


def test_whoever_is_not_asked_does_not_find_it(site: Site, people: People, round_id: int) -> None:
    for who, subject in ((people.chloe, people.amara), (people.dev, people.amara), (people.esi, people.bryn)):
        for address in (sheet(round_id, subject), f"/values/feedback/{round_id}/people/{subject}/thanks"):
            assert site.get(address, as_=who).status == 404
        assert site.post(sheet(round_id, subject), ANSWERS, as_=who).status == 404
    assert site.get(sheet(round_id, people.amara)).location.startswith("/sign-in")
    assert ballots() == 0


def test_a_list_that_is_only_proposed_asks_nobody_yet(site: Site, people: People) -> None:
    scene.on()
    round_id = scene.proposing(people.amara)
    scene.propose(round_id, people.amara, {Relation.PEER: [people.esi]})
    assert site.get(sheet(round_id, people.amara), as_=people.esi).status == 404
    assert "Amara" not in site.get("/values/feedback/", as_=people.esi).text


def test_too_late_gives_every_word_back_and_keeps_none(site: Site, people: People, round_id: int) -> None:
    site.get(sheet(round_id, people.amara), as_=people.esi)
    scene.close(round_id)
    page = site.post(sheet(round_id, people.amara), {**ANSWERS, "saw0": "Lost words"}, as_=people.esi)
    assert page.status == 409
    assert "Lost words" in page.text
    assert site.get(sheet(round_id, people.amara), as_=people.esi).status == 409
    assert not taken_part(round_id, people.amara, people.esi)


def test_a_paper_of_somebody_else_is_not_taken(site: Site, people: People, round_id: int) -> None:
    address = sheet(round_id, people.amara)
    brynss = site.get(address, as_=people.bryn).form()["paper"]
    for who in (people.esi, people.bryn):
        assert site.post(address, {**ANSWERS, "paper": brynss}, as_=who).status == 303
    assert ballots() == 2


def test_everybody_is_mailed_once_without_a_name_and_reminded_whether_they_have_answered_or_not(
    site: Site, people: People, round_id: int
) -> None:
    db.session.rollback()
    before = db.session.query(OutboxRow).filter_by(kind="mail").all()
    asked = [row for row in before if "You are asked for feedback" in row.payload]
    assert len(asked) == 4, "Amara, Femi, Esi and one more have an address"
    assert not any("Nwosu" in row.payload for row in asked)
    scene.answer(round_id, people.amara, people.esi)
    with transaction():
        for _ in range(2):
            feedback_rounds.remind(scene.round_(round_id))
    reminders = [r for r in db.session.query(OutboxRow).all() if "a few days left" in r.payload]
    assert sorted(re.findall(r'"to": "(\w+)@', " ".join(r.payload for r in reminders))) == [
        "amara", "c4000", "esi", "femi",
    ]  # fmt: skip


# From outside.


@pytest.fixture
def token(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> str:
    """A one-time link to a round about Amara."""
    scene.on("feedback-rounds", "outside-reviewers")
    monkeypatch.setattr(feedback_asking.secrets, "token_urlsafe", lambda _bytes: "the-token-of-robin")
    round_id = scene.proposing(people.amara, outside=True)
    scene.propose(round_id, people.amara, {Relation.PEER: [people.esi, people.bryn, *scene.colleagues(1)]})
    with transaction():
        feedback_lists.add_outside(scene.round_(round_id), people.amara, "Robin Partner", "robin@partner.example")
    scene.approve(round_id, people.amara)
    scene.key(round_id)
    with transaction():
        feedback_rounds.collect(scene.round_(round_id), clock.now())
    return "the-token-of-robin"


def test_a_link_works_once_and_its_holder_is_told_who_sees_what(site: Site, people: People, token: str) -> None:
    address = f"/values/feedback/outside/{token}"
    page = site.get(address)
    assert page.h1 == "Feedback for Amara Nwosu"
    assert not page.select("form[data-draft-key]"), "whoever has the link would have the key"
    assert "confidential, not anonymous" in page.text
    assert site.post(address, {"r0": "4"}).status == 422
    assert site.follow(site.post(address, ANSWERS)).h1 == "Thank you"
    assert ballots() == 1
    assert site.get(address).h1 == "This link has been used"
    assert site.post(address, ANSWERS).h1 == "This link has been used"
    assert ballots() == 1


def test_neither_address_nor_token_stays_in_the_database(people: People, token: str) -> None:
    row = db.session.query(FeedbackOutside).one()
    assert row.email == ""
    assert token not in (row.token_hash or "")
    mails = [each for each in db.session.query(OutboxRow).all() if token in each.payload]
    assert len(mails) == 1
    assert mails[0].useless_at is not None, "it is forgotten at the close, sent or not"


def test_a_wrong_link_leads_nowhere_and_guessing_is_stopped(site: Site, token: str) -> None:
    for n in range(60):
        status = site.get(f"/values/feedback/outside/guess{n}").status
        if status == 429:
            break
        assert status == 404
    assert status == 429


def test_with_the_switch_for_outside_off_no_link_works_and_nobody_is_added(
    site: Site, people: People, token: str
) -> None:
    from engage.core import switches

    with transaction():
        switches.turn("outside-reviewers", False, "Not signed for next year")
    assert site.get(f"/values/feedback/outside/{token}").status == 403
    round_id = scene.proposing(people.esi, outside=True)
    scene.propose(round_id, people.esi, {})
    sent = {"name": "Robin", "email": "robin@partner.example"}
    assert site.post(f"/values/feedback/{round_id}/outside", sent, as_=people.esi).status == 403


def test_a_request_about_an_answer_is_not_logged(app: Flask) -> None:
    for name in ("feedback_answer", "feedback_cast", "feedback_outside", "feedback_outside_cast"):
        assert app.view_functions[f"values.{name}"].__dict__["unlogged"]
