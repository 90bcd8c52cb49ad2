"""Finding colleagues by typing, and where they stand: units, whom they lead, who manages them."""

from datetime import timedelta

import pytest
from flask import Flask

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Post, Unit
from engage.directory.queries_finding import (
    MOST_FOUND,
    find,
    led_units_of,
    manager_of,
    reports_of,
    shown,
    units_of,
)
from tests import factories
from tests.factories import UNITS, People

DAY = timedelta(days=1)


def place(code: str) -> Unit:
    return db.session.scalars(db.select(Unit).where(Unit.code == code)).one()


def post(person_id: int) -> Post:
    """Somebody's main post."""
    return db.session.scalars(db.select(Post).where(Post.person_id == person_id, Post.is_main)).one()


def names(typed: str) -> list[str]:
    return [each.name for each in find(typed)]


def hired(number: str, first: str, surname: str, code: str, **more: object) -> int:
    with transaction():
        return factories.person(number, first, surname, place(code), **more).id


def ids(codes: str) -> frozenset[int]:
    return frozenset(place(code).id for code in codes.split())


# Finding


@pytest.mark.parametrize("typed", ["élodie", "Élodie", "ÉLODIE", "łuk", "élod łuk"])
def test_letters_that_are_not_english_are_found_however_they_are_typed(people: People, typed: str) -> None:
    hired("3100", "Élodie", "Łukasz", UNITS.waste)
    assert names(typed) == ["Élodie Łukasz"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("amara", ["Amara Nwosu"]),
        ("AMARA nwo", ["Amara Nwosu"]),
        ("home care", ["Femi Adeyemi", "Amara Nwosu"]),
        ("amara waste", []),
        ("a", []),
        (" ", []),
        ("", []),
        ("100%", []),
        ("__", []),
        ("1001", []),
    ],
)
def test_colleagues_are_found_by_name_and_unit_and_by_nothing_else(people: People, typed: str, expected: str) -> None:
    assert names(typed) == expected


def test_whoever_has_left_or_not_begun_is_not_found(people: People) -> None:
    today = clock.today()
    with transaction():
        for person_id, begins, leaves in (
            (people.amara, None, today - DAY), (people.bryn, today + DAY, None), (people.esi, today, today),
        ):  # fmt: skip
            row = db.session.get_one(Person, person_id)
            row.started_on, row.leaves_on = begins, leaves
    assert names("amara") == names("bryn") == []
    assert names("esi") == ["Esi Mensah"]
    assert {each.name for each in shown([people.amara, people.bryn]).values()} == {"Amara Nwosu", "Bryn Parry"}
    assert shown([]) == {}


def test_somebody_is_called_as_they_wish_and_found_by_either_name(people: People) -> None:
    hired("3001", "Margaret", "Lowe", UNITS.waste, known_as="Peggy")
    assert names("peggy") == names("margaret") == ["Peggy Lowe"]


def test_somebody_with_two_posts_is_found_once_with_the_main_one(people: People) -> None:
    with transaction():
        db.session.add(Post(person_id=people.esi, unit_id=place(UNITS.home_care).id, job_title="Cook", is_main=False))
    assert [(each.name, each.unit, each.job_title) for each in find("esi")] == [
        ("Esi Mensah", "Waste and recycling", "Officer")
    ]


def test_somebody_without_a_post_is_found_by_name(people: People) -> None:
    with transaction():
        post(people.esi).ended_on = clock.today()
    assert [(each.name, each.unit) for each in find("esi")] == [("Esi Mensah", "")]


def test_never_more_than_ten_are_listed(people: People) -> None:
    with transaction():
        for number in range(MOST_FOUND + 3):
            factories.person(f"4{number:03}", "Sam", f"Many{number:02}", place(UNITS.waste))
    assert names("sam many") == [f"Sam Many{number:02}" for number in range(MOST_FOUND)]


# Units


def test_units_are_those_of_all_posts_with_everything_above(people: People) -> None:
    assert units_of(people.amara) == ids("HOMECARE ADULTS COUNCIL")
    with transaction():
        db.session.add(Post(person_id=people.amara, unit_id=place(UNITS.waste).id, is_main=False))
    assert units_of(people.amara) == ids("HOMECARE ADULTS COUNCIL WASTE PLACE")
    with transaction():
        post(people.amara).ended_on = clock.today()
    assert units_of(people.amara) == ids("WASTE PLACE COUNCIL")
    assert units_of(0) == frozenset()


def test_led_units_are_those_headed_and_those_whose_people_are_managed(people: People) -> None:
    assert led_units_of(people.amara) == frozenset()
    assert led_units_of(people.femi) == ids("HOMECARE")
    with transaction():
        post(people.bryn).manager_post_id = post(people.femi).id
    assert led_units_of(people.femi) == ids("HOMECARE WASTE")
    with transaction():
        post(people.bryn).ended_on = clock.today()
        place(UNITS.home_care).closed_on = clock.today()
    assert led_units_of(people.femi) == frozenset()


# Managers


def test_reports_are_whoever_is_here_and_hangs_on_a_post_of_theirs(people: People) -> None:
    assert [each.id for each in reports_of(people.femi)] == [people.amara]
    assert reports_of(people.amara) == []
    with transaction():
        db.session.get_one(Person, people.amara).leaves_on = clock.today() - DAY
    assert reports_of(people.femi) == []


def test_the_manager_is_whoever_holds_the_managers_post(people: People) -> None:
    assert manager_of(people.amara) == people.femi
    boss = hired("3002", "Bo", "Boss", UNITS.council)
    with transaction():
        post(people.amara).manager_post_id = post(boss).id
    assert manager_of(people.amara) == boss


def test_only_the_main_post_says_who_manages(people: People) -> None:
    with transaction():
        other = Post(person_id=people.amara, unit_id=place(UNITS.waste).id, is_main=False,
                     manager_post_id=post(people.bryn).id)  # fmt: skip
        db.session.add(other)
    assert manager_of(people.amara) == people.femi


@pytest.mark.parametrize("why", ["vacant", "ended", "left", "not begun", "none"])
def test_a_vacant_managers_post_leaves_it_to_the_head_of_the_unit(people: People, why: str) -> None:
    deputy = hired("3003", "Della", "Deputy", UNITS.home_care)
    with transaction():
        held = post(deputy)
        post(people.amara).manager_post_id = None if why == "none" else held.id
        if why == "vacant":
            held.person_id = None
        elif why == "ended":
            held.ended_on = clock.today()
        elif why == "left":
            db.session.get_one(Person, deputy).leaves_on = clock.today() - DAY
        elif why == "not begun":
            db.session.get_one(Person, deputy).started_on = clock.today() + DAY
    assert manager_of(people.amara) == people.femi


def test_without_a_head_here_it_is_the_nearest_above_who_has_one(people: People) -> None:
    director = hired("3004", "Dora", "Director", UNITS.adults, head=True)
    chief = hired("3005", "Cy", "Chief", UNITS.council, head=True)
    with transaction():
        post(people.amara).manager_post_id = None
        post(people.femi).person_id = None
    assert manager_of(people.amara) == director
    with transaction():
        db.session.get_one(Person, director).leaves_on = clock.today() - DAY
    assert manager_of(people.amara) == chief
    assert manager_of(chief) is None


def test_whoever_heads_their_unit_is_managed_from_above_and_not_by_a_fellow_head(people: People) -> None:
    share = hired("3006", "Shola", "Sharing", UNITS.home_care, head=True)
    assert manager_of(people.femi) is manager_of(share) is None
    director = hired("3004", "Dora", "Director", UNITS.adults, head=True)
    assert manager_of(people.femi) == manager_of(share) == director


def test_nobody_without_a_post_has_a_manager(app: Flask, people: People) -> None:
    with transaction():
        post(people.amara).ended_on = clock.today()
    assert manager_of(people.amara) is None
    assert manager_of(0) is None


def test_units_in_a_ring_do_not_keep_anybody_waiting(people: People) -> None:
    with transaction():
        place(UNITS.council).parent_id = place(UNITS.waste).id
        post(people.esi).is_head = False
    assert manager_of(people.esi) is None
    assert units_of(people.esi) == ids("WASTE PLACE COUNCIL")
