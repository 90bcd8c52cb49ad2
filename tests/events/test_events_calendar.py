"""Calendar files, read back by another reader than the one that wrote them where it matters: the bytes."""

from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser

import pytest
from icalendar import Calendar

from engage.core import outbox
from engage.core.db import db, transaction
from engage.events.models import Event, EventSession
from tests.events import made

pytestmark = pytest.mark.usefixtures("winter")

HOSTILE = "Tea, cake; and\\more 🎉 BEGIN:VALARM é" + "x" * 100


def entries(page):
    assert page.response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "attachment" in page.response.headers["Content-Disposition"]
    return Calendar.from_ical(page.data).walk("VEVENT")


def file_of(site, event_id, who, session_id=None):
    session_id = session_id or made.sessions_of(event_id)[0]
    return site.get(f"/events/{event_id}/sessions/{session_id}/calendar.ics", as_=who)


def saved(site, people, event_id, session_id, **more):
    address = f"/events/manage/{event_id}/sessions/{session_id}/edit"
    form = site.get(address, as_=people.chloe).form(address)
    return site.post(address, form | more, as_=people.chloe)


@pytest.mark.parametrize(
    ("day", "hour_in_utc"),
    [("27/3/2027", 10), ("28/3/2027", 9), ("29/3/2027", 9), ("30/10/2027", 9), ("31/10/2027", 10), ("1/11/2027", 10)],
)
def test_ten_in_the_morning_is_ten_on_either_side_of_the_change_of_clocks(site, people, day, hour_in_utc):
    event_id = made.event()
    (session_id,) = made.sessions_of(event_id)
    assert saved(site, people, event_id, session_id, day=day, starts="10:00", ends_day="", ends="11:30").status == 303
    (entry,) = entries(file_of(site, event_id, people.amara))
    day_of_month, month, year = (int(part) for part in day.split("/"))
    assert entry["DTSTART"].dt == datetime(year, month, day_of_month, hour_in_utc, tzinfo=UTC)
    assert entry["DTEND"].dt - entry["DTSTART"].dt == timedelta(minutes=90)
    assert (
        f"DTSTART:{year}{month:02}{day_of_month:02}T{hour_in_utc:02}0000Z"
        in file_of(site, event_id, people.amara).data.decode()
    )
    assert "10:00am to 11:30am" in site.get(f"/events/{event_id}", as_=people.amara).text


def test_a_session_over_the_night_of_the_change_has_its_right_length(site, people):
    event_id = made.event()
    (session_id,) = made.sessions_of(event_id)
    saved(site, people, event_id, session_id, day="30/10/2027", starts="23:00", ends_day="31/10/2027", ends="3:00")
    (entry,) = entries(file_of(site, event_id, people.amara))
    assert entry["DTEND"].dt - entry["DTSTART"].dt == timedelta(hours=5)


def test_whatever_a_title_holds_comes_back_whole_from_lines_of_75_bytes(site, people):
    event_id = made.event(title=HOSTILE, summary="One\nX-EVIL:1\r\nEND:VCALENDAR")
    page = file_of(site, event_id, people.amara)
    (entry,) = entries(page)
    assert entry["SUMMARY"] == HOSTILE and "X-EVIL:1" in entry["DESCRIPTION"]
    assert "X-EVIL" not in entry and not Calendar.from_ical(page.data).walk("VALARM")
    lines = page.data.split(b"\r\n")
    assert max(map(len, lines)) <= 75 and page.data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in b"".join(lines)
    assert b"SUMMARY:Tea\\, cake\\; and\\\\more" in page.data
    for line in lines:
        line.decode()  # no character is cut in two


def test_its_name_for_calendars_stays_and_its_number_rises_with_each_change(site, people):
    event_id = made.event(title="The talk")
    (session_id,) = made.sessions_of(event_id)
    (first,) = entries(file_of(site, event_id, people.amara))
    saved(site, people, event_id, session_id, place="Another hall")
    saved(site, people, event_id, session_id, capacity="30")
    (second,) = entries(file_of(site, event_id, people.amara))
    assert first["UID"] == second["UID"] and "@" in first["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert (second["LOCATION"], second["STATUS"]) == ("Another hall", "CONFIRMED")
    assert Calendar.from_ical(file_of(site, event_id, people.amara).data)["METHOD"] == "PUBLISH"
    site.post(f"/events/manage/{event_id}/cancel", {"why": "The hall is flooded."}, as_=people.chloe)
    page = file_of(site, event_id, people.amara)
    (third,) = entries(page)
    assert (third["UID"], third["SEQUENCE"], third["STATUS"]) == (first["UID"], 2, "CANCELLED")
    assert Calendar.from_ical(page.data)["METHOD"] == "CANCEL"


def test_all_of_ones_places_are_one_file_without_what_one_waits_for(site, people):
    event_id, other = made.event(sessions=3, title="The day"), made.event(in_days=-3)
    one, two, three = made.sessions_of(event_id)
    assert entries(site.get("/events/mine.ics", as_=people.amara)) == []
    made.booked(one, people.amara)
    made.booked(two, people.amara, "waiting")
    made.booked(three, people.amara)
    made.booked(made.sessions_of(other)[0], people.amara)
    made.booked(two, people.esi)
    found = entries(site.get("/events/mine.ics", as_=people.amara))
    assert [str(each["SUMMARY"]) for each in found] == ["The day: Session 0", "The day: Session 2"]
    assert len({str(each["UID"]) for each in found}) == 2
    with transaction():
        db.session.get_one(Event, event_id).state = "cancelled"
    page = site.get("/events/mine.ics", as_=people.amara)
    assert {str(each["STATUS"]) for each in entries(page)} == {"CANCELLED"}


def test_how_to_join_is_in_the_file_of_whoever_has_a_place_alone(site, people):
    event_id = made.event()
    (session_id,) = made.sessions_of(event_id)
    with transaction():
        db.session.get_one(EventSession, session_id).online = "https://meet.example/abc"
    assert b"meet.example" not in file_of(site, event_id, people.amara).data
    made.booked(session_id, people.amara, "waiting")
    assert b"meet.example" not in file_of(site, event_id, people.amara).data
    made.booked(session_id, people.esi)
    assert b"meet.example" in file_of(site, event_id, people.esi).data
    assert file_of(site, event_id, people.esi, 9999).status == 404


def test_a_guests_mail_carries_the_file_as_a_calendar(site, people, app):
    event_id = made.event(title="The day", guest_places=1, contact="The OD team")
    sent = {"name": "Priya Nair", "organisation": "Fire service", "email": "priya@fire.example",
            "sessions": made.sessions_of(event_id)}  # fmt: skip
    assert site.post(f"/events/manage/{event_id}/guests/", sent, as_=people.chloe).status == 303
    outbox.run_due_rows()
    (file,) = (app.extensions["settings"].instance / "mail").glob("*.eml")
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    (attached,) = message.iter_attachments()
    assert message["To"] == "priya@fire.example" and "The day" in message["Subject"]
    assert attached.get_content_type() == "text/calendar" and attached.get_filename() == "event.ics"
    (entry,) = Calendar.from_ical(attached.get_content()).walk("VEVENT")
    assert entry["SUMMARY"] == "The day"
    assert "deleted six months after it" in message.get_body(("plain",)).get_content()
