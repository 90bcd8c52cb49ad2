"""Being there: by a code that is read out or from a list, undone, and what it does for training and figures."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Training
from engage.events.models import Booking, EventSession
from engage.events.rules import attendance as rules
from tests.events import after_made, made


def here(event_id: int) -> str:
    return f"/events/{event_id}/here"


def attended(session_id: int, person: int) -> str:
    row = after_made.booking(session_id, person)
    return row.attended_by if row else "no booking"


def trainings(person: int) -> list[tuple[str, str]]:
    db.session.rollback()
    return [(row.course, row.origin) for row in db.session.query(Training).filter_by(person_id=person)]


def roll(event_id: int, session_id: int) -> str:
    return f"/events/manage/{event_id}/sessions/{session_id}/attendance"


def save(site, people, path: str, there: list[str]):
    form = site.get(path, as_=people.chloe).form(path)
    return site.post(path, {"was": form["was"], "there": there}, as_=people.chloe)


def test_whoever_is_there_types_the_code_and_is_signed_in(site, people):
    event_id = after_made.now_on()
    session_id = after_made.coded(event_id)
    made.booked(session_id, people.amara)
    page = site.get(f"{here(event_id)}/CDFGH", as_=people.amara)
    assert page.form(here(event_id))["code"] == "CDFGH" and attended(session_id, people.amara) == ""
    answer = site.post(here(event_id), {"code": " cdf-gh "}, as_=people.amara)
    assert answer.status == 303 and attended(session_id, people.amara) == "code"
    assert "You are signed in to" in site.get(here(event_id), as_=people.amara).text
    assert site.post(here(event_id), {"code": "CDFGH"}, as_=people.amara).status == 303
    assert db.session.query(Booking).count() == 1


@pytest.mark.parametrize("before", [None, "waiting", "cancelled"])
def test_somebody_without_a_place_is_there_all_the_same_though_it_is_full(site, people, before):
    event_id = after_made.now_on(capacity=1)
    session_id = after_made.coded(event_id)
    made.booked(session_id, people.bryn)
    if before:
        made.booked(session_id, people.amara, before)
    site.post(here(event_id), {"code": "CDFGH"}, as_=people.amara)
    row = after_made.booking(session_id, people.amara)
    assert (row.state, row.attended_by) == ("booked", "code")
    assert row.queued_at >= row.session.starts_at and row.unit_id is not None


def test_a_wrong_code_is_said_and_too_many_close_the_door(site, people):
    event_id = after_made.now_on()
    session_id = after_made.coded(event_id)
    for code, says in (("", "Type the code"), ("XXXXX", "the code of no session")):
        page = site.post(here(event_id), {"code": code}, as_=people.amara)
        assert page.status == 422 and says in page.errors[0] and page.title.startswith("Error: I am here")
    for _ in range(9):
        site.post(here(event_id), {"code": "XXXXX"}, as_=people.amara)
    page = site.post(here(event_id), {"code": "CDFGH"}, as_=people.amara)
    assert page.status == 429 and "Wait 15 minutes" in page.errors[0]
    assert attended(session_id, people.amara) == "no booking"
    assert site.post(here(event_id), {"code": "CDFGH"}, as_=people.esi).status == 303


def test_a_right_code_in_between_does_not_let_anybody_guess_another_for_ever(site, people):
    event_id = after_made.now_on()
    after_made.coded(event_id)
    for _ in range(2):
        for _ in range(5):
            site.post(here(event_id), {"code": "XXXXX"}, as_=people.amara)
        last = site.post(here(event_id), {"code": "CDFGH"}, as_=people.amara).status
    assert last == 429


def test_a_code_counts_from_half_an_hour_before_until_a_day_after():
    at = clock.now()
    hour = timedelta(hours=1)
    for starts, ends, counts in (
        (at + timedelta(minutes=29), at + 2 * hour, True), (at + timedelta(minutes=31), at + 2 * hour, False),
        (at - 24 * hour, at - 23 * hour, True), (at - 26 * hour, at - 25 * hour, False),
    ):  # fmt: skip
        assert rules.takes_codes("published", starts, ends, at) is counts
        assert not rules.takes_codes("cancelled", starts, ends, at)


def test_an_event_for_others_or_a_draft_is_not_there(site, people):
    draft, others = after_made.now_on(state="draft"), after_made.now_on(audience="role:manager")
    for event_id in (draft, others, 999):
        assert site.get(here(event_id), as_=people.amara).status == 404
        assert site.post(here(event_id), {"code": "CDFGH"}, as_=people.amara).status == 404
    assert site.get(here(others), as_=people.femi).status == site.get(here(draft), as_=people.chloe).status == 200
    assert site.get(here(others)).status == 303


def test_chloe_makes_a_code_and_shows_it_large(site, people):
    event_id = after_made.now_on()
    (session_id,) = made.sessions_of(event_id)
    path = f"/events/manage/{event_id}/sessions/{session_id}/code"
    assert site.get(path, as_=people.chloe).select("button[type=submit]")
    for who in (people.amara, people.dev):
        assert site.get(path, as_=who).status == site.post(path, as_=who).status == 403
    site.post(path, as_=people.chloe)
    first = db.session.get_one(EventSession, session_id).code
    page = site.get(path, as_=people.chloe)
    assert len(first) == rules.CODE_LENGTH and first in page.text
    assert page.select("img")[0].get("src").startswith("data:image/svg+xml")
    site.post(path, as_=people.chloe)
    db.session.rollback()
    assert db.session.get_one(EventSession, session_id).code != first
    other = made.event()
    assert site.get(f"/events/manage/{other}/sessions/{session_id}/code", as_=people.chloe).status == 404


def test_chloe_ticks_a_list_with_guests_and_undoes_it(site, people):
    event_id = after_made.now_on()
    (session_id,) = made.sessions_of(event_id)
    amara, bryn = (after_made.place(session_id, who) for who in (people.amara, people.bryn))
    made.booked(session_id, people.esi, "cancelled")
    guest, path = made.guest(event_id, "Gwen Guest"), roll(event_id, session_id)
    page = site.get(path, as_=people.chloe)
    assert "Gwen Guest Guest, A partner" in page.text and "Esi" not in page.text
    assert site.post(path, {"there": f"booking:{amara}"}, as_=people.amara).status == 403
    answer = save(site, people, path, [f"booking:{amara}", f"guest:{guest}"])
    assert answer.status == 303 and attended(session_id, people.amara) == "list"
    assert "2 more people ticked" in site.follow(answer, as_=people.chloe).source
    gwen = db.session.query(Booking).filter_by(guest_id=guest).one()
    assert gwen.attended_by == "list"
    save(site, people, path, [f"booking:{bryn}"])
    assert attended(session_id, people.amara) == "" and attended(session_id, people.bryn) == "list"
    assert after_made.booking(session_id, people.amara).state == "booked"
    db.session.refresh(gwen)
    assert (gwen.state, gwen.attended_by) == ("cancelled", "")


def test_whoever_signs_in_while_the_list_is_open_stays_signed_in(site, people):
    event_id = after_made.now_on()
    session_id = after_made.coded(event_id)
    amara, bryn = (after_made.place(session_id, who) for who in (people.amara, people.bryn))
    path = roll(event_id, session_id)
    form = site.get(path, as_=people.chloe).form(path)
    site.post(here(event_id), {"code": "CDFGH"}, as_=people.amara)
    site.post(path, {"was": form["was"], "there": [f"booking:{bryn}"]}, as_=people.chloe)
    assert (attended(session_id, people.amara), attended(session_id, people.bryn)) == ("code", "list")
    assert site.post(path, {"was": "", "there": ["booking:x"]}, as_=people.chloe).status == 422
    other = made.booked(made.sessions_of(made.event())[0], people.esi)
    site.post(path, {"was": "", "there": [f"booking:{other}"]}, as_=people.chloe)
    assert db.session.get_one(Booking, other).attended_by == "" and amara


def test_chloe_adds_somebody_who_is_not_on_the_list_without_scripts(site, people):
    event_id = after_made.now_on()
    (session_id,) = made.sessions_of(event_id)
    path = roll(event_id, session_id)
    page = site.post(f"{path}/people", {"find": "y", "q": "Esi"}, as_=people.chloe)
    assert page.status == 200 and page.select(f"input[name=people][value='person:{people.esi}']")
    page = site.post(f"{path}/people", {"q": ""}, as_=people.chloe)
    assert page.status == 422 and "Find a colleague" in page.errors[0]
    site.post(f"{path}/people", {"people": f"person:{people.esi}"}, as_=people.chloe)
    assert attended(session_id, people.esi) == "list"
    coming = made.event(in_days=3)
    (later,) = made.sessions_of(coming)
    assert "It has not begun yet" in site.get(roll(coming, later), as_=people.chloe).text
    sent = {"people": f"person:{people.esi}"}
    assert site.post(f"{roll(coming, later)}/people", sent, as_=people.chloe).status == 409


def test_a_course_is_done_once_for_several_sessions_and_undone_with_the_last(site, people):
    event_id = after_made.now_on(sessions=2, course="First aid", course_months=12)
    one, two = made.sessions_of(event_id)
    with transaction():
        moved = db.session.get_one(EventSession, two)
        moved.starts_at -= timedelta(days=1, hours=1)
        moved.ends_at -= timedelta(days=1, hours=1)
    ids = {each: made.booked(each, people.amara) for each in (one, two)}
    for each in (two, one):
        save(site, people, roll(event_id, each), [f"booking:{ids[each]}"])
    (row,) = db.session.query(Training).all()
    today = clock.local(db.session.get_one(EventSession, one).starts_at).date()
    assert (row.done_on, row.expires_on, row.origin) == (today, clock.months_after(today, 12), "event")
    save(site, people, roll(event_id, one), [])
    db.session.rollback()
    assert [each.done_on for each in db.session.query(Training)] == [today - timedelta(days=1)]
    save(site, people, roll(event_id, two), [])
    assert trainings(people.amara) == []


def test_training_from_elsewhere_stays_when_a_tick_is_taken_off(site, people):
    event_id = after_made.now_on(course="First aid")
    (session_id,) = made.sessions_of(event_id)
    booking = made.booked(session_id, people.amara)
    with transaction():
        day = clock.local(db.session.get_one(EventSession, session_id).starts_at).date()
        db.session.add(Training(person_id=people.amara, course="First aid", done_on=day, origin="entry"))
    save(site, people, roll(event_id, session_id), [f"booking:{booking}"])
    save(site, people, roll(event_id, session_id), [])
    assert trainings(people.amara) == [("First aid", "entry")]


def test_figures_by_session_and_directorate_are_for_the_od_team(site, people):
    event_id = after_made.now_on()
    session_id = after_made.coded(event_id)
    for who in (people.amara, people.bryn, people.femi):
        after_made.place(session_id, who)
    path = f"/events/manage/{event_id}/attendance"
    assert "Nobody is ticked yet" in site.get(path, as_=people.chloe).text
    for who in (people.amara, people.esi):
        site.post(here(event_id), {"code": "CDFGH"}, as_=who)
    cells = site.get(path, as_=people.chloe).select("tbody tr:first-child td")[:4]
    assert [cell.text_content().strip() for cell in cells] == ["3", "1", "1", "67%"]
    assert site.get(path, as_=people.amara).status == 403


def test_figures_and_lists_cost_the_same_however_many_there_are(site, people):
    event_id = after_made.now_on()
    (session_id,) = made.sessions_of(event_id)
    made.booked(session_id, people.amara)
    made.guest(event_id)
    paths = (f"/events/manage/{event_id}/attendance", roll(event_id, session_id))
    few = [site.query_count(path, as_=people.chloe) for path in paths]
    for who in (people.bryn, people.dev, people.esi, people.femi):
        made.booked(session_id, who, attended_by="code")
    made.guest(event_id, "Another")
    assert [site.query_count(path, as_=people.chloe) for path in paths] == few
