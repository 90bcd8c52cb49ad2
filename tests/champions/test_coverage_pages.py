"""The coverage planner as the OD team uses it: the plan, trying numbers, and where somebody is missing."""

from datetime import timedelta
from typing import Any

import pytest

from engage.champions.queries import coverage
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, Person, Post, Unit
from tests import factories
from tests.champions import made
from tests.factories import People
from tests.site import Site

PLAN = "/networks/1/coverage"
GETS = ("/networks/coverage", PLAN, f"{PLAN}/units", f"{PLAN}/sites", f"{PLAN}/if-they-left", f"{PLAN}/changes",
        f"{PLAN}/plan.csv")  # fmt: skip


def unit(code: str) -> Unit:
    return db.session.query(Unit).filter_by(code=code).one()


def staffed(code: str, people: int, **post: Any) -> list[int]:
    """So many people more in a unit; their ids."""
    with transaction():
        place, found = unit(code), []
        for _ in range(people):
            number = db.session.query(Person).count() + 5000
            who = Person(employee_number=str(number), first_name="Pat", surname=f"Row {number}")
            who.posts = [Post(unit_id=place.id, job_title="Loader", **post)]
            db.session.add(who)
            db.session.flush()
            found.append(who.id)
        return found


@pytest.fixture
def town(site: Site, people: People) -> Site:
    """Home care 14 people, waste 42 of whom 30 work nights at the depot; Bryn works in waste, by day."""
    with transaction():
        db.session.query(Post).filter_by(person_id=people.bryn).update({"shift": "days", "site": "Town hall"})
    staffed("HOMECARE", 12)
    staffed("WASTE", 10, shift="days", site="Town hall")
    staffed("WASTE", 30, shift="nights", site="Depot")
    return site


def test_the_plan_says_what_is_covered_and_whom_the_next_round_recruits(town: Site, people: People) -> None:
    page = town.get(PLAN, as_=people.chloe)
    assert "1 of 2 groups covered; at worst 1 champion for 42 people, in Waste and recycling." in page.text
    assert "1 from Home care, which has nobody" in page.text
    page = town.get(f"{PLAN}?seats=4&ratio=&floor=1&group_minimum=10", as_=people.chloe)
    assert (
        "2 from Waste and recycling: nobody on the shift nights (30 people), nobody at Depot (30 people)" in page.text
    )
    assert "You are trying other numbers" in page.text
    assert db.session.get_one(Network, 1).seats is None


def test_numbers_that_were_tried_can_be_saved(town: Site, people: People) -> None:
    tried = town.get(f"{PLAN}?seats=&ratio=20&floor=1&group_minimum=12", as_=people.chloe)
    saved = town.post(f"{PLAN}/targets", tried.form(f"{PLAN}/targets"), as_=people.chloe)
    assert saved.status == 303
    network = db.session.get_one(Network, 1)
    assert (network.seats, network.ratio, network.floor, network.group_minimum) == (None, 20, 1, 12)
    assert "The targets of Employee champions are saved" in town.follow(saved, as_=people.chloe).source
    assert [(each.name, each.seats) for each in coverage.plan(network)] == [
        ("Home care", 1),
        ("Waste and recycling", 3),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "seats=1&ratio=&floor=1&group_minimum=10",
            "Enter at least 2: there are 2 coverage groups. Or make groups larger.",
        ),
        ("seats=many&ratio=&floor=1&group_minimum=10", "Enter a whole number, such as 10."),
        ("seats=&ratio=0&floor=1&group_minimum=10", "Enter a number from 1 to 10,000."),
        ("seats=5&floor=&group_minimum=10", "Enter a number, such as 1."),
        ("seats=99999999999999999999&floor=1&group_minimum=10", "Enter a number from 1 to 10,000."),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_planned_by_are_refused_and_nothing_changes(
    town: Site, people: People, typed: str, said: str
) -> None:
    page = town.get(f"{PLAN}?{typed}", as_=people.chloe)
    assert (page.status, page.errors) == (422, [said])
    sent = dict(pair.split("=") for pair in typed.split("&"))
    assert town.post(f"{PLAN}/targets", sent, as_=people.chloe).status == 422
    network = db.session.get_one(Network, 1)
    assert (network.seats, network.ratio, network.group_minimum) == (None, None, 10)


def test_saved_seats_that_have_become_too_few_still_give_a_plan(town: Site, people: People) -> None:
    with transaction():
        db.session.get_one(Network, 1).seats = 1
    page = town.get(PLAN, as_=people.chloe)
    assert page.status == 200
    assert "1 seat cannot give each group one: 1 more is needed." in page.text


def test_only_the_od_team_sees_any_of_it(town: Site, people: People) -> None:
    for address in GETS:
        assert town.get(address).status == 303
        for who in (people.amara, people.bryn, people.dev, people.femi):
            assert town.get(address, as_=who).status == 403
        assert town.get(address, as_=people.chloe).status == 200
    assert "overage" not in town.get("/", as_=people.bryn).text


def test_a_network_that_recruits_nobody_has_no_coverage(town: Site, people: People) -> None:
    for number in (made.network("staff"), made.network("union"), made.network(closed_on=clock.today()), 999):
        for address in GETS[1:]:
            assert town.get(address.replace("/1/", f"/{number}/"), as_=people.chloe).status == 404
        assert town.post(f"/networks/{number}/coverage/targets", as_=people.chloe).status == 404


def test_units_sites_and_leavers_show_who_is_where(town: Site, people: People) -> None:
    units = town.get(f"{PLAN}/units", as_=people.chloe).text
    assert "Waste and recycling Group 42 people; 1 champion: Bryn Parry" in units
    assert "People team counts with Home care" in units
    sites = town.get(f"{PLAN}/sites", as_=people.chloe).text
    assert "Depot: 30 people, nobody" in sites
    leaving = town.get(f"{PLAN}/if-they-left", as_=people.chloe).text
    assert "Should one of these leave, 1 group in turn would have nobody." in leaving
    made.appointed(people.esi)
    leaving = town.get(f"{PLAN}/if-they-left", as_=people.chloe).text
    assert "Nobody is the only one" in leaving
    assert "1 for 21" in leaving


def test_two_posts_count_once_and_are_named_in_the_other_group(town: Site, people: People) -> None:
    with transaction():
        db.session.add(Post(person_id=people.bryn, unit_id=unit("HOMECARE").id, is_main=False))
    care, waste = coverage.plan(db.session.get_one(Network, 1))
    assert (care.staff, waste.staff) == (16, 42)  # with Chloe and Dev, whose team is small
    assert (care.now, [each.name for each in care.also]) == (0, ["Bryn Parry"])
    assert (waste.now, waste.also) == (1, ())
    assert "Also works here: Bryn Parry" in town.get(PLAN, as_=people.chloe).text


@pytest.mark.parametrize(
    ("change", "now", "staying"),
    [
        ({}, 1, 1),
        ({"term_ends_on": 90}, 1, 0),
        ({"term_ends_on": 91}, 1, 1),
        ({"term_ends_on": -5}, 1, 0),
        ({"leaves_on": 30}, 1, 0),
        ({"leaves_on": -1}, 0, 0),
    ],
)
def test_whoever_goes_before_the_next_round_ends_is_not_counted_on(
    town: Site, people: People, change: dict[str, int], now: int, staying: int
) -> None:
    with transaction():
        row = db.session.query(Appointment).filter_by(person_id=people.bryn).one()
        for name, days in change.items():
            setattr(row if name == "term_ends_on" else row.person, name, clock.today() + timedelta(days=days))
    waste = coverage.plan(db.session.get_one(Network, 1))[1]
    assert (waste.now, waste.staying, waste.to_recruit) == (now, staying, 1 - staying)


def test_the_file_holds_the_plan(town: Site, people: People) -> None:
    lines = town.get(f"{PLAN}/plan.csv", as_=people.chloe).data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Coverage group,In,People")
    assert any(line.startswith("Waste and recycling,Place,4") and "nights (30)" in line for line in lines)


def test_a_page_costs_the_same_however_many_groups_and_champions(town: Site, people: People) -> None:
    before = {address: town.query_count(address, as_=people.chloe) for address in (*GETS[:-1], "/")}
    with transaction():
        place = unit("PLACE")
        for at in range(12):
            factories.unit(f"NEW{at}", f"Team {at}", place, "Team")
    for at in range(12):
        staffed(f"NEW{at}", 11)
        made.appointed(staffed(f"NEW{at}", 1)[0])
    made.network(name="Mental health first aiders")
    town.get("/", as_=people.chloe)
    assert before == {address: town.query_count(address, as_=people.chloe) for address in (*GETS[:-1], "/")}


def test_an_empty_council_has_nothing_to_plan(site: Site, people: People) -> None:
    with transaction():
        db.session.query(Post).update({"ended_on": clock.today()})
    assert "Nobody works here yet" in site.get(PLAN, as_=people.chloe).text
    assert coverage.plan(db.session.get_one(Network, 1)) == ()
    for address in GETS:
        assert site.get(address, as_=people.chloe).status == 200
