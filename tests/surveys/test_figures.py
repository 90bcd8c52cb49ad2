import csv
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.surveys.formats import read
from engage.surveys.opened import Opened
from engage.surveys.release.tally import tallies
from engage.surveys.rules import (
    Aside,
    Direction,
    Kind,
    Option,
    Shares,
    enps,
    group_index,
    index_scores,
    mean,
    percent,
    percents,
    respondent_index,
    shares,
    shown,
    theme_score,
)
from engage.surveys.rules.scales import AGREEMENT, NOT_APPLICABLE, YES_NO
from tests.surveys.strategies import asked, of, shared

LETTERS = dict(zip(("SA", "A", "N", "D", "SD"), ("5", "4", "3", "2", "1"), strict=True))


@pytest.fixture(scope="module")
def published():
    return json.loads(shared("csps", "worked_examples.json").read_text())


def points(letters):
    """Index points of answers by their published letters."""
    scores = index_scores(AGREEMENT)
    return [scores[LETTERS[letter]] for letter in letters]


def test_the_published_respondent_scores_65(published):
    example = published["employee_engagement_index"]["respondent_example"]
    assert points(example["answers"]) == example["item_scores"]
    assert respondent_index([points(example["answers"])]).tolist() == [example["score"]]


def test_the_published_group_has_an_index_of_53(published):
    example = published["employee_engagement_index"]["group_example"]
    found = group_index([[score] for score in example["respondent_scores"]])
    assert (found.value, found.respondents, found.by_items) == (example["index"], example["n"], False)


def test_equal_shares_may_have_different_indices(published):
    for name in ("distribution_example_A", "distribution_example_B"):
        example = published["employee_engagement_index"][name]
        counts = {LETTERS[letter]: example[letter] for letter in LETTERS}
        scores = index_scores(AGREEMENT)
        # The second example's published percents add up to 102: its weights are taken as printed.
        value = sum(scores[code] * number for code, number in counts.items()) / 100
        assert shown(value) == example["index"]
        if name.endswith("A"):
            assert shares(AGREEMENT, counts).percent_positive == example["percent_positive"]


def test_other_published_indices_are_means_of_their_items(published):
    for name in ("proxy_stress_index", "perma_index"):
        example = published[name]
        scores = example.get("example_item_scores")
        assert respondent_index([scores]).tolist() == [example["score"]]


@pytest.mark.parametrize("table", ["rounding_2018_table_A", "rounding_2024_table_A"])
def test_counts_are_added_first_and_rounded_last(published, table):
    example = published[table]
    counts = {LETTERS[letter]: number for letter, number in example["counts"].items()}
    found = shares(AGREEMENT, counts)
    assert (found.answered, found.positive) == (example["total"], example["positive"])
    assert found.percent_positive == pytest.approx(example["percent_positive"], abs=0.005)
    each = percents(counts, found.answered)
    expected = example.get("percent") or example["ratio"]
    assert list(each.values()) == pytest.approx(expected, abs=0.005)
    if "displayed" in example:
        assert [shown(value) for value in each.values()] == example["displayed"]
        assert sum(shown(value) for value in each.values()) == example["displayed_sum"]
        assert shown(found.percent_positive) == example["displayed_percent_positive"]


def test_a_difference_is_rounded_by_itself(published):
    example = published["rounding_2018_table_B"]
    difference = example["group_E"] - example["benchmark"]
    assert [shown(value) for value in (example["group_E"], example["benchmark"], difference)] == example["displayed"]


def test_published_response_rates(published):
    for example in published["response_rates"].values():
        places = 1 if isinstance(example["rate"], float) else 0
        assert shown(percent(example["participated"], example["invited"]), places) == example["rate"]


def test_a_real_survey_has_the_counts_another_tool_found():
    questionnaire = read("q.csv", shared("fevs2018", "questionnaire.csv").read_bytes()).questionnaire
    expected = json.loads(shared("fevs2018", "expected.json").read_text())["overall"]
    lines = shared("fevs2018", "responses.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    found = tallies(questionnaire, [Opened(row["unit"], row) for row in rows], 10).tallies
    assert {each.item.code for each in found} == set(expected)
    for each in found:
        assert {code: number for code, number in counts_of(each).items() if number} == expected[each.item.code]


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (47.5, 0, 48),
        (48.5, 0, 49),
        (-5.5, 0, -6),
        (-5.49, 0, -5),
        (3.15, 1, 3.2),
        (2.675, 2, 2.68),
        (0.0, 0, 0),
    ],
)
def test_a_half_goes_up_as_in_the_published_tables(value, places, expected):
    assert shown(value, places) == expected


@given(st.integers(1, 4000).flatmap(lambda of_: st.tuples(st.integers(0, of_), st.just(of_))))
def test_rounding_equals_exact_arithmetic_half_up(pair):
    part, answered = pair
    assert shown(percent(part, answered)) == (200 * part + answered) // (2 * answered)


def tallied(question, answers):
    """The one question's tally of these answers, None where blank."""
    rows = [Opened("unit", {} if answer is None else {question.code: answer}) for answer in answers]
    (found,) = tallies(of(question), rows, 5).tallies
    return found


def _counts(tally):
    return tally.counts(np.zeros(len(tally.answered), dtype=np.int64), 1)[0].tolist()


def counts_of(tally):
    return dict(zip((option.code for option in tally.options), _counts(tally), strict=False))


def test_asides_and_blanks_stay_out_of_the_denominator():
    found = tallied(asked("Q", options=(*AGREEMENT, NOT_APPLICABLE)), ["5", "na", None, "", "1", "na"])
    assert found.answered.tolist() == [True, False, False, False, True, False]
    assert shares(found.options, counts_of(found)).percent_positive == 50


def test_a_reversed_item_counts_disagreement_as_positive():
    found = tallied(asked("Q", reversed=True), ["1", "1", "2", "5"])
    assert shares(found.options, counts_of(found)) == Shares(4, 3, 0, 1)
    assert index_scores(found.item.options)["1"] == 100


def test_a_multiple_choice_counts_each_respondent_once():
    answers = [["Y", "N"], ["Y"], [], ["__other"]]
    found = tallied(asked("Q", Kind.MULTIPLE, options=YES_NO, has_other=True), answers)
    assert (counts_of(found), found.answered.sum()) == ({"Y": 2, "N": 1, "__other": 1}, 3)


def test_nobody_is_none_and_never_nought():
    assert percent(0, 0) is None
    assert percents({"5": 0}, 0) is None
    assert shares(AGREEMENT, {}).percent_negative is None
    assert theme_score([Shares(0, 0, 0, 0)]) is None
    assert enps({}) is None
    assert group_index(np.empty((0, 3))) is None
    assert group_index([[np.nan, np.nan]]) is None
    assert shares(AGREEMENT, {"1": 3}).percent_positive == 0


def test_a_mean_is_not_shown_under_thirty_answers():
    assert mean(AGREEMENT, {"5": 29}) is None
    assert mean(AGREEMENT, {"5": 15, "4": 15}) == 4.5
    assert mean(YES_NO, {"Y": 40}) is None


def test_index_points_go_from_100_to_0_in_even_steps():
    assert list(index_scores(AGREEMENT).values()) == [100, 75, 50, 25, 0]
    with pytest.raises(ValueError, match="two different"):
        index_scores(YES_NO)
    with_aside = (*AGREEMENT, Option("x", "x", 9.0, Direction.POSITIVE, Aside.NOT_APPLICABLE))
    assert "x" not in index_scores(with_aside)


def test_who_left_an_item_out_does_not_count_when_many_did():
    rows = [[100, 0]] * 3 + [[100, np.nan]] * 10
    found = group_index(rows)
    assert (found.value, found.respondents, found.by_items) == (50, 3, False)


def test_by_items_an_index_is_the_mean_of_item_means():
    rows = [[100, 0]] * 3 + [[100, np.nan]] + [[np.nan, np.nan]]
    found = group_index(rows, by_items=True)
    assert (found.value, found.respondents, found.by_items) == (50, 3, True)
    assert group_index([[100, np.nan]] * 3, by_items=True) is None


@given(st.lists(st.lists(st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0]), min_size=3, max_size=3), min_size=1))
def test_without_gaps_both_ways_to_an_index_agree(rows):
    assert group_index(rows).value == pytest.approx(group_index(rows, by_items=True).value)


@pytest.mark.parametrize("bad", [[1.0, 2.0], [[]], [[np.inf]]])
def test_an_index_refuses_what_is_not_respondents_by_items(bad):
    with pytest.raises(ValueError):
        group_index(bad)


def test_a_theme_is_pooled_and_no_mean_of_percents():
    assert theme_score([Shares(90, 90, 0, 0), Shares(10, 0, 0, 10)]) == 90


def test_promoters_minus_detractors():
    assert enps({"10": 3, "9": 2, "8": 2, "7": 1, "6": 1, "0": 1}) == 30
    with pytest.raises(ValueError, match="negative"):
        enps({"10": -1})


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError):
        percent(5, 4)
    with pytest.raises(ValueError):
        percents({"5": 11}, 10)
    with pytest.raises(ValueError):
        shares(AGREEMENT, {"5": -1})
