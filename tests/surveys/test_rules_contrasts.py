"""Tests worked out from what a release tells; the expected figures are statsmodels 0.15.0's, to twelve places."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engage.surveys.rules.comparing import NotTested, Verdict, compare_indices, control
from engage.surveys.rules.contrasts import (
    Score,
    Share,
    between_scores,
    between_shares,
    rest_score,
    rest_share,
    score_against,
    share_against,
)
from tests.surveys.strategies import shared

ONE = (65, 25, 70, 35, 50, 100, 90, 40, 20, 35)
TWO = (75, 80, 55, 60, 95, 85, 70, 90, 65, 50, 100, 45)


def score(points):
    return Score(float(np.mean(points)), float(np.std(points, ddof=1)), len(points))


@pytest.mark.parametrize(
    ("counts", "statistic", "p"),
    [
        ((52, 120, 40, 80), -0.9267307291425542, 0.3540663585952074),
        ((52, 120, 225, 375), -3.2010280119345733, 0.0013693821880902098),
        ((41, 60, 300, 520), 1.5856182782375956, 0.11282592735702929),
        ((18, 35, 200, 260), -3.2240716690657596, 0.0012638176558860043),
    ],
)
def test_two_shares_are_tested_as_statsmodels_tests_them(counts, statistic, p):
    a, b, c, d = counts
    found = between_shares(Share(100 * a / b, b), Share(100 * c / d, d))
    assert (found.statistic, found.p) == pytest.approx((statistic, p), abs=1e-12)
    assert found.different is (p < 0.05)


@pytest.mark.parametrize(
    ("positive", "answered", "benchmark", "statistic", "p"),
    [
        (52, 120, 50, -1.4605934866804426, 0.14412703481601533),
        (225, 375, 55, 1.9462473604038049, 0.05162503339423884),
        (30, 35, 70, 2.0287055622991232, 0.04248828902111731),
    ],
)
def test_a_share_is_tested_against_a_benchmark_as_statsmodels_tests_it(positive, answered, benchmark, statistic, p):
    found = share_against(Share(100 * positive / answered, answered), benchmark)
    assert (found.statistic, found.p) == pytest.approx((statistic, p), abs=1e-12)


def test_the_published_verdicts_come_out_of_the_published_percents():
    example = json.loads(shared("csps", "worked_examples.json").read_text())["margin_of_error_2018"]
    rows = {row["unit"]: Share(row["pct_positive"], row["responses"]) for row in example["rows"]}
    for pair, expected in example["significant"].items():
        one, two = pair.split("_vs_")
        assert between_shares(rows[one], rows[two]).different is expected


def test_indices_are_tested_from_what_is_told_as_from_every_answer():
    found = between_scores(score(ONE), score(TWO))
    assert (found.statistic, found.p) == pytest.approx((-1.934214599372379, 0.07205655555080107), abs=1e-12)
    every = compare_indices(ONE, TWO)
    assert (found.statistic, found.p) == pytest.approx((every.statistic, every.p), abs=1e-12)
    against = score_against(score(ONE), 60)
    assert (against.statistic, against.p) == pytest.approx((-0.8106960083062922, 0.43845139505552416), abs=1e-12)


def test_a_heatmap_is_judged_as_statsmodels_judges_it():
    ps = (0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216)
    found = control([Verdict(1.0, 1.0, p, p < 0.05) for p in ps])
    expected = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057142857, 0.216, 0.216, 0.216]
    assert [each.p for each in found] == pytest.approx(expected, abs=1e-9)
    assert [each.different for each in found] == [True, True, *[False] * 8]


def test_what_is_too_small_or_not_told_is_not_tested():
    assert between_shares(Share(50, 29), Share(80, 300)) == NotTested("too_few")
    assert between_shares(Share(100, 30), Share(100, 300)) == NotTested("no_variation")
    assert share_against(Share(50, 29), 60) == NotTested("too_few")
    assert share_against(Share(50, 60), 100) == NotTested("no_variation")
    assert between_scores(Score(50, 20, 9), Score(70, 20, 300)) == NotTested("too_few")
    assert between_scores(Score(50, None, 90), Score(70, 20, 300)) == NotTested("no_spread")
    assert between_scores(Score(50, 0, 90), Score(70, 0, 300)) == NotTested("no_variation")
    assert score_against(Score(50, 20, 9), 60) == NotTested("too_few")
    assert score_against(Score(50, None, 90), 60) == NotTested("no_spread")
    assert score_against(Score(50, 0.0, 90), 60) == NotTested("no_variation")
    for against in (lambda: share_against(Share(50, 60), 101), lambda: score_against(Score(50, 20, 90), -1)):
        with pytest.raises(ValueError):
            against()


def test_a_part_that_is_nearly_the_whole_leaves_a_rest_that_rounding_hides():
    assert rest_share(Share(60, 500), Share(70, 100)) == Share(57.5, 400)
    assert rest_share(Share(60, 500), Share(61, 400)) == NotTested("rounding")
    assert rest_share(Share(1, 500), Share(90, 100)) == NotTested("rounding")
    assert rest_share(Share(60, 100), Share(60, 100)) == NotTested("too_few")
    assert rest_score(Score(60, 20, 500), Score(61, 20, 400)) == NotTested("rounding")
    assert rest_score(Score(60, None, 500), Score(61, 20, 100)) == NotTested("no_spread")
    assert rest_score(Score(60, 20, 101), Score(61, 20, 100)) == NotTested("too_few")
    assert rest_score(Score(60, 5, 500), Score(90, 20, 100)) == NotTested("rounding")


@given(st.lists(st.floats(20, 80), min_size=3, max_size=40), st.lists(st.floats(0, 100), min_size=40, max_size=60))
def test_what_is_left_of_a_whole_is_what_the_others_are(part, others):
    found = rest_score(score([*part, *others]), score(part))
    if isinstance(found, NotTested):  # the others are all alike, or so few that whole points would hide them
        assert np.ptp(others) < 1e-3 or (2 * len(part) + len(others)) / len(others) > 4
        return
    expected = score(others)
    assert found.answered == expected.answered
    assert found.value == pytest.approx(expected.value, abs=1e-6)
    assert found.deviation == pytest.approx(expected.deviation, abs=1e-3)


@given(st.integers(0, 100), st.integers(30, 400), st.integers(1, 99))
def test_the_nearer_to_a_benchmark_the_less_it_differs(percent, answered, benchmark):
    found = share_against(Share(percent, answered), benchmark)
    assert 0 <= found.p <= 1
    assert found.difference == percent - benchmark
    same = share_against(Share(benchmark, answered), benchmark)
    assert abs(same.statistic) < 1.2  # rounded to whole people, and no more than that
    exact = stats.binomtest(round(percent * answered / 100), answered, benchmark / 100).pvalue
    assert found.p < 0.2 or exact > 0.02
