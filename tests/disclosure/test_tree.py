import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.disclosure import Figure, NotCertified, Reason, Unit, release_tree
from engage.disclosure import release as release_module
from engage.disclosure import settle as settle_module
from engage.disclosure import tree as tree_module
from engage.disclosure.tree import coarsen
from tests.disclosure.attacks import COUNCIL, attack, codes, figure, people, small_group, split


def rng(seed=1):
    return np.random.default_rng(seed)


def plain(units, carried, k=10, invited=None):
    return release_tree(units, carried, [], k, rng(), invited=invited).plain


def test_a_team_of_four_is_never_shown_alone():
    carried = people(adults=40, children=30, place=4)
    shown = plain(COUNCIL, carried)
    assert codes(shown.blocks) == ["council", "adults", "children~with"]
    together = shown.block("children~with")
    assert (together.units, together.owners, together.n) == (("children", "place"), (), 34)


def test_a_units_own_people_and_its_small_teams_are_one_more_child():
    carried = people(council=6, adults=40, children=30, place=4)
    other = plain(COUNCIL, carried).block("council~other")
    assert (other.units, other.owners, other.n) == (("place",), ("council",), 10)


def test_a_chief_executive_sinks_into_one_team_and_costs_no_directorate_its_services():
    units = [*COUNCIL, Unit("homecare", "children"), Unit("schools", "children")]
    carried = people(council=1, adults=60, children=1, homecare=20, schools=30)
    shown = plain(units, carried)
    assert codes(shown.blocks) == ["council", "adults", "children~with", "homecare~with", "schools"]
    team = shown.block("homecare~with")
    assert (team.units, team.owners, team.n) == (("homecare", "place"), ("children", "council"), 22)


def test_one_service_that_can_stand_with_too_few_beside_it_is_its_directorate_again():
    units = [Unit("council", None), Unit("adults", "council"), Unit("north", "adults"), Unit("south", "adults")]
    shown = plain(units, people(council=3, north=20, south=30))
    assert codes(shown.blocks) == ["council", "north~with", "south"]


def threshold_alone(children, rest, floor):
    """What most systems do: show every child with enough people, and leave the others out."""
    return frozenset(code for code, n in children if n >= floor), floor, None


def test_parent_minus_children_isolates_the_small_team_when_a_threshold_alone_guards(monkeypatch):
    carried = people(adults=9, children=8, place=2)
    assert attack(release_tree(COUNCIL, carried, [], 5, rng()), "", 5) is None
    monkeypatch.setattr(tree_module, "remainder", threshold_alone)
    blocks = coarsen(COUNCIL, {"adults": 9, "children": 8, "place": 2}, 5).blocks
    shown = [block.code for block in blocks if block.code != "council~other"]
    assert shown == ["council", "adults", "children"]
    groups = {"council": range(19), "adults": range(9), "children": range(9, 17)}
    assert set(small_group([list(groups[code]) for code in shown], range(19), 5)) >= {17, 18}


def test_the_check_stops_a_release_whose_tree_only_has_a_threshold(monkeypatch):
    monkeypatch.setattr(tree_module, "remainder", threshold_alone)
    with pytest.raises((NotCertified, ValueError)):
        release_tree(COUNCIL, people(adults=9, children=8, place=2), [], 5, rng())


def test_a_centre_of_19_under_a_minimum_of_30_merges_with_its_smallest_sibling():
    sizes = {f"centre{i}": n for i, n in enumerate([19, 420, 61, 300, 57, 120, 88, 240, 391, 182])}
    units = [Unit("agency", None), *(Unit(code, "agency") for code in sizes)]
    shown = plain(units, people(**sizes), k=30)
    assert len(shown.leaves) == 9
    together = shown.block("centre4~with")
    assert (together.units, together.n) == (("centre4", "centre0"), 76)


def test_under_k_people_nothing_is_published_and_the_reason_is_given():
    carried = people(adults=5, children=4)
    release = release_tree(COUNCIL, carried, [split(carried)], 10, rng())
    assert release.plain.blocks == ()
    assert release.plain.withheld is Reason.TOO_FEW
    assert release.figures["Q"].withheld is Reason.TOO_FEW
    assert release.audit.withheld is Reason.TOO_FEW


def test_nobody_answered_at_all():
    assert plain(COUNCIL, []).withheld is Reason.TOO_FEW


def test_a_unit_in_which_nobody_took_part_is_merged_like_any_small_one():
    carried = people(adults=20, children=15)
    invited = {"adults": 25, "children": 20, "place": 12}
    assert plain(COUNCIL, carried, invited=invited).block("children~with").units == ("children", "place")
    nobody_there = {"adults": 25, "children": 20}
    assert codes(plain(COUNCIL, carried, invited=nobody_there).blocks) == ["council", "adults", "children"]


def test_own_people_of_whom_nobody_took_part_are_merged_too():
    carried = people(adults=20, children=15)
    invited = {"adults": 25, "children": 20, "council": 4}
    together = plain(COUNCIL, carried, invited=invited).block("children~with")
    assert (together.units, together.owners) == (("children",), ("council",))


@pytest.mark.parametrize(
    "units",
    [
        [Unit("a", None), Unit("b", None)],
        [Unit("a", None), Unit("b", "nowhere")],
        [Unit("a", None), Unit("b", "c"), Unit("c", "b")],
        [Unit("a", None), Unit("a", None)],
        [Unit("a", "a")],
        [],
    ],
)
def test_what_is_not_one_tree_is_refused(units):
    with pytest.raises(ValueError):
        coarsen(units, {}, 5)


def test_ballots_of_an_unknown_unit_are_refused():
    with pytest.raises(ValueError, match="unknown unit"):
        release_tree(COUNCIL, ["nowhere"] * 20, [], 5, rng())


def test_a_minimum_group_under_five_is_refused():
    with pytest.raises(ValueError, match="at least 5"):
        release_tree(COUNCIL, people(adults=40), [], 4, rng())


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11])
@pytest.mark.parametrize("teams", [1, 2, 3, 5, 8, 9])
def test_siblings_of_one_size_never_merge_for_ever(size, teams):
    units = [Unit("council", None), *(Unit(f"team{i}", "council") for i in range(teams))]
    carried = [f"team{i}" for i in range(teams) for _ in range(size)]
    everybody = Figure("Q", np.ones(len(carried), bool), (np.ones(len(carried), bool),))
    release = release_tree(units, carried, [everybody, split(carried, "R")], 10, rng())
    assert all(block.n >= 10 for block in release.plain.blocks)
    assert release.figures["Q"].blocks == ()
    if size * teams >= 10:
        assert release.figures["Q"].withheld is Reason.TOO_FEW_OR_TOO_ALIKE


@st.composite
def councils(draw, teams=10, team=9):
    n = draw(st.integers(1, teams))
    parents = [draw(st.integers(0, i)) for i in range(n)]
    units = [Unit("u0", None), *(Unit(f"u{i + 1}", f"u{parent}") for i, parent in enumerate(parents))]
    sizes = draw(st.lists(st.integers(0, team), min_size=n + 1, max_size=n + 1))
    carried = [unit.code for unit, size in zip(units, sizes, strict=True) for _ in range(size)]
    return units, carried


@settings(max_examples=150, deadline=None)
@given(councils(team=30), st.integers(5, 12), st.randoms())
def test_everybody_is_in_exactly_one_leaf_and_the_order_of_units_does_not_matter(council, k, random):
    units, carried = council
    shown = release_tree(units, carried, [], k, rng())
    leaves = np.concatenate([np.zeros(0, int), *map(shown.members, shown.plain.leaves)])
    assert sorted(leaves) == (list(range(len(carried))) if len(carried) >= k else [])
    assert all(len(shown.members(block)) == block.n >= k for block in shown.plain.blocks)
    shuffled = random.sample(units, len(units))
    assert {(b.code, b.n) for b in plain(shuffled, carried, k).blocks} == {(b.code, b.n) for b in shown.plain.blocks}


@settings(max_examples=40, deadline=None)
@given(councils(teams=6, team=5), st.integers(0, 2**32 - 1))
def test_no_combination_is_about_fewer_than_five_with_a_fifth_of_the_answers_blank(council, seed):
    units, carried = council
    carried = carried[:26]
    chance = rng(seed)
    figures = [
        Figure(f"Q{i}", chance.random(len(carried)) > 0.2, (chance.random(len(carried)) < 0.5,)) for i in range(3)
    ]
    release = release_tree(units, carried, figures, 5, chance)
    assert [attack(release, code, 5) for code in release.answered] == [None] * 4


def nine_of_ten_skipped():
    carried = people(adults=10, children=10)
    return carried, figure("Q", carried, {"adults": 4, "children": 1}, children=9)


def test_ten_people_of_whom_nine_skipped_the_question_are_not_shown():
    carried, asked = nine_of_ten_skipped()
    release = release_tree(COUNCIL, carried, [asked], 5, rng(), invited={"adults": 10, "children": 10})
    assert codes(release.plain.leaves) == ["adults", "children"]
    assert codes(release.figures["Q"].blocks) == ["council"]
    assert attack(release, "Q", 5) is None


def test_without_the_rule_per_figure_the_one_answer_is_found(monkeypatch):
    carried, asked = nine_of_ten_skipped()
    monkeypatch.setattr(settle_module, "enough", lambda counts, k: lambda positions: True)
    monkeypatch.setattr(settle_module, "unlike", lambda *_: lambda positions: True)
    invited = {"adults": 10, "children": 10}
    with pytest.raises((NotCertified, ValueError)):
        release_tree(COUNCIL, carried, [asked], 5, rng(), invited=invited)
    monkeypatch.setattr(release_module, "_certify", lambda release: None)
    release = release_tree(COUNCIL, carried, [asked], 5, rng(), invited=invited)
    assert attack(release, "Q", 5) is not None
