"""Long service: whole years whatever the calendar does, marked once, and told to the person alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.recognition.models import LongService
from engage.recognition.rules.service import MILESTONES, Span, anniversary, reached, span_of, started_between
from tests.recognition import outcome_made

HERE = "/awards/long-service/"


def started(person_id: int, on: date | None, leaves: date | None = None) -> None:
    with transaction():
        row = db.session.get_one(Person, person_id)
        row.started_on, row.leaves_on = on, leaves


def ago(years: int, days: int = 0) -> date:
    today = clock.today()
    return today.replace(year=today.year - years, day=min(today.day, 28)) - timedelta(days=days)


def key(person_id: int, years: int = 10) -> str:
    return f"{person_id}-{years}"


def sent(*keys: str, quarter: str = "0") -> dict[str, object]:
    return {"year": str(clock.today().year), "quarter": quarter, "who": list(keys)}


@pytest.mark.parametrize(
    ("began", "years", "on"),
    [
        (date(2004, 2, 29), 10, date(2014, 3, 1)),
        (date(2004, 2, 29), 20, date(2024, 2, 29)),
        (date(2001, 3, 1), 25, date(2026, 3, 1)),
        (date(2001, 12, 31), 10, date(2011, 12, 31)),
    ],
)
def test_years_are_whole_on_the_same_day_and_those_of_29_february_on_1_march(began, years, on):
    assert anniversary(began, years) == on


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)), st.integers(1990, 2080), st.integers(0, 4))
def test_whoever_reaches_a_milestone_began_where_the_database_looks(began, year, quarter):
    span = span_of(year, quarter)
    for each in reached(began, None, span):
        first = started_between(span, each.years)
        assert first.first <= began <= first.last and span.first <= each.on <= span.last


@given(st.dates(date(1960, 1, 1), date(2015, 12, 31)))
def test_each_milestone_is_reached_in_exactly_one_quarter(began):
    found = [
        each
        for year in range(1970, 2056)
        for quarter in (1, 2, 3, 4)
        for each in reached(began, None, span_of(year, quarter))
    ]
    assert [each.years for each in found] == list(MILESTONES)


def test_whoever_leaves_before_the_day_does_not_reach_it():
    span = Span(date(2027, 1, 1), date(2027, 12, 31))
    assert not reached(date(2017, 6, 1), date(2027, 5, 31), span)
    assert reached(date(2017, 6, 1), date(2027, 6, 1), span)


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_only_the_od_team_sees_long_service(site, people, who):
    other = getattr(people, who)
    assert site.get(HERE).status == 303 and site.get(HERE, as_=other).status == 403
    assert site.post(f"{HERE}mark", sent(key(people.amara)), as_=other).status == 403
    assert site.post(f"{HERE}print", sent(), as_=other).status == 403


def test_they_stand_by_site_and_whoever_has_no_start_date_is_counted(site, people):
    assert "Nobody reaches a milestone" in site.get(f"{HERE}?year=2026", as_=people.chloe).text
    started(people.amara, ago(10))
    started(people.bryn, ago(25))
    started(people.esi, None)
    started(people.femi, ago(10), leaves=clock.today() - timedelta(days=1))
    with transaction():
        db.session.get_one(Person, people.dev).started_on = ago(20)
        db.session.get_one(Person, people.dev).kind = "agency"
    outcome_made.at_site([people.bryn], "Northfield")
    page = site.get(HERE, as_=people.chloe)
    assert page.text.index("Northfield") < page.text.index("Bryn Parry, 25") < page.text.index("Amara Nwosu, 10")
    assert "2 milestones" in page.text and "1 person who works here has no start date" in page.text
    assert "Femi" not in page.text and "Dev Shah," not in page.text
    for odd in ("?year=99999&quarter=9", "?year=x&quarter=-1", "?year=1900"):
        assert site.get(f"{HERE}{odd}", as_=people.chloe).status == 200


def test_a_milestone_is_marked_once_and_then_the_person_reads_it(site, people):
    started(people.amara, ago(10))
    assert "You have worked here for" not in site.get("/", as_=people.amara).text
    for _ in range(2):
        assert site.post(f"{HERE}mark", sent(key(people.amara)), as_=people.chloe).status == 303
    assert db.session.query(LongService).count() == 1
    assert "You have worked here for 10 years" in site.get("/", as_=people.amara).text
    assert "Amara" not in site.get("/", as_=people.femi).text.replace("Good", "")
    assert "Reached on" in site.get("/account/my-data", as_=people.amara).text
    assert "Marked on" in site.get(f"{HERE}?quarter=0", as_=people.chloe).text
    with transaction():
        db.session.query(LongService).one().marked_on = clock.today() - timedelta(days=31)
    assert "You have worked here for" not in site.get("/", as_=people.amara).text


def test_nobody_is_marked_before_the_day_or_by_a_guessed_key(site, people):
    today = clock.today()
    started(people.amara, today.replace(year=today.year - 9, month=1, day=15))
    ahead = {"year": str(today.year + 1), "quarter": "0", "who": [key(people.amara)]}
    page = site.post(f"{HERE}mark", ahead, as_=people.chloe)
    assert page.status == 422 and "has not reached 10 years yet" in page.errors[0]
    for guess in ([], ["x"], [key(people.bryn, 10)], ["9" * 400]):
        assert site.post(f"{HERE}mark", sent() | {"who": guess}, as_=people.chloe).status == 422
    assert not db.session.query(LongService).count()


def test_certificates_are_printed_for_the_chosen_days(site, people):
    started(people.amara, ago(10))
    started(people.bryn, ago(40))
    page = site.post(f"{HERE}print", sent(), as_=people.chloe)
    outcome_made.work()
    text = " ".join(outcome_made.pages(site.get(f"{page.location}file.pdf", as_=people.chloe).data))
    assert "Amara Nwosu" in text and "10 years" in text and "40 years" in text and "2 certificates" in text
    assert "Long service certificates" in site.get(HERE, as_=people.chloe).text
    assert "ready to print" in site.get("/", as_=people.chloe).text
    assert site.post(f"{page.location}delete", as_=people.chloe).location == HERE


def test_more_people_cost_no_more_queries(site, people):
    started(people.amara, ago(10))
    before = site.query_count(HERE, as_=people.chloe)
    for who in (people.bryn, people.chloe, people.dev, people.esi):
        started(who, ago(20))
    assert site.query_count(HERE, as_=people.chloe) == before
