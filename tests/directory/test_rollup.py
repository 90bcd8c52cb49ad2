"""Small units count with the unit above them, and nobody is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.directory.rules.rollup import RolledUp, roll_up

Tree = dict[int, int | None]


def above(parents: Tree, unit: int) -> list[int]:
    """A unit and everything above it that is in hand, the nearest first."""
    found: list[int] = []
    at: int | None = unit
    while at is not None and at in parents:
        found.append(at)
        at = parents[at]
    return found


@st.composite
def councils(draw: st.DrawFn) -> tuple[Tree, dict[int, int], int]:
    """Forests of up to 25 units, some below a unit that is not in hand; people; a minimum."""
    size = draw(st.integers(1, 25))
    parents: Tree = {}
    order = draw(st.permutations(range(size)))
    for place, unit in enumerate(order):
        parents[unit] = draw(st.sampled_from([None, 99, *order[:place]]))
    people = {unit: draw(st.integers(0, 6)) for unit in draw(st.lists(st.integers(0, size - 1), unique=True))}
    return parents, people, draw(st.integers(1, 6))


@pytest.mark.parametrize(
    ("headcount", "stands_in", "people"),
    [
        # The council 1, a service 2, its teams 3 and 4.
        ({1: 3, 2: 3, 3: 3, 4: 3}, {1: 1, 2: 2, 3: 3, 4: 4}, {1: 3, 2: 3, 3: 3, 4: 3}),
        ({1: 3, 2: 3, 3: 3, 4: 2}, {1: 1, 2: 2, 3: 3, 4: 2}, {1: 3, 2: 5, 3: 3}),
        # Two small teams and their head of service are a team together.
        ({1: 3, 2: 1, 3: 1, 4: 1}, {1: 1, 2: 2, 3: 2, 4: 2}, {1: 3, 2: 3}),
        # Even together they are too few: on up.
        ({1: 3, 2: 1, 3: 1}, {1: 1, 2: 1, 3: 1, 4: 1}, {1: 5}),
        # Nobody is left out where the whole is too small.
        ({3: 1}, {1: 1, 2: 1, 3: 1, 4: 1}, {1: 1}),
        ({}, {1: 1, 2: 1, 3: 1, 4: 1}, {}),
    ],
)
def test_a_council_of_four_units(headcount: dict[int, int], stands_in: dict[int, int], people: dict[int, int]) -> None:
    assert roll_up({1: None, 2: 1, 3: 2, 4: 2}, headcount, 3) == RolledUp(stands_in, people)


def test_a_unit_knows_whom_it_stands_for() -> None:
    found = roll_up({1: None, 2: 1, 3: 2, 4: 2}, {1: 3, 2: 3, 3: 3, 4: 2}, 3)
    assert found.joining(2) == {4}
    assert found.joining(3) == frozenset()


@given(councils())
def test_everybody_counts_once_and_with_a_unit_above_their_own(council: tuple[Tree, dict[int, int], int]) -> None:
    parents, headcount, minimum = council
    found = roll_up(parents, headcount, minimum)
    assert sum(found.people.values()) == sum(headcount.values())
    assert found.stands_in.keys() == parents.keys()
    for unit, rep in found.stands_in.items():
        assert rep in above(parents, unit)
        assert found.stands_in[rep] == rep


@given(councils())
def test_a_unit_stands_where_it_is_large_enough_and_only_a_top_where_it_is_not(
    council: tuple[Tree, dict[int, int], int],
) -> None:
    parents, headcount, minimum = council
    found = roll_up(parents, headcount, minimum)
    for unit in parents:
        if headcount.get(unit, 0) >= minimum:
            assert found.stands_in[unit] == unit
    for unit, people in found.people.items():
        assert people >= minimum or len(above(parents, unit)) == 1
        inside = [each for each, rep in found.stands_in.items() if rep == unit]
        assert people == sum(headcount.get(each, 0) for each in inside)


@given(councils())
def test_nobody_is_taken_past_a_unit_that_stands(council: tuple[Tree, dict[int, int], int]) -> None:
    parents, headcount, minimum = council
    found = roll_up(parents, headcount, minimum)
    for unit, rep in found.stands_in.items():
        between = above(parents, unit)[: above(parents, unit).index(rep)]
        assert not found.people.keys() & set(between)


@given(councils())
def test_with_a_minimum_of_one_everybody_stays_where_they_are(council: tuple[Tree, dict[int, int], int]) -> None:
    parents, headcount, _ = council
    assert roll_up(parents, headcount, 1).people == {unit: n for unit, n in headcount.items() if n}
