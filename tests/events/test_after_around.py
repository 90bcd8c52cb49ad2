"""Where questions, notes and attendance appear elsewhere: start page, search, links, reports, own data, retention."""

from datetime import timedelta

import pytest
from flask_login import login_user

from engage.access import Role, Viewer
from engage.core import clock, links, moderation
from engage.core.audit import AuditEvent
from engage.core.db import db, transaction
from engage.core.heard import Wanted
from engage.demo import after as demo
from engage.events import jobs_after
from engage.events.models import Booking, EventCost, EventNote, EventQuestion
from engage.events.queries import after_heard
from engage.events.queries.after import after
from engage.events.queries.after_own_data import held
from engage.events.queries.events import event as event_of
from engage.events.rules.attendance import Figures, below_the_top
from tests.events import after_made, made


def viewer(person: int, *roles: Role) -> Viewer:
    return Viewer(person, "Name", "Name", "en", frozenset({Role.STAFF, *roles}), 1)


def test_the_event_says_what_there_is_to_do(app, people):
    event_id = after_made.now_on()
    session_id = after_made.coded(event_id)
    made.booked(session_id, people.amara, attended_by="code")
    with app.test_request_context():
        row = event_of(event_id)
        mine, others = after(row, viewer(people.amara)), after(row, viewer(people.esi))
    assert [each.id for each in mine.was_there] == [session_id] and not mine.here
    assert [each.id for each in others.here] == [session_id] and others.asking and not others.writes
    assert mine.board == "not yet" and not mine.manages and mine.shows


@pytest.mark.parametrize("kind", ["open", "coming", "cancelled"])
def test_the_part_on_the_events_page_is_whole(app, people, kind):
    from flask import render_template

    days, state = {"open": (-3, "published"), "coming": (3, "published"), "cancelled": (3, "cancelled")}[kind]
    event_id = made.event(in_days=days, state=state)
    made.booked(made.sessions_of(event_id)[0], people.amara)
    with app.test_request_context():
        login_user(viewer(people.amara))
        row = event_of(event_id)
        page = render_template("events/_after.html", event=row, after=after(row, viewer(people.amara)))
    assert ("How was it?" in page) is (kind == "open") and ("The board, where" in page) is (kind == "coming")
    assert ("Ask a question" in page) is ('id="after"' in page) is (kind != "cancelled")


def test_whoever_was_there_is_asked_how_it_was_until_they_have_said_so(site, people):
    event_id = made.event(in_days=-3, title="The roadshow")
    (session_id,) = made.sessions_of(event_id)
    made.booked(session_id, people.amara, attended_by="list")
    made.booked(session_id, people.esi)
    assert "How was it? The roadshow" in site.get("/", as_=people.amara).text
    assert "How was it?" not in site.get("/", as_=people.esi).text
    after_made.note(event_id, author_id=people.amara)
    assert "How was it?" not in site.get("/", as_=people.amara).text


def test_the_desk_names_sessions_of_which_nobody_said_who_was_there(site, people):
    for days, title in ((-8, "Long over"), (-3, "Just over"), (-120, "Forgotten")):
        made.booked(made.sessions_of(made.event(in_days=days, title=title))[0], people.amara)
    page = site.get("/", as_=people.chloe)
    assert "Long over" in page.text and "nobody has written down who was there" in page.text
    assert "Just over" not in page.text and "Forgotten" not in page.text
    few = page.queries
    for n in range(6):
        made.booked(made.sessions_of(made.event(in_days=-9, title=f"Event {n}"))[0], people.amara, attended_by="list")
        after_made.question(made.event(), state="waiting")
    assert site.query_count("/", as_=people.chloe) == few
    assert "who was there" not in site.get("/", as_=people.amara).text


def test_a_search_finds_shown_questions_of_events_that_one_may_see(site, people):
    event_id, others = made.event(title="Roadshow"), made.event(audience="role:manager")
    after_made.question(event_id, "Where is the zebra?", answer="By the lake.")
    after_made.question(event_id, "A hidden zebra?", state="hidden")
    after_made.question(others, "A zebra for managers?")
    text = site.get("/search?q=zebra", as_=people.amara).text
    assert "Where is the zebra?" in text and "hidden zebra" not in text and "for managers" not in text
    assert "for managers" in site.get("/search?q=zebra", as_=people.femi).text
    assert "for managers" in site.get("/search?q=zebra", as_=people.chloe).text
    assert "Where is the zebra?" in site.get("/search?q=lake", as_=people.esi).text


def test_a_link_leads_only_whoever_may_see_it_there(app, people):
    event_id = made.event(audience="role:manager")
    question_id = after_made.question(event_id, "Why?")
    with app.test_request_context():
        for who, sees in ((viewer(people.femi, Role.MANAGER), True), (viewer(people.amara), False)):
            login_user(who)
            found = links.resolve("event-question", question_id)
            assert (found is not None) is sees
            assert found is None or found.address == f"/events/{event_id}/questions/{question_id}"
        assert links.resolve("event-question", 9999) is None


@pytest.mark.parametrize("kind", ["event-question", "event-note"])
def test_what_is_reported_can_be_hidden_and_brought_back(site, app, people, kind):
    event_id = made.event(in_days=-3)
    thing = after_made.question(event_id, "Rude?") if kind == "event-question" else after_made.note(event_id, "Rude?")
    page = f"/events/{event_id}/" + ("questions" if kind == "event-question" else "board")
    assert site.post(f"/reports/{kind}/{thing}", {"reason": "It is rude"}, as_=people.esi).status == 303
    assert "Rude?" in site.get("/admin/moderation", as_=people.chloe).text
    with app.test_request_context(), transaction():
        login_user(viewer(people.chloe, Role.OD))
        moderation.decide(kind, thing, True, "", people.chloe, clock.now())
    assert "Rude?" not in site.get(page, as_=people.amara).text
    with app.test_request_context(), transaction():
        login_user(viewer(people.chloe, Role.OD))
        moderation.restore(kind, thing, "", people.chloe, clock.now())
    assert "Rude?" in site.get(page, as_=people.amara).text
    after_made.set_event(event_id, audience="role:manager")
    assert site.get(f"/reports/{kind}/{thing}", as_=people.esi).status == 404


def test_ones_own_copy_holds_questions_notes_and_where_one_was(app, people):
    event_id = made.event(in_days=-3, title="The roadshow")
    after_made.question(event_id, "Mine?", asker_id=people.amara, state="hidden", hidden_why="It names somebody.")
    after_made.note(event_id, "Short talks", author_id=people.amara)
    made.booked(made.sessions_of(event_id)[0], people.amara, attended_by="code")
    questions, notes, there = (each for each in held(people.amara) if "event" in each.title.lower())
    assert questions.rows[0]["question"] == "Mine?" and questions.rows[0]["why it is not shown"] == "It names somebody."
    assert (notes.rows[0]["note"], there.rows[0]["event"]) == ("Short talks", "The roadshow")
    assert not any(each.rows for each in held(people.esi))


def test_who_asked_and_who_wrote_are_forgotten_when_that_was_said(app, people):
    over, closed, fresh = (made.event(in_days=days) for days in (-100, -30, -3))
    for event_id in (over, closed, fresh):
        after_made.question(event_id, "Shown?", asker_id=people.amara, named=True)
        after_made.question(event_id, "Not shown?", asker_id=people.amara, state="hidden")
        after_made.note(event_id, author_id=people.amara)
    jobs_after.forget()
    jobs_after.forget()
    asked = db.session.query(EventQuestion).order_by(EventQuestion.event_id, EventQuestion.id)
    assert [(row.event_id, row.asker_id) for row in asked] == [
        (over, None), *[(closed, people.amara)] * 2, *[(fresh, people.amara)] * 2
    ]  # fmt: skip
    notes = db.session.query(EventNote).order_by(EventNote.event_id)
    assert [row.author_id for row in notes] == [None, None, people.amara]
    assert db.session.query(AuditEvent).count() == 2


def test_what_we_heard_has_shown_questions_and_notes_of_boards_that_have_closed(site, app, people):
    theme, closed, fresh = after_made.theme("Tools"), made.event(in_days=-30), made.event(in_days=-3)
    after_made.question(fresh, "A question?", theme_id=theme, asked_at=clock.now() - timedelta(days=2))
    after_made.question(fresh, "Waits?", state="waiting")
    after_made.note(closed, "Went well", theme_id=theme, written_at=clock.now() - timedelta(days=29))
    after_made.note(closed, "Hidden", hidden=True)
    after_made.note(fresh, "Not closed yet")
    text = site.get("/what-we-heard", as_=people.chloe).text
    assert "A question?" in text and "Went well" in text
    for words in ("Waits?", "Hidden", "Not closed yet"):
        assert words not in text
    days_ago = clock.today() - timedelta(days=10)
    with app.test_request_context():
        for wanted, number in (
            (Wanted(), 2), (Wanted(theme=theme), 2), (Wanted(theme=0), 0), (Wanted(column="question"), 1),
            (Wanted(service="Waste"), 0), (Wanted(source=f"event-{closed}"), 1), (Wanted(source="event-x"), 0),
            (Wanted(since=days_ago), 1), (Wanted(until=days_ago), 1),
        ):  # fmt: skip
            assert len(after_heard.heard(wanted, 9)) == after_heard.counted(wanted).total == number
        assert len(after_heard.sources()) == 2


def test_figures_add_up_and_say_nothing_where_there_is_nothing():
    assert Figures(4, 3, 1).attended == 4 and Figures(4, 3, 1).no_show == 25
    assert Figures(4, 0, 0).no_show is None and Figures(0, 0, 2).no_show is None
    parents = {1: None, 2: 1, 3: 2, 4: 3, 5: 6, 6: 5}
    assert [below_the_top(parents, unit) for unit in (1, 2, 4)] == [1, 2, 2]
    assert below_the_top(parents, 5) in (5, 6)


def test_the_demonstration_fills_the_last_conference_and_nothing_where_there_is_none(app, people):
    import random

    demo.build(random.Random(1), clock.today())
    assert db.session.query(EventQuestion).count() == 0
    event_id = made.event(in_days=-14)
    for who in (people.amara, people.bryn, people.chloe, people.dev, people.esi, people.femi):
        after_made.place(made.sessions_of(event_id)[0], who)
    demo.build(random.Random(1), clock.today())
    states = sorted(row.state for row in db.session.query(EventQuestion))
    assert states == ["hidden", *["shown"] * 6, *["waiting"] * 2]
    assert db.session.query(EventQuestion).filter(EventQuestion.answer != "").count() == 5
    assert db.session.query(EventCost).count() == 6
    assert db.session.query(Booking).filter(Booking.attended_by == "list").count() > 0
