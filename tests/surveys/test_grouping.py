"""Reporting groups: what a ballot may carry is shared by enough people."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from engage.disclosure import Unit
from engage.surveys.grouping import reporting_groups

COUNCIL = (
    Unit("C", None, "Council"),
    Unit("A", "C", "Adults"),
    Unit("H", "A", "Home care"),
    Unit("S", "A", "Sensory"),
    Unit("P", "C", "Place"),
)


def test_a_team_of_four_and_the_chief_executive_share_a_group_with_others():
    groups, carried = reporting_groups(COUNCIL, {"C": 1, "A": 1, "H": 20, "S": 4, "P": 30}, 10)
    assert carried["S"] == carried["C"] == carried["A"] == carried["H"]
    shown = {group.code: group for group in groups}
    assert shown[carried["H"]].name == "Adults and others"
    assert "Adults" in shown[carried["H"]].members
    assert "people of Council who are in none of its teams" in shown[carried["H"]].members
    assert shown[carried["P"]].members == ()


def test_what_is_left_over_of_a_service_is_a_group_where_it_is_large_enough():
    groups, carried = reporting_groups(COUNCIL, {"A": 8, "H": 20, "S": 4, "P": 30}, 10)
    shown = {group.code: group for group in groups}
    assert carried["A"] == carried["S"] != carried["H"]
    assert shown[carried["A"]].name == "Others in Adults"


@st.composite
def councils(draw):
    n = draw(st.integers(0, 12))
    parents = [draw(st.integers(0, i)) for i in range(n)]
    units = [Unit("u0", None, "u0"), *(Unit(f"u{i + 1}", f"u{p}", f"u{i + 1}") for i, p in enumerate(parents))]
    return units, {unit.code: draw(st.integers(0, 25)) for unit in units}


@given(councils(), st.integers(5, 12))
def test_whatever_a_ballot_carries_at_least_the_minimum_invited_share_it(council, minimum):
    units, invited = council
    groups, carried = reporting_groups(units, invited, minimum)
    if sum(invited.values()) < minimum:
        assert groups == ()
        return
    shared = Counter()
    for unit, number in invited.items():
        if number:
            shared[carried[unit]] += number
    assert min(shared.values()) >= minimum
    inner = {group.parent for group in groups}
    assert not inner & shared.keys()
