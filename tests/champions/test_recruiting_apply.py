"""Applying in a recruitment round, taking it back, suggesting a colleague, and the manager's answer."""

from datetime import date, timedelta

import pytest

from engage.champions import jobs_recruiting
from engage.champions.actions import recruiting_applying as acts
from engage.champions.models import Application, Suggestion
from engage.champions.rules.recruiting import follow, in_words, reminder_due
from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.errors import Conflict
from engage.directory.models import Post
from tests.champions import recruiting_made as made

SENT = {"why": "I listen well, and I come back to people.", "languages": "Welsh", "shown": "y"}


def mails(app) -> list[str]:
    outbox.run_due_rows()
    folder = app.extensions["settings"].instance / "mail"
    return [file.read_text() for file in folder.glob("*.eml")]


def apply(site, round_id: int, who: int, **more: str):
    site.get(f"/networks/rounds/{round_id}", as_=who)
    return site.post(f"/networks/rounds/{round_id}/applications", SENT | more, as_=who)


def test_amara_applies_in_five_minutes_and_femi_agrees_the_time(site, people, app):
    round_id = made.opened()
    assert "New champions" in site.get("/", as_=people.amara).text
    page = apply(site, round_id, people.amara)
    assert page.status == 303 and "Femi Adeyemi is asked" in site.follow(page, as_=people.amara).source
    assert "New champions" not in site.get("/", as_=people.amara).text
    number = db.session.query(Application.id).scalar()
    ask = f"/networks/applications/{number}/agree"
    assert site.get("/", as_=people.femi).links["Can Amara Nwosu have the time?"] == ask
    assert any("femi@" in mail and "Amara Nwosu would like to join" in mail for mail in mails(app))
    page = site.get(ask, as_=people.femi)
    assert "Amara Nwosu and the OD team read what you write here" in page.text and SENT["why"] not in page.text
    assert site.post(ask, {"answer": "cannot", "why": " "}, as_=people.femi).errors == [
        "Say why they cannot have the time now."
    ]
    site.post(ask, {"answer": "cannot", "why": "Two people short"}, as_=people.femi)
    assert "Two people short" in site.get(f"/networks/rounds/{round_id}", as_=people.amara).text
    assert site.post(ask, {"answer": "agree"}, as_=people.femi).status == 303
    page = site.get(f"/networks/rounds/{round_id}", as_=people.amara).text
    assert "Femi Adeyemi agrees the time" in page and "Two people short" not in page
    twice = site.post(ask, {"answer": "agree"}, as_=people.femi)
    assert twice.status == 409 and "You have agreed already" in twice.errors[0]


def test_only_whoever_is_asked_sees_the_question_and_a_second_manager_takes_it_over(site, people):
    round_id = made.opened()
    number = made.applied(round_id, people.amara)
    ask = f"/networks/applications/{number}/agree"
    for who in (people.amara, people.esi, people.chloe):
        assert site.get(ask, as_=who).status == 404
        assert site.post(ask, {"answer": "agree"}, as_=who).status == 404
    assert site.get(ask).status == 303 and site.get(f"/networks/rounds/{round_id}").status == 303
    other = f"{made.MANAGE}{round_id}/applications/{number}/ask"
    assert site.post(other, {}, as_=people.chloe).errors == ["Choose who is asked."]
    found = site.post(other, {"find": "y", "q": "Esi"}, as_=people.chloe)
    assert found.status == 200 and found.select(f"input[value='person:{people.esi}']")
    wrong = site.post(other, {"person": f"person:{people.amara}"}, as_=people.chloe)
    assert wrong.status == 422 and "cannot agree their own time" in wrong.errors[0]
    assert site.post(other, {"person": f"person:{people.esi}"}, as_=people.chloe).status == 303
    gone = site.get(ask, as_=people.femi)
    assert gone.status == 404 and "put to somebody else" in gone.text
    assert site.post(ask, {"answer": "agree"}, as_=people.esi).status == 303
    again = site.post(other, {"person": f"person:{people.femi}"}, as_=people.chloe)
    assert again.status == 303 and made.application(number).manager == "asked"
    assert (
        "Somebody else was asked about the time"
        in site.get(f"{made.MANAGE}{round_id}/decisions", as_=people.chloe).text
    )


def test_whoever_has_no_manager_is_decided_about_without(site, people):
    with transaction():
        db.session.query(Post).filter_by(person_id=people.femi).one().is_head = False
        db.session.query(Post).filter_by(person_id=people.amara).one().manager_post_id = None
    page = apply(site, made.opened(), people.amara)
    assert "The OD team decides about it" in site.follow(page, as_=people.amara).source
    assert db.session.query(Application.manager).scalar() == "nobody"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"why": ""}, "Say in a sentence or two"),
        ({"why": "\u200b…"}, "Write something that can be read."),
        ({"why": "x" * 1_001}, "Use at most 1,000"),
        ({"shown": ""}, "Tick that you can be shown"),
        ({"languages": "x" * 121}, "Use at most 120"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(site, people, sent, says):
    page = apply(site, made.opened(), people.esi, **sent)
    assert page.status == 422 and says in page.errors[0] and db.session.query(Application).count() == 0
    assert page.select("input[name=languages]")[0].get("value") == (sent.get("languages") or "Welsh")


def test_after_the_close_it_is_refused_and_the_words_stay_on_the_page(site, people):
    round_id = made.opened()
    number = made.applied(round_id, people.amara)
    made.over(round_id)
    page = apply(site, round_id, people.esi)
    assert page.status == 409 and "Applications closed on" in page.errors[0]
    assert SENT["why"] in page.select("textarea")[0].text and not page.select("main form button")
    change = f"/networks/applications/{number}/edit"
    assert site.get(change, as_=people.amara).status == 409
    late = site.post(change, SENT, as_=people.amara)
    assert late.status == 409 and SENT["why"] in late.select("textarea")[0].text
    assert made.application(number).why == "I listen well."
    assert site.get(f"/networks/rounds/{round_id}/suggest", as_=people.esi).status == 409
    assert "New champions" not in site.get("/", as_=people.esi).text


def test_once_a_round_even_for_two_windows_at_the_same_moment(site, people, monkeypatch):
    round_id = made.opened()
    apply(site, round_id, people.esi)
    twice = apply(site, round_id, people.esi)
    assert twice.status == 409 and "You have applied in this round already" in twice.errors[0]
    monkeypatch.setattr(acts.queries, "of_person", lambda *_: None)
    with pytest.raises(Conflict, match="already"):
        acts.apply(made.get(round_id), people.esi, "Again", "", clock.now())
    db.session.rollback()
    assert db.session.query(Application).count() == 1


def test_it_is_changed_and_taken_back_until_the_close_and_can_be_sent_again(site, people):
    round_id = made.opened()
    number = made.applied(round_id, people.amara, "agreed")
    change = f"/networks/applications/{number}/edit"
    form = site.get(change, as_=people.amara).form()
    assert site.post(change, form | {"why": "Better words"}, as_=people.amara).status == 303
    assert made.application(number).why == "Better words" and made.application(number).manager == "agreed"
    assert site.post(change, form | {"why": "Other window"}, as_=people.amara).status == 409
    for who in (people.esi, people.chloe):
        assert site.get(change, as_=who).status == 404
        assert site.post(f"/networks/applications/{number}/withdraw", as_=who).status == 404
    assert site.post(f"/networks/applications/{number}/withdraw", as_=people.amara).status == 303
    row = made.application(number)
    assert (row.outcome, row.why, row.asked_manager_id) == ("withdrawn", "", None)
    assert site.get(f"{made.MANAGE}{round_id}/applications/{number}/", as_=people.chloe).status == 404
    assert apply(site, round_id, people.amara).status == 303 and made.application(number).outcome == "sent"


def test_bryn_who_is_in_the_network_is_told_so_and_cannot_apply(site, people):
    round_id = made.opened()
    assert "New champions" not in site.get("/", as_=people.bryn).text
    assert "You are in this network already" in site.get(f"/networks/rounds/{round_id}", as_=people.bryn).text
    assert apply(site, round_id, people.bryn).status == 409


def test_a_suggested_colleague_decides_and_is_not_asked_again_after_a_no(site, people, app):
    round_id = made.opened()
    here = f"/networks/rounds/{round_id}"
    site.get(f"{here}/suggest", as_=people.bryn)
    page = site.post(f"{here}/suggestions", {"person": f"person:{people.amara}"}, as_=people.bryn)
    assert page.status == 303 and "They decide themselves" in site.follow(page, as_=people.bryn).source
    assert "Bryn Parry thinks you would be good at it" in site.get("/", as_=people.amara).text
    assert any("amara@" in mail and "Bryn Parry thinks" in mail for mail in mails(app))
    again = site.post(f"{here}/suggestions", {"person": f"person:{people.amara}"}, as_=people.esi)
    assert again.status == 409 and "asked in this round already" in again.errors[0]
    no = f"/networks/suggestions/{db.session.query(Suggestion.id).scalar()}/decline"
    assert site.post(no, as_=people.esi).status == 404
    assert site.post(no, as_=people.amara).status == 303
    assert "New champions" not in site.get("/", as_=people.amara).text
    assert site.post(f"{here}/suggestions", {"person": f"person:{people.amara}"}, as_=people.femi).status == 409
    assert apply(site, round_id, people.amara).status == 303


def test_whoever_suggests_does_not_learn_who_has_applied(site, people, app):
    round_id = made.opened()
    made.applied(round_id, people.esi)
    before = len(mails(app))
    site.get(f"/networks/rounds/{round_id}/suggest", as_=people.femi)
    page = site.post(f"/networks/rounds/{round_id}/suggestions", {"person": f"person:{people.esi}"}, as_=people.femi)
    assert page.status == 303 and len(mails(app)) == before


@pytest.mark.parametrize(
    ("who", "says"), [("femi", "You cannot suggest yourself"), ("bryn", "They are in this network already")]
)
def test_who_cannot_be_suggested_is_said_plainly(site, people, who, says):
    round_id = made.opened()
    site.get(f"/networks/rounds/{round_id}/suggest", as_=people.femi)
    sent = {"person": f"person:{getattr(people, who)}"}
    page = site.post(f"/networks/rounds/{round_id}/suggestions", sent, as_=people.femi)
    assert page.status == 422 and says in page.errors[0]
    made.leave(people.esi)
    gone = site.post(f"/networks/rounds/{round_id}/suggestions", {"person": f"person:{people.esi}"}, as_=people.femi)
    assert gone.status == 422 and "does not work here any more" in gone.errors[0]


def test_a_manager_is_reminded_once_after_five_working_days(site, people, app):
    number = made.applied(made.opened(), people.amara)
    jobs_recruiting.remind()
    assert made.application(number).reminded_at is None
    with transaction():
        made.application(number).asked_at = clock.now() - timedelta(days=12)
    for _ in range(2):
        jobs_recruiting.remind()
    assert len([mail for mail in mails(app) if "A reminder" in mail]) == 1


def test_a_reminder_waits_for_five_working_days_and_successors_end_somewhere():
    friday, easter = date(2027, 3, 5), date(2027, 3, 25)
    assert not reminder_due(friday, date(2027, 3, 11)) and reminder_due(friday, date(2027, 3, 12))
    assert not reminder_due(easter, date(2027, 4, 2)) and reminder_due(easter, date(2027, 4, 5))
    assert follow(1, {1: 2, 2: 3}) == 3 and follow(1, {1: None}) is None and follow(1, {1: 2, 2: 1}) is None
    assert (in_words(1), in_words(12)) == ("one more person", "12 more people")


def test_a_draft_is_not_there_for_staff(site, people):
    round_id = made.draft()
    assert site.get(f"/networks/rounds/{round_id}", as_=people.amara).status == 404
    assert apply(site, made.opened(), people.amara).status == 303
    assert site.post(f"/networks/rounds/{round_id}/applications", SENT, as_=people.amara).status == 404
    assert "This is a draft" in site.get(f"/networks/rounds/{round_id}", as_=people.chloe).text
