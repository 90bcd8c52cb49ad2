"""Signing up: places, queues, overlaps, giving up, and nobody over the capacity."""

import threading
from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.directory.models import Person
from engage.events.actions import events_booking as booking
from engage.events.models import AccessNeed, Booking, Event, EventSession
from engage.events.queries import events as queries
from tests.events import made


def sign_up(site, who, event_id, sessions, **more):
    return site.post(f"/events/{event_id}/bookings", {"sessions": [str(each) for each in sessions], **more}, as_=who)


def states(session_id):
    rows = db.session.query(Booking.person_id, Booking.state).filter_by(session_id=session_id)
    db.session.expire_all()
    return dict(rows.order_by(Booking.queued_at, Booking.id).all())


def mailed(word=""):
    return [row.payload for row in db.session.query(OutboxRow).filter_by(kind="mail") if word in row.payload]


def change(session_id, **values):
    with transaction():
        row = db.session.get_one(EventSession, session_id)
        for name, value in values.items():
            setattr(row, name, value)


def test_amara_signs_up_on_the_events_page_and_sees_her_place_first(site, people):
    event_id = made.event(title="The roadshow", capacity=3, summary="Near you")
    page = site.get("/events/", as_=people.amara)
    assert page.h1 == "Events" and "3 places left" in page.text and "Your places" not in page.text
    form = site.get(page.links["The roadshow"], as_=people.amara).form(f"/events/{event_id}/bookings")
    answer = site.post(f"/events/{event_id}/bookings", form, as_=people.amara)
    assert answer.status == 303
    page = site.follow(answer, as_=people.amara)
    assert "You have a place" in page.text and "2 places left" in page.text
    assert "Your places" in site.get("/events/", as_=people.amara).text


def test_one_form_takes_several_sessions_and_keeps_where_she_works(site, people):
    event_id = made.event(sessions=3)
    one, _, three = made.sessions_of(event_id)
    assert sign_up(site, people.amara, event_id, [one, three]).status == 303
    rows = db.session.query(Booking).order_by(Booking.session_id).all()
    assert [(row.session_id, row.state) for row in rows] == [(one, "booked"), (three, "booked")]
    assert all(row.unit_id for row in rows)


def test_sessions_that_overlap_are_refused_by_both_their_names_and_nothing_is_booked(site, people):
    event_id = made.event(sessions=2)
    one, two = made.sessions_of(event_id)
    starts = db.session.get_one(EventSession, one).starts_at
    change(two, starts_at=starts + timedelta(minutes=59), ends_at=starts + timedelta(hours=3))
    page = sign_up(site, people.amara, event_id, [one, two], needs="A ramp")
    assert page.status == 422
    assert "Session 0" in page.errors[0] and "Session 1" in page.errors[0] and "overlap" in page.errors[0]
    assert "A ramp" in page.text and not db.session.query(Booking).count() and not db.session.query(AccessNeed).count()
    assert len(page.select("input[name=sessions][checked]")) == 2
    sign_up(site, people.amara, event_id, [one])
    assert sign_up(site, people.amara, event_id, [two]).status == 422


def test_a_full_session_has_a_queue_in_turn_and_a_place_given_up_goes_to_its_first(site, people):
    event_id = made.event(capacity=1, title="First aid")
    (session_id,) = made.sessions_of(event_id)
    sign_up(site, people.amara, event_id, [session_id])
    page = site.follow(sign_up(site, people.esi, event_id, [session_id]), as_=people.esi)
    assert "First aid is full now: you are first on the waiting list." in page.source
    assert "Full: 1 waiting" in page.text
    page = site.follow(sign_up(site, people.femi, event_id, [session_id]), as_=people.femi)
    assert "You are second on the waiting list." in page.text
    site.post(f"/events/{event_id}/sessions/{session_id}/give-up", as_=people.amara)
    assert states(session_id) == {people.amara: "cancelled", people.esi: "booked", people.femi: "waiting"}
    assert len(mailed("You have a place")) == 1 and "esi@" in mailed("You have a place")[0]
    sign_up(site, people.amara, event_id, [session_id])
    assert "You are second" in site.get(f"/events/{event_id}", as_=people.amara).text


def test_whoever_has_left_is_passed_over_in_the_queue(site, people):
    event_id = made.event(capacity=1)
    (session_id,) = made.sessions_of(event_id)
    for who in (people.amara, people.esi, people.femi):
        sign_up(site, who, event_id, [session_id])
    with transaction():
        db.session.get_one(Person, people.esi).leaves_on = clock.today() - timedelta(days=1)
    site.post(f"/events/{event_id}/sessions/{session_id}/give-up", as_=people.amara)
    assert states(session_id)[people.femi] == "booked" and states(session_id)[people.esi] == "waiting"


def test_two_at_once_for_the_last_place_are_one_place_and_one_wait(app, people):
    event_id = made.event(capacity=1, title="First aid")
    (session_id,) = made.sessions_of(event_id)
    db.session.rollback()
    together, said = threading.Barrier(2), []

    def press(person_id):
        with app.app_context():
            together.wait()
            with transaction():
                said.append(booking.in_words(booking.sign_up(event_id, person_id, (session_id,), None, clock.now())))

    threads = [threading.Thread(target=press, args=(who,)) for who in (people.amara, people.esi)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert sorted(states(session_id).values()) == ["booked", "waiting"]
    assert sorted(said) == [
        "First aid is full now: you are first on the waiting list.", "You have a place: First aid.",
    ]  # fmt: skip


def test_the_same_form_sent_twice_is_one_place(site, people):
    event_id = made.event()
    (session_id,) = made.sessions_of(event_id)
    for _ in range(2):
        assert sign_up(site, people.amara, event_id, [session_id]).status == 303
    assert states(session_id) == {people.amara: "booked"}


@pytest.mark.parametrize("sent", [[], ["0"], ["x"], ["99999"], ["9" * 30]])
def test_what_is_no_session_of_the_event_is_refused(site, people, sent):
    event_id = made.event(sessions=2)
    page = sign_up(site, people.amara, event_id, sent)
    assert page.status == 422 and page.errors == ["Tick at least one session of this event."]


def test_after_its_close_nobody_signs_up_and_a_sentence_says_since_when(site, people):
    event_id = made.event(title="The talk", sign_up_closes_at=clock.now() - timedelta(hours=1))
    (session_id,) = made.sessions_of(event_id)
    assert "Sign-up has closed" in site.get(f"/events/{event_id}", as_=people.amara).text
    page = sign_up(site, people.amara, event_id, [session_id])
    assert page.status == 422 and page.errors[0].startswith("Sign-up for The talk closed on")
    begun = made.event()
    change(made.sessions_of(begun)[0], starts_at=clock.now() - timedelta(minutes=1))
    assert "closed on" in sign_up(site, people.amara, begun, made.sessions_of(begun)).errors[0]


def test_a_place_is_given_up_until_the_start_and_not_after(site, people):
    event_id = made.event(sign_up_closes_at=clock.now() - timedelta(hours=1))
    (session_id,) = made.sessions_of(event_id)
    made.booked(session_id, people.amara)
    made.booked(session_id, people.esi)
    there = f"/events/{event_id}/sessions/{session_id}/give-up"
    assert site.post(there, as_=people.femi).status == 404
    assert site.post(there, as_=people.amara).status == 303
    assert site.post(there, as_=people.amara).status == 404
    change(session_id, starts_at=clock.now() - timedelta(minutes=1))
    assert site.post(there, as_=people.esi).status == 409
    assert states(session_id)[people.esi] == "booked"


def test_what_somebody_needs_is_theirs_to_change_and_goes_with_their_last_place(site, people):
    event_id = made.event(sessions=2)
    one, two = made.sessions_of(event_id)
    sign_up(site, people.amara, event_id, [one, two], needs="Large print")
    site.post(f"/events/{event_id}/sessions/{one}/give-up", as_=people.amara)
    assert "Large print" in site.get(f"/events/{event_id}", as_=people.amara).text
    site.post(f"/events/{event_id}/needs", {"needs": "A ramp"}, as_=people.amara)
    assert queries.need_of(event_id, people.amara).words == "A ramp"
    assert site.post(f"/events/{event_id}/needs", {"needs": "x" * 1001}, as_=people.amara).status == 422
    assert site.post(f"/events/{event_id}/needs", {"needs": "A ramp"}, as_=people.esi).status == 409
    site.post(f"/events/{event_id}/sessions/{two}/give-up", as_=people.amara)
    assert not db.session.query(AccessNeed).count()


def test_the_form_says_how_long_needs_are_kept_and_who_reads_them(site, people):
    text = site.get(f"/events/{made.event()}", as_=people.amara).text
    assert "Only you and the OD team are shown it" in text and "14 days after the last session" in text


def test_needs_stand_on_the_one_page_and_nowhere_else(site, people):
    event_id = made.event(guest_places=2)
    (session_id,) = made.sessions_of(event_id)
    sign_up(site, people.amara, event_id, [session_id], needs="Zanzibar")
    pages = {f"/events/manage/{event_id}/needs": True, f"/events/manage/{event_id}/": False, "/events/manage/": False,
             f"/events/manage/{event_id}/sessions/{session_id}/people": False, "/search?q=Zanzibar": False,
             f"/events/{event_id}": False}  # fmt: skip
    for address, there in pages.items():
        assert ("Zanzibar" in site.get(address, as_=people.chloe).text.replace("“Zanzibar”", "")) is there, address
    door = site.get(f"/events/manage/{event_id}/sessions/{session_id}/people.csv", as_=people.chloe)
    assert b"Amara Nwosu" in door.data and b"Zanzibar" not in door.data
    assert "Zanzibar" not in site.get("/admin/audit", as_=people.dev).text and not mailed("Zanzibar")
    assert site.get(f"/events/manage/{event_id}/needs", as_=people.femi).status == 403


def test_an_event_for_others_is_not_there_and_takes_no_sign_up(site, people):
    event_id = made.event(audience="role:champion")
    (session_id,) = made.sessions_of(event_id)
    assert site.get(f"/events/{event_id}", as_=people.bryn).status == 200
    assert site.get(f"/events/{event_id}", as_=people.amara).status == 404
    assert sign_up(site, people.amara, event_id, [session_id]).status == 404
    assert "not for you" in sign_up(site, people.chloe, event_id, [session_id]).errors[0]
    assert site.get(f"/events/{event_id}/sessions/{session_id}/calendar.ics", as_=people.amara).status == 404
    made.booked(session_id, people.amara)
    assert site.get(f"/events/{event_id}", as_=people.amara).status == 200
    answer = site.post(f"/events/{event_id}/sessions/{session_id}/give-up", as_=people.amara)
    assert answer.location == "/events/"


def test_a_draft_is_the_od_teams_alone_and_a_cancelled_event_takes_nobody(site, people):
    draft, off = made.event(state="draft"), made.event(state="cancelled", cancelled_why="The hall is flooded.")
    assert site.get(f"/events/{draft}", as_=people.amara).status == 404
    assert site.get(f"/events/{draft}", as_=people.chloe).status == 200
    assert sign_up(site, people.chloe, draft, made.sessions_of(draft)).status == 409
    assert "The hall is flooded." in site.get(f"/events/{off}", as_=people.amara).text
    assert sign_up(site, people.amara, off, made.sessions_of(off)).status == 409
    assert db.session.get_one(Event, off).state == "cancelled"


def test_the_link_to_join_is_told_to_whoever_has_a_place(site, people):
    event_id = made.event()
    (session_id,) = made.sessions_of(event_id)
    change(session_id, online="https://meet.example/abc")
    assert "meet.example" not in site.get(f"/events/{event_id}", as_=people.amara).source
    made.booked(session_id, people.amara)
    assert "meet.example" in site.get(f"/events/{event_id}", as_=people.amara).source
