"""How long the log is kept, where else it appears, and its rules."""

import random
from datetime import date, timedelta

import pytest

from engage.champions import jobs_activity
from engage.champions.actions import activity as actions
from engage.champions.models import Activity
from engage.champions.queries.own_data import held
from engage.champions.rules import activity_places as places
from engage.champions.rules.activity import begun_month, day_problem, may_see
from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Refused
from engage.core.files import Sent, StoredFile
from engage.demo import activity as demo
from engage.directory.models import Appointment, Person
from engage.directory.rules.months import Month, month_of, tells_of_last_month
from tests.champions import logged, made
from tests.recognition.pictures import png

TODAY = date(2027, 5, 20)


def test_entries_go_after_24_months_with_their_files(app, people):
    old, fresh = logged.entry(people.bryn), logged.entry(people.bryn)
    edge = clock.months_after(clock.today(), -24)
    with transaction():
        actions.add_files(logged.get(old), [Sent("a.png", png())])
        logged.get(old).happened_on, logged.get(fresh).happened_on = edge - timedelta(days=1), edge
    jobs_activity.delete_due()
    assert [row.id for row in db.session.query(Activity)] == [fresh]
    assert db.session.query(StoredFile).count() == 0


@pytest.mark.parametrize(("months", "named"), [(11, True), (13, False)])
def test_a_year_after_the_last_appointment_nobodys_name_is_on_it(app, people, months, named):
    number = logged.entry(people.bryn, works_well="Kept")
    with transaction():
        actions.add_files(logged.get(number), [Sent("a.png", png())])
        row = db.session.query(Appointment).one()
        row.started_on, row.term_ends_on = date(2020, 1, 1), None
        row.ended_on, row.ended_why = clock.months_after(clock.today(), -months), "term"
    jobs_activity.delete_due()
    assert logged.get(number).person_id == (people.bryn if named else None)
    assert logged.get(number).works_well == "Kept" and db.session.query(StoredFile).count() == named


def test_whoever_has_another_appointment_keeps_their_log(app, people):
    number = logged.entry(people.bryn)
    with transaction():
        row = db.session.query(Appointment).one()
        row.started_on, row.term_ends_on, row.ended_on, row.ended_why = date(2020, 1, 1), None, date(2021, 1, 1), "term"
    made.appointed(people.bryn, made.network("union"))
    jobs_activity.delete_due()
    assert logged.get(number).person_id == people.bryn


def test_a_search_finds_ones_own_entries_and_nobody_elses(site, people):
    made.appointed(people.esi)
    logged.entry(people.bryn, works_well="The squeaking gate")
    assert "squeaking gate" in site.get("/search?q=squeaking", as_=people.bryn).text
    for who in (people.esi, people.chloe):
        assert "squeaking gate" not in site.get("/search?q=squeaking", as_=who).text


def test_ones_own_copy_holds_ones_log(app, people):
    logged.entry(people.bryn, works_well="Mine", unit_id=logged.unit("WASTE"))
    mine = next(each for each in held(people.bryn) if each.title == "What you logged as a champion")
    assert [(row["works well"], row["unit"]) for row in mine.rows] == [("Mine", "Waste and recycling")]
    assert not next(each for each in held(people.amara) if each.title == mine.title).rows


def test_nothing_is_logged_for_a_network_that_one_is_not_in(app, people):
    with pytest.raises(Refused):
        logged.entry(people.amara)


def test_where_only_bryn_is_appointed_the_demonstration_is_eight_entries_of_his(app, people):
    with transaction():
        db.session.get_one(Person, people.bryn).employee_number = demo.BRYN
    demo.build(random.Random(1), clock.today())
    assert {row.person_id for row in db.session.query(Activity)} == {people.bryn}
    assert db.session.query(Activity).count() == 8


def test_the_rules_of_a_day_and_of_whose_it_is():
    earliest = date(2026, 5, 20)
    assert not day_problem(TODAY, TODAY, earliest) and not day_problem(earliest, TODAY, earliest)
    assert "future" in day_problem(date(2027, 5, 21), TODAY, earliest)
    assert "12 months" in day_problem(date(2026, 5, 19), TODAY, earliest)
    assert may_see(1, 1) and not may_see(1, 2) and not may_see(None, 1)


def test_a_service_is_two_steps_below_the_top_and_named_only_where_many_work():
    above = {1: None, 2: 1, 3: 2, 4: 3}
    found = places.services(above, {unit: f"Unit {unit}" for unit in above}, {1: 2, 2: 8, 3: 1, 4: 4}, {})
    assert found.of[4] == 3 and found.of[3] == 3 and found.of[2] == 2 and found.of[1] == 1
    assert (found.people[3], found.people[2], found.people[1]) == (5, 13, 15)
    assert found.large(4) == 2 and found.large(None) is None and found.large(99) is None
    assert found.units(3) == {3, 4}


def test_quiet_is_said_of_places_and_never_of_one_champion():
    since = {1: TODAY - timedelta(days=90), 2: TODAY - timedelta(days=89), 3: TODAY - timedelta(days=500)}
    found = places.quiet((1, 2, 3, 4), since, {3}, TODAY)
    assert (found.silent, found.nobody) == ((1,), (4,))
    told = [places.told_as_quiet(1, people, champions, logged) for people, champions, logged in
            ((10, 0, ()), (10, 3, ()), (10, 1, ()), (10, 2, ()), (9, 0, ()), (10, 0, (1,)))]  # fmt: skip
    assert told == [True, True, False, False, False, False]


def test_months_and_the_day_on_which_they_are_told():
    may = month_of(TODAY)
    assert (may.key, may.name, may.before.key, may.after.key) == ("2027-05", "May 2027", "2027-04", "2027-06")
    assert Month(date(2026, 12, 1)).end == date(2027, 1, 1)
    assert begun_month(2027, 5, TODAY) == may
    assert begun_month(2027, 6, TODAY) is None and begun_month(2027, 13, TODAY) is None
    # 1 May 2027 is a Saturday and the 3rd a bank holiday; 1 January a Friday; after the tenth nothing is told.
    due = [tells_of_last_month(date(2027, *day)) for day in ((5, 1), (5, 3), (5, 4), (5, 11), (1, 1), (1, 3), (1, 4))]
    assert due == [False, False, True, False, False, False, True]
