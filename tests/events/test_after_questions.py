"""Questions at an event: asked, looked at, answered for all to see, hidden; and who asked on no page."""

import pytest

from engage.core import clock, outbox
from engage.core.audit import AuditEvent
from engage.core.db import db
from engage.events.models import EventQuestion
from tests.events import after_made, made

WORDS = "When does the canteen open again?"


def at(event_id: int, question_id: int | None = None) -> str:
    return f"/events/{event_id}/questions" + (f"/{question_id}" if question_id else "")


def desk(event_id: int, question_id: int | None = None) -> str:
    return f"/events/manage/{event_id}/questions" + (f"/{question_id}" if question_id else "")


def ask(site, who: int, event_id: int, **sent: str):
    return site.post(at(event_id), {"words": WORDS, "named": "n"} | sent, as_=who)


def number(answer) -> int:
    return int(answer.location.rsplit("/", 1)[1])


def mails(app) -> list[str]:
    outbox.run_due_rows()
    return [file.read_text() for file in (app.extensions["settings"].instance / "mail").glob("*.eml")]


def test_a_question_from_asked_to_answered(site, people, app):
    event_id = made.event()
    assert "Nothing asked yet" in site.get(at(event_id), as_=people.amara).text
    here = ask(site, people.amara, event_id, named="y").location
    assert "has not looked at it yet" in site.get(here, as_=people.amara).text
    assert site.get(here, as_=people.esi).status == 404 and WORDS not in site.get(at(event_id), as_=people.esi).text
    assert "1 question waits to be looked at" in site.get("/", as_=people.chloe).text
    assert WORDS in site.get(desk(event_id), as_=people.chloe).text
    manage = desk(event_id, number(ask(site, people.amara, event_id, named="y")))
    site.post(f"{manage}/show", as_=people.chloe)
    assert "Amara" in site.get(here, as_=people.esi).text
    sent = {"answer": "On Monday.", "by": "Lena Ode, lead officer", "theme": str(after_made.theme("Buildings"))}
    assert site.post(f"{manage}/answer", sent, as_=people.chloe).status == 303
    page = site.get(at(event_id), as_=people.esi)
    assert "Lena Ode, lead officer answers On Monday." in page.text and "Buildings" in page.text
    mine = [mail for mail in mails(app) if "has been answered" in mail]
    assert len(mine) == 1 and "amara@" in mine[0] and here in mine[0]
    site.post(f"{manage}/answer", sent | {"answer": "On Tuesday."}, as_=people.chloe)
    assert len([mail for mail in mails(app) if "has been answered" in mail]) == 1
    assert db.session.query(EventQuestion).count() == 1


def test_nobody_is_told_who_asked_without_a_name_and_no_record_keeps_it(site, people):
    event_id = made.event()
    question_id = number(ask(site, people.amara, event_id))
    manage = desk(event_id, question_id)
    for path in (desk(event_id), manage):
        assert "Amara" not in site.get(path, as_=people.chloe).source
    site.post(f"{manage}/show", as_=people.chloe)
    for who in (people.chloe, people.esi):
        assert "Amara" not in site.get(at(event_id), as_=who).source
        assert "Amara" not in site.get(at(event_id, question_id), as_=who).source
    assert "could look that up" in site.get(at(event_id), as_=people.esi).text
    assert {row.actor_id for row in db.session.query(AuditEvent)} == {people.chloe}


def test_a_hidden_question_says_why_to_whoever_asked(site, people, app):
    event_id = made.event()
    question_id = number(ask(site, people.amara, event_id))
    manage = desk(event_id, question_id)
    page = site.post(f"{manage}/hide", {"why": " "}, as_=people.chloe)
    assert page.status == 422 and "Say why" in page.errors[0] and page.title.startswith("Error: Answer a question")
    site.post(f"{manage}/hide", {"why": "It names a resident."}, as_=people.chloe)
    assert "It names a resident." in site.get(at(event_id, question_id), as_=people.amara).text
    assert site.get(at(event_id, question_id), as_=people.esi).status == 404
    assert any("It names a resident." in mail for mail in mails(app))
    assert site.post(f"{manage}/hide", {"why": "Again"}, as_=people.chloe).status == 409
    site.post(f"{manage}/show", as_=people.chloe)
    assert site.get(at(event_id, question_id), as_=people.esi).status == 200


def test_its_asker_takes_it_back_until_it_is_answered_and_their_name_off_at_any_time(site, people):
    event_id = made.event()
    here = at(event_id, number(ask(site, people.amara, event_id, named="y")))
    other = after_made.question(event_id, "Answered?", asker_id=people.amara, named=True, answer="Yes.")
    assert site.post(f"{here}/withdraw", as_=people.esi).status == 404
    for act in ("withdraw", "unname"):
        assert site.post(f"{at(event_id, other)}/{act}", as_=people.esi).status == 403
    assert site.post(f"{at(event_id, other)}/withdraw", as_=people.amara).status == 403
    site.post(f"{at(event_id, other)}/unname", as_=people.amara)
    assert "Amara" not in site.get(at(event_id, other), as_=people.esi).text
    assert site.post(f"{here}/withdraw", as_=people.amara).status == 303
    assert site.get(here, as_=people.amara).status == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"words": ""}, "Write your question."),
        ({"words": "\u200b\u200b"}, "Write your question."),
        ({"words": "x" * 1001}, "Use at most 1,000"),
        ({"named": ""}, "Choose whether your name is shown."),
    ],
)
def test_what_cannot_be_asked_is_said_and_kept(site, people, sent, says):
    event_id = made.event()
    page = ask(site, people.amara, event_id, **sent)
    assert page.status == 422 and says in page.errors[0]
    assert sent.get("words", WORDS).strip("\u200b") in page.select("textarea")[0].text
    assert db.session.query(EventQuestion).count() == 0


def test_ten_wait_at_most_and_the_same_form_twice_is_one(site, people):
    event_id = made.event()
    for n in range(10):
        after_made.question(event_id, f"Question {n}", state="waiting", asker_id=people.amara)
    page = ask(site, people.amara, event_id)
    assert page.status == 422 and "wait already" in page.errors[0]
    assert ask(site, people.esi, event_id).location == ask(site, people.esi, event_id).location


def test_a_question_from_the_room_has_nobodys_name(site, people):
    event_id = made.event()
    assert site.post(desk(event_id), {"words": ""}, as_=people.chloe).status == 422
    answer = site.post(desk(event_id), {"words": "Asked aloud?", "theme": ""}, as_=people.chloe)
    row = db.session.query(EventQuestion).one()
    assert answer.location == desk(event_id, row.id) and (row.asker_id, row.state) == (None, "shown")
    assert "Asked aloud?" in site.get(at(event_id), as_=people.amara).text


def test_only_the_od_team_decides(site, people):
    event_id = made.event()
    question_id = after_made.question(event_id)
    for act in ("show", "answer", "hide"):
        assert site.post(f"{desk(event_id, question_id)}/{act}", as_=people.bryn).status == 403
        assert site.post(f"{desk(event_id, question_id)}/{act}").status in {303, 401}
    page = site.post(f"{desk(event_id, question_id)}/answer", {"answer": "Yes.", "by": ""}, as_=people.chloe)
    assert page.status == 422 and "Enter who answers" in page.errors[0] and "Yes." in page.select("textarea")[0].text
    other = made.event()
    assert site.post(f"{desk(other, question_id)}/show", as_=people.chloe).status == 404
    assert site.get(at(other, question_id), as_=people.amara).status == 404


def test_what_is_not_for_somebody_is_not_there_and_what_is_over_takes_no_questions(site, people):
    others, draft = made.event(audience="role:manager"), made.event(state="draft")
    for event_id in (others, draft):
        assert site.get(at(event_id), as_=people.amara).status == 404
        assert ask(site, people.amara, event_id).status == 404
    question_id = after_made.question(others)
    assert site.get(at(others, question_id), as_=people.amara).status == 404
    for event_id in (made.event(in_days=-100), made.event(state="cancelled")):
        assert "no more questions" in site.get(at(event_id), as_=people.amara).text
        assert ask(site, people.amara, event_id).status == 409


def test_answered_first_or_by_time_and_those_without_an_answer(site, people):
    event_id = made.event()
    after_made.question(event_id, "First one?", asked_at=clock.now())
    after_made.question(event_id, "Second one?", answer="Yes.")
    text = site.get(at(event_id), as_=people.amara).text
    assert text.index("Second one?") < text.index("First one?")
    text = site.get(f"{at(event_id)}?order=time", as_=people.amara).text
    assert text.index("First one?") < text.index("Second one?")
    text = site.get(f"{at(event_id)}?show=unanswered", as_=people.amara).text
    assert "First one?" in text and "Second one?" not in text


def test_the_fragment_is_its_part_and_the_list_costs_the_same(site, people):
    event_id = made.event()
    after_made.question(event_id, asker_id=people.esi, named=True, theme_id=after_made.theme("Tools"))
    site.assert_fragment_is_its_part_of_the_page(at(event_id), as_=people.amara)
    site.assert_fragment_is_its_part_of_the_page(f"{at(event_id)}?show=answered", as_=people.amara)
    few = [site.query_count(path, as_=people.chloe) for path in (at(event_id), desk(event_id))]
    for n in range(25):
        after_made.question(event_id, f"Question {n}", asker_id=people.amara, named=True)
    assert [site.query_count(path, as_=people.chloe) for path in (at(event_id), desk(event_id))] == few
    assert "Question 24" in site.get(f"{at(event_id)}?page=2", as_=people.esi).text
