"""Events on their lists, the start page, in search, in one's own copy; and what is deleted when."""

from datetime import timedelta

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.events import jobs_events
from engage.events.models import AccessNeed, Booking, Event, Guest
from tests.events import made


def months_ago(months):
    return (clock.months_after(clock.now(), -months) - clock.now()).days - 2


def test_signed_out_nobody_sees_events(site):
    for address in ("/events/", "/events/past", "/events/mine.ics", "/events/manage/"):
        assert site.get(address).location.startswith("/sign-in?next=")


def test_running_events_is_the_od_teams(site, people):
    for who in (people.amara, people.bryn, people.femi, people.dev):
        assert site.get("/events/manage/", as_=who).status == 403


def test_an_empty_list_says_so_and_offers_the_od_team_to_make_one(site, people):
    assert "Nothing is planned just now" in site.get("/events/", as_=people.amara).text
    assert site.get("/events/", as_=people.chloe).links["Make and run events"] == "/events/manage/"
    assert site.get("/events/manage/", as_=people.chloe).links["Make the first event"] == "/events/manage/new"


def test_coming_and_past_events_stand_apart_and_drafts_nowhere(site, people):
    made.event(title="Soon")
    made.event(title="Long ago", in_days=-20)
    made.event(title="Unwritten", state="draft")
    made.event(title="For managers", audience="role:manager")
    coming, past = site.get("/events/", as_=people.amara).text, site.get("/events/past", as_=people.amara).text
    assert "Soon" in coming and "Long ago" not in coming
    assert "Long ago" in past and "Soon" not in past
    assert "Unwritten" not in coming + past and "For managers" not in coming + past
    assert "For managers" in site.get("/events/", as_=people.femi).text


def test_a_list_costs_the_same_whatever_is_in_it_and_is_cut_into_pages(site, people):
    made.event(sessions=2, capacity=1)
    addresses = ("/events/", "/events/past", "/events/manage/", "/", "/search?q=event")
    made.event(in_days=-5)
    for who in (people.amara, people.chloe):
        for address in addresses:
            site.get(address, as_=who)
    first = [site.query_count(address, as_=people.chloe) for address in addresses]
    for number in range(30):
        event_id = made.event(sessions=3, capacity=1, in_days=20 + number)
        made.event(in_days=-10 - number)
        if number < 5:
            made.booked(made.sessions_of(event_id)[0], people.chloe)
    # The first booking brings the row of the month and nothing else.
    again = [site.query_count(address, as_=people.chloe) for address in addresses]
    assert all(new <= old + 2 for old, new in zip(first, again, strict=True)), (first, again)
    assert len(site.get("/events/", as_=people.amara).select("#event-list .engage-event")) == 24
    assert "Next" in " ".join(site.get("/events/past", as_=people.amara).links)
    for address in ("/events/", "/events/?page=2", "/events/past", "/events/past?page=2"):
        site.assert_fragment_is_its_part_of_the_page(address, as_=people.amara)


def test_one_event_costs_the_same_whatever_number_come(site, people):
    event_id = made.event(sessions=2, capacity=1)
    (one, two), address = made.sessions_of(event_id), f"/events/{event_id}"
    people_there = f"/events/manage/{event_id}/sessions/{one}/people"
    made.booked(one, people.dev)
    before = [site.query_count(each, as_=people.chloe) for each in (address, people_there)]
    for who in (people.amara, people.esi, people.femi, people.bryn):
        made.booked(one, who, "waiting")
        made.booked(two, who)
    made.booked(one, people.chloe, "waiting")
    assert [site.query_count(each, as_=people.chloe) for each in (address, people_there)] == before
    page = site.get(address, as_=people.chloe)
    assert "You are fifth on the waiting list." in page.text and "Full: 5 waiting" in page.text


def test_the_start_page_has_the_next_place_and_what_is_new(site, people):
    booked = made.event(title="Mine already", published_at=clock.now())
    made.event(title="Brand new", published_at=clock.now() - timedelta(days=6), summary="Come and see.")
    made.event(title="Older news", published_at=clock.now() - timedelta(days=8))
    made.event(title="Not for her", published_at=clock.now(), audience="role:manager")
    made.booked(made.sessions_of(booked)[0], people.amara)
    text = site.get("/", as_=people.amara).text
    assert "Your next event Mine already" in text and "Brand new" in text
    assert "Older news" not in text and "Not for her" not in text


def test_the_desk_lists_drafts_that_begin_soon_and_queues(site, people):
    made.event(title="Draft soon", state="draft", in_days=10)
    made.event(title="Draft later", state="draft", in_days=20)
    full = made.event(title="Full house", capacity=1)
    made.booked(made.sessions_of(full)[0], people.amara)
    made.booked(made.sessions_of(full)[0], people.esi, "waiting")
    text = site.get("/", as_=people.chloe).text
    assert "Draft soon" in text and "to publish" in text and "Draft later" not in text
    assert "1 person waits for a place" in text
    assert "Full house" not in site.get("/", as_=people.dev).text.split("Your next event")[0].replace("New:", "")


def test_search_finds_what_the_searcher_may_see(site, people):
    made.event(title="Zanzibar open")
    made.event(title="Other", about="All about **Zanzibar** and cloves", audience="role:manager")
    made.event(title="Zanzibar draft", state="draft")
    found = {who: site.get("/search?q=zanzibar", as_=who).text for who in (people.amara, people.femi, people.chloe)}
    assert "Zanzibar open" in found[people.amara] and "cloves" not in found[people.amara]
    assert "cloves" in found[people.femi] and "Zanzibar draft" not in found[people.femi]
    assert "Zanzibar draft" in found[people.chloe]


def test_ones_own_copy_has_places_and_needs_of_nobody_else(site, people):
    event_id = made.event(title="The talk")
    made.booked(made.sessions_of(event_id)[0], people.amara)
    with transaction():
        db.session.add(AccessNeed(event_id=event_id, person_id=people.amara, words="Large print"))
        db.session.add(AccessNeed(event_id=event_id, person_id=people.esi, words="A ramp"))
    from engage.events.queries.own_data import held

    told = str([record.rows for record in held(people.amara)])
    assert "The talk" in told and "Large print" in told and "A ramp" not in told


def test_needs_guests_and_places_go_when_it_was_said(app, people):
    ages = {"13 days": -13, "15 days": -16, "7 months": months_ago(7), "25 months": months_ago(25)}
    ids = {}
    for name, days in ages.items():
        ids[name] = event_id = made.event(in_days=days)
        (session_id,) = made.sessions_of(event_id)
        made.booked(session_id, people.amara)
        guest_id = made.guest(event_id)
        with transaction():
            db.session.add(AccessNeed(event_id=event_id, person_id=people.amara, words="Large print"))
            db.session.add(AccessNeed(event_id=event_id, guest_id=guest_id, words="A ramp"))
            db.session.add(Booking(session_id=session_id, guest_id=guest_id, state="booked", queued_at=clock.now()))
    for _ in range(2):
        jobs_events.delete_due()

    def left(model):
        return {name for name, event_id in ids.items() if db.session.query(model).filter_by(event_id=event_id).count()}

    assert left(AccessNeed) == {"13 days"}
    assert left(Guest) == {"13 days", "15 days"}
    with_places = {
        name for name, event_id in ids.items()
        if db.session.query(Booking).filter(Booking.session_id.in_(made.sessions_of(event_id))).count()
    }  # fmt: skip
    assert with_places == {"13 days", "15 days", "7 months"}
    noted = {name for name, event_id in ids.items() if db.session.get_one(Event, event_id).needs_deleted_on}
    assert noted == {"15 days", "7 months", "25 months"}


def test_places_of_whoever_leaves_go_to_the_queue_within_a_day(app, people):
    event_id = made.event(capacity=1)
    (session_id,) = made.sessions_of(event_id)
    made.booked(session_id, people.amara)
    made.booked(session_id, people.esi, "waiting")
    jobs_events.free_places()
    with transaction():
        db.session.get_one(Person, people.amara).leaves_on = clock.today() - timedelta(days=1)
        db.session.add(AccessNeed(event_id=event_id, person_id=people.amara, words="Large print"))
    jobs_events.free_places()
    assert {row.person_id: row.state for row in db.session.query(Booking)} == {
        people.amara: "cancelled", people.esi: "booked",
    }  # fmt: skip
    assert not db.session.query(AccessNeed).count()
