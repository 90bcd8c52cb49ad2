"""What concerns bring elsewhere: search, what we heard, links, own data, the desk, retention, and the working days."""

from datetime import date, timedelta

import pytest
from flask_login import login_user
from hypothesis import given
from hypothesis import strategies as st

from engage.champions.actions import concerns as actions
from engage.champions.jobs_concerns import forget_due
from engage.champions.models import Concern
from engage.champions.rules import concerns as rules
from engage.core import clock, links
from engage.core.audit import AuditEvent
from engage.core.db import db, transaction
from engage.directory.models import Appointment
from engage.directory.rules.names import Named, names_in
from engage.directory.rules.working_days import (
    bank_holidays,
    is_working_day,
    working_days_after,
    working_days_between,
)
from engage.directory.viewing import viewer
from tests.champions import made, passed_on
from tests.consultation import made as themes

MY_DATA = "/account/my-data"


@pytest.mark.parametrize(
    ("year", "days"),
    [  # As the government published them.
        (2021, "1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12"),
        (2022, "3/1 15/4 18/4 2/5 30/5 29/8 26/12 27/12"),
        (2024, "1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12"),
        (2026, "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12"),
        (2027, "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12"),
    ],
)
def test_bank_holidays_of_england(year, days):
    found = [f"{each.day}/{each.month}" for each in sorted(bank_holidays(year))]
    assert found == days.split()


def test_ten_working_days_leave_out_weekends_and_easter():
    assert working_days_after(date(2026, 3, 27), 10) == date(2026, 4, 14)
    assert working_days_between(date(2026, 3, 27), date(2026, 4, 14)) == 10
    assert not is_working_day(date(2026, 12, 28)) and is_working_day(date(2026, 12, 29))
    assert working_days_between(date(2026, 3, 28), date(2026, 3, 27)) == 0


@given(st.dates(date(2019, 12, 1), date(2031, 1, 31)), st.integers(-30, 800))
def test_working_days_are_as_many_as_one_counts_day_by_day(earlier, days):
    later = earlier + timedelta(days=days)
    counted = sum(is_working_day(earlier + timedelta(days=each)) for each in range(1, days + 1))
    assert working_days_between(earlier, later) == counted


@pytest.mark.parametrize(
    ("state", "due", "says"),
    [
        ("received", date(2026, 3, 16), "10 working days left"),
        ("received", date(2026, 3, 3), "1 working day left"),
        ("with_lead", date(2026, 3, 2), "Due today"),
        ("with_lead", date(2026, 2, 27), "Overdue by 1 working day"),
        ("received", date(2026, 2, 13), "Overdue by 11 working days"),
        ("answered", date(2026, 2, 13), ""),
    ],
)
def test_how_long_there_is_left_in_words(state, due, says):
    assert rules.ageing(state, due, date(2026, 3, 2)) == says


def test_at_the_weekend_there_is_no_working_day_to_count():
    assert rules.ageing("received", date(2026, 3, 6), date(2026, 3, 7)) == "Overdue since the last working day"
    assert rules.ageing("received", date(2026, 3, 8), date(2026, 3, 7)) == "Due before the next working day"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Will this change in May? It will.", []),
        ("Ask Will Park.", ["Will Park"]),
        ("ask WILL   PARK", ["Will Park"]),
        ("Kofi and Mr Boateng-Smith", ["Boateng-Smith"]),
        ("The Parks department", []),
        ("Bobby said so; Robert knows", ["Robert", "Bobby"]),
    ],
)
def test_names_of_champions_are_found_and_words_that_are_names_too_are_not(text, found):
    people = [Named("Will", "", "Park"), Named("May", "", "Boateng-Smith"), Named("Robert", "Bobby", "Day")]
    assert names_in(text, people) == found


def test_a_search_finds_ones_own_and_all_of_them_for_the_od_team(site, people):
    row = passed_on.received(people.bryn, "Gloves")
    for who, address in ((people.bryn, f"/concerns/{row.id}"), (people.chloe, f"/concerns/manage/{row.case_id}/")):
        assert site.get("/search?q=gloves", as_=who).links["Gloves"] == address
    for who in (people.amara, people.femi, people.dev):
        assert "Gloves" not in site.get("/search?q=gloves", as_=who).links


def test_what_was_heard_has_the_words_and_the_theme_and_no_champion(site, people):
    tools, tone = themes.theme("Tools"), themes.theme("Tone")
    passed_on.received(people.bryn, "Gloves", theme=tools)
    passed_on.received(people.bryn, "Forms", theme=tone)
    page = site.get(f"/what-we-heard?theme={tools}", as_=people.chloe)
    assert "Gloves" in page.text and "Forms" not in page.text and "Bryn" not in page.text
    assert "Concerns passed on" in page.text and "Passed on by champions" in page.text
    for query, number in (("column=concern", 2), ("column=comment", 0), ("source=concerns", 2), ("theme=none", 0)):
        found = site.get(f"/what-we-heard?{query}", as_=people.chloe)
        assert len(found.select(".engage-entry__text")) == number, query
    assert "Gloves" in site.get("/what-we-heard.csv", as_=people.chloe).data.decode()


def test_a_link_leads_each_to_the_page_that_they_may_see(people, app):
    row = passed_on.led(people.bryn, people.femi)
    number, case = row.id, row.case_id
    pages = {
        people.amara: None,
        people.bryn: f"/concerns/{number}",
        people.chloe: f"/concerns/manage/{case}/",
        people.femi: f"/concerns/led/{case}",
    }
    for who, address in pages.items():
        with app.test_request_context("/"):
            login_user(viewer(f"{who}.1"))
            found = links.resolve("concern", number)
            assert (found.address if found else None) == address
            assert links.resolve("concern", 999) is None


def test_ones_own_copy_holds_what_one_passed_on_and_what_one_leads(site, people):
    passed_on.led(people.bryn, people.femi, title="Gloves")
    assert "Gloves" in site.get(MY_DATA, as_=people.bryn).text
    page = site.get(MY_DATA, as_=people.femi)
    assert "Concerns that you lead" in page.text and "Gloves" in page.text and "Bryn" not in page.text


def test_the_desk_has_what_is_new_and_what_is_late(site, people):
    passed_on.received(people.bryn)
    passed_on.led(people.bryn, people.femi, on=clock.today() - timedelta(days=60))
    page = site.get("/", as_=people.chloe)
    assert "1 overdue; 1 new, with nobody yet" in page.text
    few = page.queries
    for _ in range(3):
        passed_on.received(people.bryn)
    assert site.query_count("/", as_=people.chloe) == few
    assert "with nobody yet" not in site.get("/", as_=people.femi).text


def test_a_champions_name_goes_after_a_year_and_the_words_after_two(site, people):
    today = clock.today()
    row = passed_on.led(people.bryn, people.femi, on=clock.months_after(today, -14))
    passed_on.answer(row.case_id, people.chloe, on=clock.months_after(today, -13))
    with transaction():
        actions.tell(passed_on.get(row.id), people.bryn, clock.months_after(today, -11))
    still_open = passed_on.received(people.bryn, on=clock.months_after(today, -30))
    forget_due()
    held = passed_on.get(row.id)
    assert (held.author_id, held.teller_id, held.words) == (None, None, passed_on.WORDS)
    assert passed_on.get(still_open.id).author_id == people.bryn
    assert site.get(f"/concerns/{row.id}", as_=people.bryn).status == 404
    with transaction():
        passed_on.get(row.id).told_on = clock.months_after(today, -24)
    forget_due()
    held, case = passed_on.get(row.id), passed_on.case(row.case_id)
    assert (held.title, held.words, held.emptied_on) == ("", "", today)
    assert (case.title, case.answer, case.lead_id) == ("", "", None)
    assert db.session.query(Concern).filter(Concern.words != "").count() == 1
    assert "Words deleted" in site.get(f"/concerns/manage/{row.case_id}/", as_=people.chloe).text
    assert "Words deleted" in site.get("/concerns/manage/", as_=people.chloe).text
    assert site.get("/concerns/manage/figures?since=all", as_=people.chloe).select("#figures tbody td")


def test_the_audit_log_does_not_keep_which_champion_passed_what_on(site, people):
    made.appointed(people.esi)
    row = passed_on.received(people.bryn)
    site.post(f"/concerns/{row.id}/take-back", as_=people.bryn)
    late = passed_on.answered(people.bryn, people.chloe)
    site.post(f"/concerns/{late.id}/told", {"day": f"{clock.today():%d/%m/%Y}"}, as_=people.bryn)
    assert passed_on.get(late.id).told_on == clock.today()
    assert not db.session.query(AuditEvent).filter_by(actor_id=people.bryn).count()


def test_nor_does_it_keep_how_many_somebody_passed_on_or_that_they_logged_one(site, people):
    esi, number = people.esi, db.session.query(Appointment).filter_by(person_id=people.bryn).one().id
    passed_on.received(people.bryn)
    sent = {"kind": "concern", "happened": f"{clock.today():%d/%m/%Y}", "people": "1", "how": "in_person",
            "network": "1", "once": "12345678"}  # fmt: skip
    assert site.post("/champions/log", sent, as_=people.bryn).status == 303
    handed = {"person": f"person:{esi}", "why": "replaced"}
    assert site.post(f"/networks/manage/appointments/{number}/hand-over", handed, as_=people.chloe).status == 303
    facts = {each.act: each.facts for each in db.session.query(AuditEvent)}
    assert "concern" not in "".join(facts.values()) and {"log", "hand over"} <= facts.keys()
