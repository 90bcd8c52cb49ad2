"""Managers trained: counted by service, named to the OD team alone, shown on the item that counts the course."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Training
from engage.programme.models import Item
from engage.programme.queries import training as queries
from engage.programme.rules.training import Cohort, Manager, places
from tests.programme import made_boards as made

HERE = "/programme/manage/training"
COURSE, TRAINERS = "Managing people", "Train the trainer"


def done(person: int, course: str = COURSE, days_ago: int = 10, lasts: int | None = None) -> None:
    on = clock.today() - timedelta(days=days_ago)
    with transaction():
        db.session.add(Training(person_id=person, course=course, done_on=on, origin="entry",
                                expires_on=on + timedelta(days=lasts) if lasts else None))  # fmt: skip


def test_a_manager_counts_once_trained_and_not_when_it_has_run_out(site, people):
    done(people.femi)
    done(people.amara)
    done(people.esi, TRAINERS)
    managers = [person for person, _ in queries.managers(clock.today())]
    assert people.femi in managers and people.amara not in managers
    page = site.get(f"{HERE}?course={COURSE}&trainers={TRAINERS}", as_=people.chloe)
    assert f"1 of {len(managers)} manager" in page.text and "1 trainer" in page.text
    with transaction():
        db.session.query(Training).filter_by(person_id=people.femi).one().expires_on = clock.today() - timedelta(days=1)
    page = site.get(f"{HERE}?course={COURSE}", as_=people.chloe)
    assert f"0 of {len(managers)} manager" in page.text and "Femi Adeyemi" in page.text
    text = site.get(f"{HERE}.csv?course={COURSE}", as_=people.chloe).data.decode()
    assert "Managers trained" in text and "Femi" not in text


def test_who_has_left_is_managed_by_nobody(site, people):
    before = queries.counted(COURSE, clock.today()).managers
    with transaction():
        for person in db.session.query(Person).filter(Person.id != people.femi):
            person.leaves_on = clock.today() - timedelta(days=1)
    assert before and queries.counted(COURSE, clock.today()) == Cohort(0, 0)


def test_only_the_od_team_sees_it(site, people):
    item_id = made.item()
    for path in (HERE, f"{HERE}.csv", f"/programme/manage/items/{item_id}/course"):
        assert site.get(path).status == 303 and site.get(path, as_=people.amara).status == 403
        assert site.get(path, as_=people.chloe).status == 200
    assert site.get("/programme/manage/items/999/course", as_=people.chloe).status == 404
    assert "Choose a course" in site.get(HERE, as_=people.chloe).text


def test_an_item_counts_a_course(site, people):
    done(people.femi)
    item_id = made.item(lead=people.amara)
    path = f"/programme/manage/items/{item_id}/course"
    for bad in ({"course": "Juggling"}, {"course": COURSE, "trainers": "Juggling"}, {"trainers": COURSE}):
        page = site.post(path, bad, as_=people.chloe)
        assert page.status == 422 and page.errors and db.session.get_one(Item, item_id).course == ""
    site.post(path, {"course": COURSE, "trainers": COURSE}, as_=people.chloe)
    number = queries.counted(COURSE, clock.today()).managers
    text = site.get(f"/programme/items/{item_id}/standing", as_=people.amara).text
    assert f"managers trained: 1 of {number}" in text and "1 trainer" in text
    assert COURSE in site.get(HERE, as_=people.chloe).text
    site.post(path, {}, as_=people.chloe)
    assert "managers trained" not in site.get(f"/programme/items/{item_id}/standing", as_=people.amara).text


def test_the_list_is_a_part_of_the_page_with_a_fixed_number_of_queries(site, people):
    done(people.femi)
    address = f"{HERE}?course={COURSE}"
    page = site.get(address, as_=people.chloe)
    site.assert_fragment_is_its_part_of_the_page(address, as_=people.chloe)
    for person in (people.amara, people.bryn, people.esi):
        done(person)
    assert site.get(address, as_=people.chloe).queries == page.queries


UNITS = {1: ("Council", None), 2: ("Care", 1), 3: ("Parks", 1), 4: ("Trees", 3), 5: ("Closed in a ring", 9)}


@pytest.mark.parametrize(
    ("managers", "expected"),
    [
        ([], []),
        ([Manager(2, True)], [("Council", 1, 1, ("Care",))]),
        ([Manager(2, n < 2) for n in range(5)] + [Manager(4, True)] * 2,
         [("Council", 4, 7, ("Trees",)), ("Care", 2, 5, ())]),
        ([Manager(4, False)] * 6 + [Manager(99, True)],
         [("Council", 0, 6, ()), ("Parks", 0, 6, ()), ("Trees", 0, 6, ())]),
    ],
)  # fmt: skip
def test_small_services_count_with_the_unit_above(managers, expected):
    found = places(UNITS, managers)
    assert [(each.name, each.total.trained, each.total.managers, each.joining) for each in found] == expected
    assert Cohort(0, 0).percent is None and Cohort(1, 8).percent == 13
