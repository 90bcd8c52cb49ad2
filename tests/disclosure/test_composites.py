import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.disclosure import Composite, Figure, IndexBy, Kind, Unit, release_tree
from engage.disclosure import release as release_module
from engage.disclosure.release import with_detail
from engage.disclosure.remainders import apart, index_ways
from tests.disclosure.attacks import certain, codes, figure, people
from tests.disclosure.test_tree import councils, rng

UNITS = [Unit("council", None), *(Unit(code, "council") for code in ("a", "b", "c", "d"))]
CARRIED = people(a=40, b=40, c=50, d=50)
HALF = {"a": 20, "b": 20, "c": 25, "d": 25}


def released(items, kind, k=10):
    composite = Composite("T", [item.code for item in items], kind)
    return release_tree(UNITS, CARRIED, items, k, rng(), [composite])


def subtraction_finds(release, items, unit, item):
    """Whether item sums minus the theme give an item's count in a unit that the item does not show."""
    leaves = [block.code for block in release.plain.leaves]

    def cells(shown, numbers):
        for block in shown.blocks:
            inside = {leaves.index(code) for code in leaves if code in block.bases or "council" in block.bases}
            yield [number * len(leaves) + at for number in numbers for at in inside]

    sums = [row for i, item_ in enumerate(items) for row in cells(release.figures[item_.code], [i])]
    sums += cells(release.figures["T"], range(len(items)))
    wanted = [items.index(item) * len(leaves) + leaves.index(unit)]
    return certain(len(items) * len(leaves), sums, wanted)


def three_items():
    return [
        figure("Q1", CARRIED, HALF),
        figure("Q2", CARRIED, HALF),
        figure("Q3", CARRIED, {**HALF, "a": 40}),
    ]


def test_a_theme_less_its_items_does_not_give_a_hidden_item_back():
    items = three_items()
    release = released(items, Kind.THEME)
    assert codes(release.figures["Q3"].leaves) == codes(release.figures["T"].leaves) == ["a+b", "c", "d"]
    assert not subtraction_finds(release, items, "a", items[2])


def test_a_theme_on_its_own_blocks_gives_the_hidden_item_back(monkeypatch):
    monkeypatch.setattr(release_module, "common", lambda tree, items: lambda positions: True)
    items = three_items()
    assert subtraction_finds(released(items, Kind.THEME), items, "a", items[2])


def test_items_that_merge_differently_meet_in_their_common_blocks():
    items = [
        figure("Q1", CARRIED, {**HALF, "a": 40}),
        figure("Q2", CARRIED, {**HALF, "d": 50}),
        figure("Q3", CARRIED, HALF),
    ]
    assert codes(released(items, Kind.THEME).figures["T"].leaves) == ["a+b", "c+d"]


def test_a_theme_with_a_withheld_item_is_withheld():
    items = [figure("Q1", CARRIED, HALF), figure("Q2", CARRIED, {"a": 40, "b": 40, "c": 50, "d": 50})]
    assert released(items, Kind.THEME).figures["T"].blocks == ()


@settings(max_examples=60, deadline=None)
@given(councils(teams=14, team=40), st.integers(0, 2**32 - 1))
def test_every_block_of_a_theme_is_a_sum_of_blocks_of_each_item(council, seed):
    units, carried = council
    chance = rng(seed)
    items = []
    for i, agreeing in enumerate(chance.random(4)):
        answered = chance.random(len(carried)) > 0.2
        items.append(Figure(f"Q{i}", answered, ((chance.random(len(carried)) < agreeing),)))
    composites = [Composite("T", [item.code for item in items], Kind.THEME)]
    release = release_tree(units, carried, items, 10, chance, composites)
    for block in release.figures["T"].blocks:
        inside = set(release.members(block).tolist())
        for item in items:
            parts = [set(release.members(leaf).tolist()) for leaf in release.figures[item.code].leaves]
            assert all(part <= inside or not part & inside for part in parts)


def index_items(**partly):
    """Two items; of each unit named, that many people skip the second."""
    return [figure("Q1", CARRIED, HALF), figure("Q2", CARRIED, HALF, **partly)]


def ways(release):
    return {block.code: block.index_by for block in release.figures["T"].blocks}


def test_two_people_who_answered_half_an_index_are_not_found_by_subtraction():
    found = ways(released(index_items(a=2, b=12, c=15), Kind.INDEX))
    assert found["a"] is IndexBy.ITEM_MEANS
    assert found["d"] is IndexBy.RESPONDENTS


def test_nor_are_they_by_parent_minus_children():
    # Everybody is 29 such people, and c 15, b 12: what is left beside them is a's two.
    found = ways(released(index_items(a=2, b=12, c=15), Kind.INDEX))
    exact = {"a": 2, "b": 12, "c": 15, "d": 0}
    beside = [n for code, n in exact.items() if found[code] is IndexBy.ITEM_MEANS]
    assert found["council"] is IndexBy.RESPONDENTS
    assert sum(beside) >= 10
    assert found["b"] is IndexBy.ITEM_MEANS
    assert found["c"] is IndexBy.RESPONDENTS


def test_a_rule_for_each_block_by_itself_would_leave_those_two_over():
    release = released(index_items(a=2, b=12, c=15), Kind.INDEX)
    shown = release.figures["T"]
    partial = {"council": 29, "a": 2, "b": 12, "c": 15, "d": 0}
    by_itself = {code for code, n in partial.items() if n >= 10}
    assert by_itself - apart(shown.blocks, partial, 10) == {"b"}
    assert index_ways(shown, partial, 10) == shown


def test_an_index_counts_those_who_answered_all_of_it():
    release = released(index_items(a=35), Kind.INDEX)
    assert codes(release.figures["T"].leaves) == ["a+b", "c", "d"]
    assert release.figures["T"].block("a+b").n == 45


def test_an_index_guards_each_item_among_those_it_counts():
    # In a all 30 who answered both are positive on the first; the ten others are not.
    skipping = figure("Q2", CARRIED, HALF, a=10)
    items = [figure("Q1", CARRIED, {**HALF, "a": 30}), skipping]
    release = released(items, Kind.INDEX)
    assert "a" in codes(release.figures["Q1"].blocks)
    assert "a" not in codes(release.figures["T"].blocks)


@pytest.mark.parametrize(
    ("sizes", "detailed"),
    [
        ({"a": 40, "b": 40, "c": 50, "d": 50}, {"council", "a", "b", "c", "d"}),
        ({"a": 29, "b": 40, "c": 50, "d": 50}, {"council", "c", "d"}),
        ({"a": 15, "b": 16, "c": 50, "d": 50}, {"council", "c", "d"}),
        ({"a": 29}, set()),
        ({"a": 30}, {"council", "a"}),
    ],
)
def test_means_are_shown_from_thirty_and_none_is_left_over_for_a_smaller_group(sizes, detailed):
    units = [UNITS[0], *(unit for unit in UNITS if unit.code in sizes)]
    carried = people(**sizes)
    asked = figure("Q", carried, {code: n // 2 for code, n in sizes.items()})
    shown = release_tree(units, carried, [asked], 10, rng()).figures["Q"]
    assert {block.code for block in shown.blocks if block.detail} == detailed
    assert {block.code for block in with_detail(shown, 10).blocks if block.detail} == set(codes(shown.blocks))


def test_thirty_are_counted_among_those_who_answered():
    asked = figure("Q", CARRIED, HALF, a=11)
    shown = release_tree(UNITS, CARRIED, [asked], 10, rng()).figures["Q"]
    assert shown.block("a").n == 29
    assert not shown.block("a").detail


def test_answers_to_no_item_of_a_theme_are_in_none_of_its_blocks():
    items = index_items(a=5)
    both = np.array([unit == "a" for unit in CARRIED]) & ~items[1].answered
    skipped = Figure("Q1", items[0].answered & ~both, items[0].guarded)
    release = released([skipped, items[1]], Kind.THEME)
    assert release.figures["T"].block("a").n == 35
