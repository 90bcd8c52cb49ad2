"""The tree of units: rings, and names that are the same."""

import pytest

from engage.directory.rules.units import cycles, depths, new_code, plain

COUNCIL, ADULTS, CARE, MEALS, PLACE = 1, 2, 3, 4, 5
TREE = {COUNCIL: None, ADULTS: COUNCIL, CARE: ADULTS, MEALS: CARE, PLACE: COUNCIL}


def test_each_ring_is_told_once_and_what_hangs_on_it_is_none() -> None:
    assert [set(ring) for ring in cycles({1: 2, 2: 3, 3: 1, 4: 3, 5: None, 6: 6})] == [{1, 2, 3}, {6}]
    assert list(cycles(TREE)) == []


def test_depth_is_counted_from_what_is_in_hand() -> None:
    assert depths({-2: -1, -1: 99, -3: -2}) == {-2: 1, -1: 0, -3: 2}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Children's Services", "Childrens  services", True),
        ("Children’s Services", "Children's Services", True),
        ("Legal & Governance", "Legal and Governance", True),
        ("Childrens Service", "Children's Services", False),
        ("STaR", "STaR 1", False),
        ("Café", "Cafe", True),
    ],
)
def test_spelling_does_not_make_another_unit(a: str, b: str, same: bool) -> None:
    assert (plain(a) == plain(b)) is same


def test_a_code_is_never_given_twice_and_never_too_long() -> None:
    taken: set[str] = set()
    for _ in range(3):
        taken.add(new_code(["Place", "Waste & recycling"], taken))
    assert taken == {
        "place/waste-and-recycling",
        "place/waste-and-recycling-2",
        "place/waste-and-recycling-3",
    }
    long = [new_code(["a" * 60, "b" * 60, name], set()) for name in ("one", "two")]
    assert long[0] != long[1]
    assert all(len(code) <= 80 for code in long)
