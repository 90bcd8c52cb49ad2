"""What is the same from wave to wave, and a group's figures beside others."""

from dataclasses import replace

import pytest

from engage.surveys.rules.benchmarks import Of
from engage.surveys.rules.beside import Beside, with_before, with_benchmark, with_rest
from engage.surveys.rules.comparing import NotTested, Verdict
from engage.surveys.rules.published import (
    Audit,
    Block,
    BlockFigures,
    GroupFigure,
    GroupMeta,
    Head,
    ItemFigure,
    ItemMeta,
)
from engage.surveys.rules.trends import Before, blocks_alike, counted_alike, same, same_series, worded

OPTIONS = (("Y", "Yes", "positive", None, 1.0), ("N", "No", "negative", None, 0.0))
WHOLE = (Block("all", "All", None, 0, (), False, ""),)


def item(code, identity="", text="", **changes):
    made = ItemMeta(code, identity or f"i{code}", "S", text or f"Words of {code}", "scale", OPTIONS, False, False)
    return replace(made, **changes)


def head(*items, themes=(), indices=(), blocks=WHOLE):
    audit = Audit(5, "", 0, 1, 1, 1, 0, 0, ())
    return Head("S", "", "", 100, items, themes, indices, blocks, (), (), (), (), audit)


def figures(positives, themes=(), indices=(), answered=400, code="all"):
    shares = tuple(ItemFigure(each, answered=answered, positive=value) for each, value in positives.items())
    return BlockFigures(code, shares, themes, indices)


def test_a_question_is_followed_by_its_identity_whatever_its_code_is():
    then, now = head(item("A"), item("B")), head(item("X", "iA", "words of a."), item("Y", "iC", "Words of C"))
    assert same(now, then).items == {"X": Before("A")}
    assert worded(" Words  of A. ") == worded("words of a")


def test_other_words_are_another_question_until_they_are_joined_and_then_there_is_a_seam():
    then, now = head(item("A")), head(item("A", "iA", "Quite other words"))
    assert same(now, then).items == {}
    assert same(now, then, frozenset({("iA", "iA")})).items == {"A": Before("A", seam=True)}
    anew = head(item("A", "iNew", "Quite other words"))
    assert same(anew, then, frozenset({("iNew", "iA")})).items == {"A": Before("A", seam=True)}
    assert same(anew, then, frozenset({("iA", "iNew")})).items == {}


@pytest.mark.parametrize(
    "changes",
    [{"kind": "nps"}, {"reversed": True}, {"options": OPTIONS[:1]},
     {"options": (OPTIONS[0], ("N", "No", "negative", None, 2.0))}],
)  # fmt: skip
def test_what_is_counted_otherwise_is_never_followed(changes):
    other = item("A", **changes)
    assert not counted_alike(item("A"), other)
    assert same(head(item("A")), head(other), frozenset({("iA", "iA")})).items == {}


def test_two_joined_to_one_do_not_both_continue_it():
    then = head(item("A"))
    now = head(item("A"), item("B", "iB", "Other words"))
    assert same(now, then, frozenset({("iB", "iA")})).items == {"A": Before("A")}


def test_a_theme_is_followed_where_its_questions_are_all_the_same():
    then = head(item("A"), item("B"), themes=(GroupMeta("t", "T", ("A", "B")),))
    now = head(item("X", "iA", "Words of A"), item("B"), themes=(GroupMeta("new", "New", ("B", "X")),))
    assert same(now, then).themes == {"new": Before("t")}
    more = head(item("A"), item("B"), item("C"), themes=(GroupMeta("t", "T", ("A", "B", "C")),))
    assert same(more, then).themes == {}
    joined = head(item("A"), item("B", "iB", "In other words"), themes=(GroupMeta("t", "T", ("A", "B")),))
    assert same(joined, then, frozenset({("iB", "iB")})).themes == {"t": Before("t", seam=True)}


def test_a_group_is_alike_where_it_was_put_together_alike():
    one = Block("a~other", "Others in A", "a", 2, ("North", "South"), True, "")
    assert blocks_alike(one, replace(one, members=("South", "North"), rate="60%"))
    assert not blocks_alike(one, replace(one, members=("North",)))
    assert not blocks_alike(one, None)


def test_a_pulse_of_three_questions_stands_beside_a_survey_that_asked_two_of_them():
    whole = head(*(item(code) for code in "ABCDEFGH"))
    pulse = head(item("A"), item("B"), item("Z"))
    assert same_series(pulse, whole)
    assert not same_series(whole, pulse)
    elsewhere = head(item("A"), blocks=(Block("b", "B", None, 0, (), False, ""),))
    assert not same_series(head(item("A")), elsewhere)
    assert not same_series(head(item("A")), head(item("A"), blocks=()))


def test_a_group_stands_beside_the_rest_without_itself():
    asked = head(item("A"), themes=(GroupMeta("t", "T", ("A", "B")),), indices=(GroupMeta("x", "X", ("A",)),))
    part = figures({"A": 70}, (GroupFigure("t", (), 70, False, 200),), (GroupFigure("x", (), 70, False, 100, 20.0),),
                   answered=100)  # fmt: skip
    whole = figures({"A": 60}, (GroupFigure("t", (), 60, False, 1000),), (GroupFigure("x", (), 60, False, 500, 20.5),),
                    answered=500)  # fmt: skip
    found = with_rest(asked, part, whole)
    for each in (found.items["A"], found.themes["t"], found.indices["x"]):
        assert isinstance(each.outcome, Verdict)
        assert each.outcome.different
        assert (each.other, each.change) == (58.0, 13)
    # A theme's answers are people's: 200 answers to two questions are about 100 people.
    assert found.themes["t"].outcome == found.items["A"].outcome


def test_what_is_shown_with_others_or_not_at_all_is_not_compared():
    asked = head(item("A"))
    joint = BlockFigures("a", (ItemFigure("A", ("b",), answered=100, positive=70),), (), ())
    hidden = BlockFigures("a", (ItemFigure("A"),), (), ())
    for part in (joint, hidden):
        assert with_rest(asked, part, figures({"A": 60})).items["A"] == Beside(NotTested("not_alone"))
    assert with_before(asked, joint, asked, figures({"A": 60}), same(asked, asked)).items["A"].change is None


def test_the_time_before_is_told_with_its_seam_and_few_answers_are_not_tested():
    now, then = head(item("A", text="Other words"), item("B")), head(item("A"), item("C"))
    alike = same(now, then, frozenset({("iA", "iA")}))
    found = with_before(now, figures({"A": 70, "B": 50}), then, figures({"A": 60, "C": 50}, answered=20), alike)
    assert found.items["A"] == Beside(NotTested("too_few"), 60, 10, seam=True)
    assert found.items["B"] == Beside(NotTested("not_alike"))


def test_an_index_made_of_its_items_means_is_not_set_beside_one_that_is_not():
    asked = head(item("A"), indices=(GroupMeta("x", "X", ("A",)),))
    whole = figures({"A": 60}, (), (GroupFigure("x", (), 60, False, 500, 20.0),))
    partly = figures({"A": 60}, (), (GroupFigure("x", (), 60, True, 500),))
    assert with_before(asked, whole, asked, partly, same(asked, asked)).indices["x"] == Beside(NotTested("not_alike"))


def test_a_benchmark_goes_by_identity_and_says_where_it_has_nothing():
    asked = head(item("A"), item("B"), themes=(GroupMeta("t", "T", ("A",)),), indices=(GroupMeta("x", "X", ("A",)),))
    ours = figures({"A": 70, "B": 50}, (GroupFigure("t", (), 70, False, 400),),
                   (GroupFigure("x", (), 66, False, 400, 21.0),))  # fmt: skip
    found = with_benchmark(asked, ours, {(Of.QUESTION, "iA"): 64.4, (Of.THEME, "t"): 70.0, (Of.INDEX, "x"): 60.0})
    assert (found.items["A"].other, found.items["A"].change, found.items["A"].outcome.different) == (64.4, 6, True)
    assert (found.themes["t"].change, found.themes["t"].outcome.different) == (0, False)
    assert (found.indices["x"].change, found.indices["x"].outcome.different) == (6, True)
    assert found.items["B"] == Beside(NotTested("not_alike"))
