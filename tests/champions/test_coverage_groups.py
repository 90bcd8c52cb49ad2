"""Which units share their champions, what lies thin in a group, and how the tree, the sites and the curve are shown."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engage.champions.rules.coverage import Cover, Grouped, Targets, planned
from engage.champions.rules.coverage_curve import Reach, trade_off
from engage.champions.rules.coverage_groups import Place, Thin, thin_places
from engage.champions.rules.coverage_picture import picture
from engage.champions.rules.coverage_seats import Group
from engage.champions.rules.coverage_sites import UNKNOWN, matrix
from engage.champions.rules.coverage_tree import Stem, branches
from engage.directory.rules.rollup_sinking import roll_up_and_sink

# A council (1) of a chief executive; Place (2) with Waste (4) and Parks (5); Law (3), which is small.
PARENTS: dict[int, int | None] = {1: None, 2: 1, 3: 1, 4: 2, 5: 2}


def test_a_small_unit_counts_with_the_unit_above_and_the_chief_executive_with_the_smallest_group() -> None:
    found = roll_up_and_sink(PARENTS, {1: 1, 2: 4, 3: 3, 4: 30, 5: 8}, 10)
    assert found.stands_in == {1: 2, 2: 2, 3: 2, 4: 4, 5: 2}
    assert found.people == {2: 16, 4: 30}


def test_what_comes_up_from_a_branch_goes_back_to_that_branch() -> None:
    parents = {1: None, 2: 1, 3: 1, 4: 2, 5: 3}
    found = roll_up_and_sink(parents, {1: 1, 2: 2, 3: 1, 4: 40, 5: 10}, 10)
    assert found.stands_in == {1: 5, 2: 4, 3: 5, 4: 4, 5: 5}
    assert found.people == {4: 42, 5: 12}


def test_an_empty_branch_beside_one_that_took_all_of_the_top_back_is_no_error() -> None:
    found = roll_up_and_sink({1: None, 2: 1, 3: 1, 4: 2, 5: 3}, {2: 3, 4: 10, 5: 10}, 10)
    assert found.people == {4: 13, 5: 10} and set(found.stands_in.values()) == {4, 5}


def test_a_council_smaller_than_a_group_is_a_group_all_the_same() -> None:
    assert roll_up_and_sink(PARENTS, {1: 1, 4: 2}, 10).people == {1: 3}


@st.composite
def councils(draw: st.DrawFn) -> tuple[dict[int, int | None], dict[int, int]]:
    size = draw(st.integers(1, 14))
    parents = {unit: draw(st.one_of(st.none(), st.integers(1, unit - 1))) if unit > 1 else None
               for unit in range(1, size + 1)}  # fmt: skip
    return parents, {unit: draw(st.sampled_from((0, 0, *range(1, 16)))) for unit in parents}


@given(councils(), st.integers(1, 20))
def test_nobody_is_left_out_of_all_groups_whatever_the_shape(
    council: tuple[dict[int, int | None], dict[int, int]], minimum: int
) -> None:
    parents, heads = council
    found = roll_up_and_sink(parents, heads, minimum)
    counted = dict.fromkeys(found.people, 0)
    for unit, staff in heads.items():
        if staff:
            counted[found.stands_in[unit]] += staff
    assert counted == found.people
    for group, staff in found.people.items():
        assert staff >= minimum or (parents[group] is None and staff > 0)


def test_a_shift_with_people_and_no_champion_is_thin_the_largest_first() -> None:
    nights, days, far = Place("Depot", "nights"), Place("Depot", "days"), Place("Yard", "days")
    staff = {nights: 40, days: 20, far: 12, Place("", ""): 9}
    assert thin_places(staff, [days], 10) == (Thin("shift", "nights", 40), Thin("site", "Yard", 12))
    assert thin_places(staff, [nights, far], 10) == ()
    assert thin_places({days: 50}, [], 10) == ()  # that all work days at the depot says nothing


def planned_for(targets: Targets, *staying: int) -> list[tuple[int, int, int, int]]:
    groups = [
        Grouped(at, f"Unit {at}", "", 30, people=tuple(Cover(at * 10 + n, "A") for n in range(many)))
        for at, many in enumerate(staying, start=1)
    ]
    found = planned(groups, targets)
    return [(each.seats, each.fair, each.to_recruit, each.surplus) for each in found.groups]


def test_whoever_stays_is_counted_and_what_is_over_a_share_is_said() -> None:
    assert planned_for(Targets(seats=4), 3, 0) == [(3, 2, 0, 1), (1, 2, 1, 0)]
    assert planned_for(Targets(ratio=15), 3, 0) == [(3, 2, 0, 1), (2, 2, 2, 0)]
    assert planned_for(Targets(), 0, 1) == [(1, 1, 1, 0), (1, 1, 0, 0)]


def test_too_few_saved_seats_still_give_a_plan_and_say_how_many_are_short() -> None:
    groups = [Grouped(at, "Unit", "", 30) for at in (1, 2, 3)]
    found = planned(groups, Targets(seats=2))
    assert (found.short, found.seats, found.over, [each.seats for each in found.groups]) == (1, 3, 0, [1, 1, 1])


def test_the_tree_counts_what_is_below_and_marks_groups_without_a_champion() -> None:
    units = [Stem(unit, f"Unit {unit}", above) for unit, above in PARENTS.items()]
    heads = {1: 1, 4: 30, 5: 12}
    rolled = roll_up_and_sink(PARENTS, heads, 10)
    plans = planned([Grouped(4, "Unit 4", "", 30, people=(Cover(1, "Bryn"),)), Grouped(5, "Unit 5", "", 13)], Targets())
    (top,) = branches(units, rolled.stands_in, heads, plans.groups, {4: ["Bryn"]})
    assert (top.staff, top.own, top.covered_by, top.bare_groups, top.counts_with) == (43, 1, 1, 1, "Unit 5")
    (place,) = top.below  # nobody works in Law
    assert [(each.name, each.champions, each.covered_by) for each in place.below] == [
        ("Unit 4", ("Bryn",), 1),
        ("Unit 5", (), 0),
    ]


def test_sites_are_shown_the_largest_first_and_the_rest_together() -> None:
    people = {1: {Place("Hall", ""): 20, Place("", ""): 3}, 2: {Place("Depot", ""): 9, Place("Yard", ""): 2}}
    found = matrix(people, {1: [Place("Hall", "")]}, most=2)
    assert found.columns == ("Hall", "Other sites")
    assert [(each.name, each.champions) for each in found.sites] == [
        ("Hall", 1),
        ("Depot", 0),
        ("Yard", 0),
        (UNKNOWN, 0),
    ]
    assert [each.name for each in found.bare] == ["Depot", "Yard"]
    assert [[(spot.staff, spot.band) for spot in row] for row in found.rows.values()] == [
        [(20, "covered"), (3, "bare")], [(0, ""), (11, "bare")],
    ]  # fmt: skip


def test_the_picture_stays_in_its_box_and_needs_two_points() -> None:
    assert picture([Reach(1, 1, 0, Fraction(9))], []) is None
    assert picture([Reach(1, 1, 5, None), Reach(2, 2, 2, None)], []) is None
    found = picture(trade_off([Group(1, 900), Group(2, 40), Group(3, 3)], 60), [(2, "now"), (70, "far")])
    assert found is not None
    for panel in (found.covered, found.worst):
        points = [tuple(map(float, each.split(","))) for each in panel.points.split()]
        assert all(42 <= x <= 330 and 13.9 <= y <= 150.1 for x, y in points)
        assert all(13.9 <= line.at <= 150.1 for line in panel.across)
    assert [mark.words for mark in found.marks] == ["now"]
