"""What events cost: lines, gross and net, a head, and a financial year without names."""

from datetime import date, timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.events.models import EventCost, EventSession
from engage.events.rules.costs import days_of, year_of
from tests.events import after_made, made


def at(event_id: int) -> str:
    return f"/events/manage/{event_id}/costs"


def lines(page) -> list[str]:
    return page.data.decode("utf-8-sig").splitlines()


def test_costs_and_sponsorship_add_up_and_divide_by_whoever_was_there(site, people):
    event_id = made.event(sessions=2, in_days=-3)
    one, two = made.sessions_of(event_id)
    sent = {"what": "Hall and catering", "kind": "cost", "pounds": "£1,250.50"}
    assert site.post(at(event_id), sent, as_=people.chloe).status == 303
    site.post(at(event_id), {"what": "Bank", "kind": "sponsorship", "pounds": "250"}, as_=people.chloe)
    page = site.get(at(event_id), as_=people.chloe)
    for words in ("Gross £1,250.50", "Sponsorship £250", "Net £1,000.50", "nobody is ticked as there yet"):
        assert words in page.text
    for session_id, who in ((one, people.amara), (two, people.amara), (one, people.esi)):
        made.booked(session_id, who, attended_by="list")
    made.booked(two, people.femi)
    assert "Net per head £500.25 for each of 2 people who were there" in site.get(at(event_id), as_=people.chloe).text
    (first, _) = db.session.query(EventCost).order_by(EventCost.id)
    assert site.post(f"{at(made.event())}/{first.id}/delete", as_=people.chloe).status == 404
    site.post(f"{at(event_id)}/{first.id}/delete", as_=people.chloe)
    assert "Net -£250" in site.get(at(event_id), as_=people.chloe).text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"what": ""}, "Say what it was"), ({"pounds": "a lot"}, "Enter an amount"), ({"pounds": "0"}, "Enter an"),
        ({"pounds": "-5"}, "Enter an"), ({"pounds": "1,25"}, "Enter an"), ({"pounds": "9999999"}, "Enter an"),
        ({"kind": "gift"}, "Not a valid choice"),
    ],
)  # fmt: skip
def test_what_is_no_line_is_said_and_kept(site, people, sent, says):
    event_id = made.event()
    page = site.post(at(event_id), {"what": "Hall", "kind": "cost", "pounds": "25"} | sent, as_=people.chloe)
    assert page.status == 422 and says in page.errors[0] and db.session.query(EventCost).count() == 0
    assert page.title.startswith("Error: Costs")


def test_a_financial_year_begins_in_april():
    assert (year_of(date(2027, 3, 31)), year_of(date(2027, 4, 1))) == (2026, 2027)
    assert days_of(2026) == (date(2026, 4, 1), date(2027, 4, 1))


def test_a_year_holds_the_events_that_begin_in_it_by_the_councils_own_clocks(site, people):
    inside, outside = made.event(title="Inside"), made.event(title="=Outside")
    # On 1 April the clocks are an hour ahead: 23:00 in UTC is the new year's first moment.
    edge = clock.begins(date(2026, 4, 1))
    with transaction():
        for event_id, begins in ((inside, edge), (outside, edge - timedelta(minutes=1))):
            row = db.session.query(EventSession).filter_by(event_id=event_id).one()
            row.starts_at, row.ends_at = begins, begins + timedelta(hours=1)
    for event_id in (inside, outside):
        after_made.cost(event_id)
    after_made.cost(inside, 50_000, "sponsorship")
    made.booked(made.sessions_of(inside)[0], people.amara, attended_by="list")
    page = site.get("/events/manage/costs?year=2026", as_=people.chloe)
    assert "Inside" in page.text and "Outside" not in page.text and "£1,250.50" in page.text
    found = lines(site.get("/events/manage/costs.csv?year=2026", as_=people.chloe))
    assert found[1:] == ["Inside,conference,2026-04-01,1250.50,500.00,750.50,1,750.50"]
    found = lines(site.get("/events/manage/costs.csv?year=2025", as_=people.chloe))
    assert found[1:] == ["'=Outside,conference,2026-03-31,1250.50,0.00,1250.50,0,"]
    assert "Amara" not in page.source
    assert site.get("/events/manage/costs?year=1066", as_=people.chloe).status == 404


def test_costs_are_for_the_od_team(site, people):
    event_id = made.event()
    cost = after_made.cost(event_id)
    for path in (at(event_id), "/events/manage/costs", "/events/manage/costs.csv"):
        assert site.get(path, as_=people.amara).status == site.get(path, as_=people.dev).status == 403
        assert site.get(path).status == 303
    assert site.post(f"{at(event_id)}/{cost}/delete", as_=people.bryn).status == 403
    assert site.get(at(999), as_=people.chloe).status == 404


def test_the_pages_cost_the_same_however_many_lines_and_events(site, people):
    event_id = made.event(in_days=0)
    after_made.cost(event_id)
    few = [site.query_count(path, as_=people.chloe) for path in (at(event_id), "/events/manage/costs")]
    for _ in range(5):
        after_made.cost(event_id)
        after_made.cost(made.event(in_days=0))
    assert [site.query_count(path, as_=people.chloe) for path in (at(event_id), "/events/manage/costs")] == few
