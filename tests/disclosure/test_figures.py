import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.disclosure import Figure, Reason, Unit, option_figure, release_tree
from engage.disclosure import settle as settle_module
from tests.disclosure.attacks import COUNCIL, codes, figure, people
from tests.disclosure.test_tree import councils, rng

FOUR = [Unit("council", None), *(Unit(code, "council") for code in ("a", "b", "c", "d"))]


def shown(units, carried, asked, seed=1, k=10):
    return release_tree(units, carried, [asked], k, rng(seed)).figures[asked.code]


def test_a_team_that_agrees_wholly_merges_for_that_question_only():
    carried = people(a=20, b=20, c=30, d=30)
    agreed = figure("agreed", carried, {"a": 20, "b": 10, "c": 15, "d": 15})
    split = figure("split", carried, {"a": 10, "b": 10, "c": 15, "d": 15})
    release = release_tree(FOUR, carried, [agreed, split], 10, rng())
    assert codes(release.figures["agreed"].leaves) == ["a+b", "c", "d"]
    assert codes(release.figures["split"].leaves) == ["a", "b", "c", "d"]
    merged = release.figures["agreed"].block("a+b")
    assert (merged.units, merged.merged, merged.n) == (("a", "b"), True, 40)
    assert release.figures["agreed"].shown["a"] == release.figures["agreed"].shown["b"] == "a+b"


@pytest.mark.parametrize("nobody", [0, 20])
def test_nobody_agreeing_is_as_telling_as_all(nobody):
    carried = people(a=20, b=20, c=30, d=30)
    asked = figure("Q", carried, {"a": nobody, "b": 10, "c": 15, "d": 15})
    assert "a" not in codes(shown(FOUR, carried, asked).blocks)


def test_without_the_alike_guard_a_wholly_agreeing_team_is_shown(monkeypatch):
    carried = people(a=20, b=20, c=30, d=30)
    asked = figure("Q", carried, {"a": 20, "b": 10, "c": 15, "d": 15})
    monkeypatch.setattr(settle_module, "unlike", lambda *_: lambda positions: True)
    assert "a" in codes(shown(FOUR, carried, asked).blocks)


def test_a_merged_pair_does_not_say_which_of_the_two_was_too_alike():
    carried = people(a=20, b=25, c=30, d=30)
    first = figure("Q", carried, {"a": 20, "b": 10, "c": 15, "d": 15})
    second = figure("Q", carried, {"a": 8, "b": 25, "c": 15, "d": 15})
    third = figure("Q", carried, {"a": 10, "b": 10, "c": 15, "d": 30})
    assert codes(shown(FOUR, carried, first).leaves) == codes(shown(FOUR, carried, second).leaves)
    assert codes(shown(FOUR, carried, third).leaves) == ["a", "b", "c+d"]


def share_of_seeds(minority, sensitive):
    """How often a team of twenty with this minority is shown."""
    carried = people(a=20, b=20)
    plain = figure("Q", carried, {"a": minority, "b": 10})
    asked = Figure("Q", plain.answered, plain.guarded, sensitive)
    return np.mean(["a" in codes(shown(FOUR[:3], carried, asked, seed).blocks) for seed in range(200)])


@pytest.mark.parametrize(("sensitive", "never", "sometimes", "always"), [(False, 1, (2, 3), 4), (True, 2, (3, 5), 6)])
def test_the_number_that_a_minority_must_reach_is_drawn(sensitive, never, sometimes, always):
    assert share_of_seeds(never, sensitive) == 0
    assert all(0.1 < share_of_seeds(minority, sensitive) < 0.9 for minority in sometimes)
    assert share_of_seeds(always, sensitive) == 1


def test_a_question_on_which_the_whole_council_agrees_is_withheld():
    carried = people(adults=40, children=30, place=20)
    release = shown(COUNCIL, carried, figure("Q", carried, {"adults": 40, "children": 30, "place": 20}))
    assert release.blocks == ()
    assert release.withheld is Reason.TOO_FEW_OR_TOO_ALIKE


def test_merging_climbs_to_the_parent_when_no_sibling_is_left():
    units = [*COUNCIL, Unit("social work", "adults"), Unit("care", "adults")]
    carried = people(**{"social work": 20, "care": 20, "children": 30, "place": 35})
    asked = figure("Q", carried, {"social work": 20, "care": 10, "children": 12, "place": 12})
    assert sorted(codes(shown(units, carried, asked).blocks)) == ["adults", "children", "council", "place"]
    wholly = figure("Q", carried, {"social work": 20, "care": 20, "children": 12, "place": 12})
    blocks = shown(units, carried, wholly)
    assert codes(blocks.blocks) == ["council"]
    assert set(blocks.shown.values()) == {"council"}


@settings(max_examples=80, deadline=None)
@given(councils(teams=14, team=40), st.integers(0, 2**32 - 1), st.booleans(), st.floats(0, 1))
def test_every_shown_block_has_enough_answers_and_both_opinions_and_nobody_is_left_out(
    council, seed, sensitive, agreeing
):
    units, carried = council
    chance = rng(seed)
    answered = chance.random(len(carried)) > 0.2
    positive = (chance.random(len(carried)) < agreeing) & answered
    asked = Figure("Q", answered, (positive,), sensitive)
    release = release_tree(units, carried, [asked], 10, chance)
    partition = release.figures["Q"]
    for block in partition.blocks:
        rows = release.members(block)
        rows = rows[answered[rows]]
        minority = min(positive[rows].sum(), len(rows) - positive[rows].sum())
        assert len(rows) == block.n >= 10
        assert minority >= (3 if sensitive else 2)
        children = [each for each in partition.blocks if each.parent == block.code]
        assert block.leaf != bool(children)
        if children:
            assert sum(each.n for each in children) == block.n
            # An inner block passes whatever could have been drawn for it, or its only child did.
            assert minority >= (6 if sensitive else 4) or len(children) == 1


def test_the_same_seed_gives_the_same_blocks_and_answers_alone_decide_nothing_else():
    carried = people(a=20, b=20, c=30, d=30)
    asked = figure("Q", carried, {"a": 3, "b": 3, "c": 2, "d": 27})
    assert shown(FOUR, carried, asked, 7) == shown(FOUR, carried, asked, 7)


def options(carried, **chosen):
    """Per option, how many of each unit chose it, in the order of the units."""
    units = list(dict.fromkeys(carried))
    masks = {option: np.zeros(len(carried), bool) for option in chosen}
    used = dict.fromkeys(units, 0)
    for option, counts in chosen.items():
        for unit, n in zip(units, counts, strict=True):
            first = carried.index(unit) + used[unit]
            masks[option][first : first + n] = True
            used[unit] += n
    return np.ones(len(carried), bool), masks


def test_an_option_nobody_chose_does_not_withhold_the_question():
    carried = people(a=40, b=40)
    answered, chosen = options(carried, car=(20, 20), bus=(14, 16), horse=(0, 0), boat=(6, 4))
    asked, together = option_figure("travel", answered, chosen, 10)
    assert together == (("car",), ("bus",), ("horse", "boat"))
    assert codes(shown(FOUR[:3], carried, asked).blocks) == ["council", "a", "b"]


def test_a_rare_option_takes_in_the_next_rarest():
    carried = people(a=40, b=40)
    answered, chosen = options(carried, car=(20, 20), bus=(14, 16), boat=(6, 4))
    chosen["boat"][:] = False
    answered, chosen = options(carried, car=(25, 20), bus=(14, 16), boat=(1, 4))
    assert option_figure("travel", answered, chosen, 10)[1] == (("car",), ("bus", "boat"))


def test_an_option_that_nobody_of_a_team_chose_merges_the_team():
    carried = people(a=40, b=40, c=40)
    answered, chosen = options(carried, car=(40, 20, 20), bus=(0, 20, 20))
    asked, _ = option_figure("travel", answered, chosen, 10)
    assert "a" not in codes(shown(FOUR[:4], carried, asked).blocks)


def test_a_figure_of_another_length_is_refused():
    carried = people(a=40, b=40)
    with pytest.raises(ValueError, match="one entry per respondent"):
        release_tree(FOUR, carried, [Figure("Q", np.ones(79, bool))], 10, rng())
    with pytest.raises(ValueError, match="one entry per respondent"):
        Figure("Q", np.ones(80, bool), (np.ones(79, bool),))


def test_two_figures_of_one_code_are_refused():
    carried = people(a=40, b=40)
    asked = figure("Q", carried, {"a": 20, "b": 20})
    with pytest.raises(ValueError, match="code of its own"):
        release_tree(FOUR, carried, [asked, asked], 10, rng())
