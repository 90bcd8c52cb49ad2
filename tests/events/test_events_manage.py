"""Running events: made, published, changed, called off; guests, lists and mails."""

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.events.models import AccessNeed, Booking, Event, EventSession, Guest
from tests.events import made

pytestmark = pytest.mark.usefixtures("winter")

EVENT = {"title": "The day", "kind": "conference", "summary": "A day together.", "who": "everyone"}
SESSION = {"day": "28/4/2027", "starts": "9:30", "ends": "4pm", "place": "Town hall"}


def mailed(word=""):
    return [row.payload for row in db.session.query(OutboxRow).filter_by(kind="mail") if word in row.payload]


def create(site, people, **more):
    form = site.get("/events/manage/new", as_=people.chloe).form("/events/manage/")
    return site.post("/events/manage/", form | EVENT | more, as_=people.chloe)


def add(site, people, event_id, **more):
    address = f"/events/manage/{event_id}/sessions/"
    form = site.get(f"{address}new", as_=people.chloe).form(address)
    return site.post(address, form | SESSION | more, as_=people.chloe)


def edit(site, people, event_id, session_id, **more):
    address = f"/events/manage/{event_id}/sessions/{session_id}/edit"
    form = site.get(address, as_=people.chloe).form(address)
    return site.post(address, form | more, as_=people.chloe)


def guest(site, people, event_id, sessions, **more):
    sent = {"name": "Priya Nair", "organisation": "Fire service", "sessions": [str(each) for each in sessions]}
    return site.post(f"/events/manage/{event_id}/guests/", sent | more, as_=people.chloe)


def test_from_an_empty_form_to_an_event_that_people_see(site, people):
    answer = create(site, people)
    event_id = db.session.query(Event.id).scalar()
    page = site.follow(answer, as_=people.chloe)
    assert "Add at least one session" in page.text and "Publish" not in [b.text for b in page.select("button")]
    assert site.post(f"/events/manage/{event_id}/publish", as_=people.chloe).status == 422
    assert add(site, people, event_id, capacity="20").status == 303
    session = db.session.query(EventSession).one()
    assert (clock.local(session.starts_at).hour, clock.local(session.ends_at).hour) == (9, 16) and session.uid
    assert site.get(f"/events/{event_id}", as_=people.amara).status == 404
    assert site.post(f"/events/manage/{event_id}/publish", as_=people.chloe).status == 303
    assert "20 places left" in site.get(f"/events/{event_id}", as_=people.amara).text
    assert site.post(f"/events/manage/{event_id}/publish", as_=people.chloe).status == 409
    assert "New: conference" in site.get("/", as_=people.amara).text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Enter a title."),
        ({"title": "x" * 161}, "Use at most 160 characters."),
        ({"kind": "party"}, "Not a valid choice."),
        ({"who": "some"}, "Choose at least one role"),
        ({"closes_day": "soon"}, "Enter the day as numbers"),
        ({"closes_day": "1/4/2027", "closes_time": "25:00"}, "There is no such time as 25:00."),
        ({"guest_places": "-1"}, "Enter a whole number from 0"),
        ({"course": "First aid", "course_months": "0"}, "Enter a whole number from 1"),
    ],
)
def test_what_an_event_cannot_be_is_said_and_what_was_typed_is_kept(site, people, sent, says):
    page = create(site, people, **({"about": "Typed <script>"} | sent))
    assert page.status == 422 and len(page.errors) == 1 and says in page.errors[0]
    assert "Typed <script>" in page.select("textarea")[0].text and not db.session.query(Event).count()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"day": ""}, "Enter the day, for example"),
        ({"day": "31/2/2027"}, "There is no such day as 31/2/2027."),
        ({"starts": "25:00"}, "There is no such time as 25:00."),
        ({"day": "28/3/2027", "starts": "1:30"},
         "28 March 2027 at 1:30 does not exist: the clocks go forward. Choose another time."),
        ({"day": "28/3/2027", "starts": "0:30", "ends": "1:30"}, "28 March 2027 at 1:30 does not exist"),
        ({"ends": "9:30"}, "A session must end after it starts."),
        ({"ends_day": "27/4/2027"}, "A session must end after it starts."),
        ({"ends_day": "29/4/2027"}, "A session lasts 24 hours at most."),
        ({"capacity": "0"}, "Enter a whole number from 1"),
        ({"capacity": "many"}, "Enter a whole number, such as 10."),
        ({"online": "javascript:alert(1)"}, "Enter an address that begins with https://."),
        ({"online": "https://[x"}, "Enter an address that begins with https://."),
        ({"place": "x" * 201}, "Use at most 200 characters."),
    ],
)  # fmt: skip
def test_what_a_session_cannot_be_is_said_by_its_field(site, people, sent, says):
    event_id = made.event(state="draft")
    page = add(site, people, event_id, **({"title": "Typed"} | sent))
    assert page.status == 422 and len(page.errors) == 1 and says in page.errors[0]
    assert page.select("input[name=title][value=Typed]") and len(made.sessions_of(event_id)) == 1


def test_an_hour_that_comes_twice_is_the_first_of_the_two_and_that_is_said(site, people):
    event_id = made.event(state="draft")
    page = site.follow(add(site, people, event_id, day="31/10/2027", starts="1:30", ends="3:00"), as_=people.chloe)
    assert "1:30 comes twice on 31 October" in page.source and "the first of the two" in page.source
    session = db.session.query(EventSession).order_by(EventSession.id.desc()).first()
    assert (session.starts_at.hour, session.starts_at.minute) == (0, 30)


def test_nothing_in_the_past_is_published_or_planned(site, people):
    draft = made.event(state="draft", in_days=-1, summary="Words")
    page = site.post(f"/events/manage/{draft}/publish", as_=people.chloe)
    assert page.status == 422 and "lies in the past" in " ".join(page.errors)
    assert db.session.get_one(Event, draft).state == "draft"
    event_id = made.event()
    assert "in the past" in add(site, people, event_id, day="1/1/2026").errors[0]
    begun = made.event(in_days=0)
    page = edit(site, people, begun, made.sessions_of(begun)[0], place="Elsewhere")
    assert page.status == 409 and "has begun" in page.errors[0]


def test_of_two_windows_the_second_is_told_and_nothing_is_lost(site, people):
    event_id = made.event(summary="Before")
    address = f"/events/manage/{event_id}/edit"
    form = site.get(address, as_=people.chloe).form(address)
    assert site.post(address, form | {"summary": "First"}, as_=people.chloe).status == 303
    page = site.post(address, form | {"summary": "Second"}, as_=people.chloe)
    assert page.status == 409 and "Somebody else has changed this event" in page.errors[0]
    assert page.select("input[name=summary][value=Second]")
    assert db.session.get_one(Event, event_id).summary == "First"
    assert site.post(address, page.form(address), as_=people.chloe).status == 303


def test_a_changed_place_is_told_once_to_everybody_booked_and_other_changes_to_nobody(site, people):
    event_id = made.event(capacity=2)
    (session_id,) = made.sessions_of(event_id)
    made.booked(session_id, people.amara)
    made.booked(session_id, people.bryn)  # who has no address
    made.booked(session_id, people.femi, "cancelled")
    made.booked(session_id, people.esi, "waiting")
    edit(site, people, event_id, session_id, place="Riverside library")
    edit(site, people, event_id, session_id, title="The talk")
    changed = mailed("Riverside library")
    assert len(changed) == 2 == len(mailed()) and all("text" in mail and "VCALENDAR" in mail for mail in changed)


def test_more_places_move_the_queue_up_in_turn_and_fewer_than_taken_are_refused(site, people):
    event_id = made.event(capacity=1)
    (session_id,) = made.sessions_of(event_id)
    made.booked(session_id, people.amara)
    for who in (people.esi, people.femi, people.bryn):
        made.booked(session_id, who, "waiting")
    page = site.follow(edit(site, people, event_id, session_id, capacity="3"), as_=people.chloe)
    assert "2 people moved up from the waiting list" in page.source
    placed = db.session.query(Booking.person_id).filter_by(state="booked").order_by(Booking.id)
    assert [row.person_id for row in placed] == [people.amara, people.esi, people.femi]
    page = edit(site, people, event_id, session_id, capacity="2")
    assert page.status == 422 and "3 people have a place" in page.errors[0]
    edit(site, people, event_id, session_id, capacity="")
    assert not db.session.query(Booking).filter_by(state="waiting").count()


def test_removing_a_session_says_who_has_a_place_tells_them_and_keeps_their_others(site, people):
    event_id = made.event(sessions=2)
    one, two = made.sessions_of(event_id)
    for each in (one, two):
        made.booked(each, people.amara)
    made.booked(two, people.esi)
    with transaction():
        db.session.add(AccessNeed(event_id=event_id, person_id=people.esi, words="A ramp"))
        db.session.add(AccessNeed(event_id=event_id, person_id=people.amara, words="Large print"))
    page = site.get(f"/events/manage/{event_id}/sessions/{two}/edit", as_=people.chloe)
    assert "2 people have a place here" in page.text
    assert site.post(f"/events/manage/{event_id}/sessions/{two}/remove", as_=people.chloe).status == 303
    assert len(mailed("Not taking place")) == 2 and made.sessions_of(event_id) == [one]
    assert [row.words for row in db.session.query(AccessNeed)] == ["Large print"]
    assert site.post(f"/events/manage/{event_id}/sessions/{one}/remove", as_=people.chloe).status == 409


def test_calling_off_tells_everybody_once_with_its_words_and_ends_everything(site, people):
    event_id = made.event(sessions=2)
    one, two = made.sessions_of(event_id)
    for each in (one, two):
        made.booked(each, people.amara)
    made.booked(two, people.esi, "waiting")
    with transaction():
        db.session.add(AccessNeed(event_id=event_id, person_id=people.amara, words="Large print"))
    there = f"/events/manage/{event_id}/cancel"
    assert site.post(there, {"why": ""}, as_=people.chloe).errors[0].startswith("Say why")
    assert site.post(there, {"why": "The hall is flooded."}, as_=people.chloe).status == 303
    mails = mailed("The hall is flooded.")
    assert len(mails) == 2 and sum("CANCELLED" in mail for mail in mails) == 2
    assert not db.session.query(AccessNeed).count()
    assert site.post(there, {"why": "Again"}, as_=people.chloe).status == 409 and len(mailed()) == 2
    assert "Called off" in site.get("/events/", as_=people.amara).text
    assert add(site, people, event_id).status == 409
    over = made.event(in_days=-3)
    assert site.post(f"/events/manage/{over}/cancel", {"why": "Late"}, as_=people.chloe).status == 409


def test_a_draft_is_deleted_and_what_is_published_is_not(site, people):
    draft, shown = made.event(state="draft"), made.event()
    assert site.post(f"/events/manage/{shown}/delete", as_=people.chloe).status == 409
    assert site.post(f"/events/manage/{draft}/delete", as_=people.chloe).location == "/events/manage/"
    assert [row.id for row in db.session.query(Event.id)] == [shown] and not made.sessions_of(draft)


def test_guests_take_places_up_to_their_number_and_never_wait(site, people):
    event_id = made.event(sessions=2, capacity=1, guest_places=2)
    one, two = made.sessions_of(event_id)
    assert guest(site, people, event_id, [one], email="priya@fire.example", needs="A ramp").status == 303
    assert "1 of at most 2" in site.get(f"/events/manage/{event_id}/guests/", as_=people.chloe).text
    assert "Full" in site.get(f"/events/{event_id}", as_=people.amara).text
    assert len(mailed("priya@fire.example")) == 1 and not mailed("A ramp")
    assert "No place is left in Session 0" in guest(site, people, event_id, [one]).errors[0]
    assert "Tick at least one" in guest(site, people, event_id, []).errors[0]
    assert "Enter an e-mail address" in guest(site, people, event_id, [two], email="nobody").errors[0]
    assert guest(site, people, event_id, [two]).status == 303
    assert "All places for guests are taken" in guest(site, people, event_id, [two]).errors[0]
    address = f"/events/manage/{event_id}/edit"
    form = site.get(address, as_=people.chloe).form(address)
    assert "2 guests are entered" in site.post(address, form | {"guest_places": "1"}, as_=people.chloe).errors[0]
    assert "A ramp" in site.get(f"/events/manage/{event_id}/needs", as_=people.chloe).text


def test_taking_a_guest_out_tells_them_and_serves_the_queue(site, people):
    event_id = made.event(capacity=1, guest_places=1)
    (session_id,) = made.sessions_of(event_id)
    guest(site, people, event_id, [session_id], email="priya@fire.example")
    made.booked(session_id, people.amara, "waiting")
    there = f"/events/manage/{event_id}/guests/{db.session.query(Guest.id).scalar()}/remove"
    assert site.post(there, as_=people.chloe).status == 303 and site.post(there, as_=people.chloe).status == 404
    assert db.session.query(Booking.state).filter_by(person_id=people.amara).scalar() == "booked"
    assert len(mailed("no longer have a place")) == 1 and not db.session.query(Guest).count()


def test_the_list_of_a_session_is_paged_and_its_file_holds_no_formula(site, people):
    event_id = made.event(sessions=2)
    one, _ = made.sessions_of(event_id)
    for number in range(51):
        guest_id = made.guest(event_id, f"=Guest {number:02}")
        with transaction():
            db.session.add(Booking(session_id=one, guest_id=guest_id, state="booked", queued_at=clock.now()))
    made.booked(one, people.amara)
    made.booked(one, people.esi, "waiting")
    address = f"/events/manage/{event_id}/sessions/{one}/people"
    page = site.assert_fragment_is_its_part_of_the_page(address, as_=people.chloe)
    assert len(page.select("tbody tr")) == 50
    assert "Esi Mensah" in site.get(f"{address}?page=2", as_=people.chloe).text
    door = site.get(f"{address}.csv", as_=people.chloe).data.decode("utf-8-sig").splitlines()
    assert door[1].startswith("Amara Nwosu,") and door[2] == "'=Guest 00,A partner,guest" and len(door) == 53
    assert not any("Esi" in line for line in door)


def test_a_message_goes_to_whoever_has_a_place_and_says_who_gets_none(site, people):
    event_id = made.event(sessions=2)
    for each in made.sessions_of(event_id):
        made.booked(each, people.amara)
        made.booked(each, people.bryn)
    made.booked(made.sessions_of(event_id)[0], people.esi, "waiting")
    there = f"/events/manage/{event_id}/messages/"
    assert "1 person has no e-mail address" in site.get(f"{there}new", as_=people.chloe).text
    assert site.post(there, {"words": ""}, as_=people.chloe).status == 422
    page = site.follow(site.post(there, {"words": "Bring a coat."}, as_=people.chloe), as_=people.chloe)
    assert "goes to 1 person" in page.source and "1 person without an e-mail address" in page.source
    assert len(mailed("Bring a coat.")) == 1
