import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engage.surveys.rules import interval, margin_of_error, shown
from tests.surveys.strategies import shared


@pytest.fixture(scope="module")
def published():
    return json.loads(shared("csps", "worked_examples.json").read_text())["margin_of_error_2018"]


def positive(row):
    return shown(row["pct_positive"] * row["responses"] / 100)


def test_the_published_margins_come_out_with_the_finite_population_correction(published):
    for row in published["rows"]:
        found = margin_of_error(int(positive(row)), row["responses"], row["headcount"])
        assert shown(found) == row["moe"]


def test_when_everybody_answered_there_is_no_error():
    assert margin_of_error(40, 100, 100) == 0
    assert margin_of_error(1, 1, 1) == 0
    found = interval(3, 10, 10)
    assert (found.low, found.high) == (30, 30)


@pytest.mark.parametrize(
    ("positive_", "answered", "method"),
    [(12, 29, "wilson"), (15, 30, "normal"), (4, 100, "wilson"), (97, 100, "wilson"), (50, 100, "normal")],
)
def test_small_or_lopsided_groups_get_wilsons_interval(positive_, answered, method):
    assert interval(positive_, answered, 10_000).method == method


def test_wilsons_interval_is_scipys_in_an_endless_population():
    expected = stats.binomtest(3, 20).proportion_ci(method="wilson")
    found = interval(3, 20, 10**12)
    assert (found.low, found.high) == pytest.approx((100 * expected.low, 100 * expected.high))


@given(st.integers(1, 300), st.data())
def test_an_interval_holds_its_share_and_stays_within_bounds(answered, data):
    part = data.draw(st.integers(0, answered))
    population = data.draw(st.integers(answered, 3 * answered))
    found = interval(part, answered, population)
    assert 0 <= found.low <= 100 * part / answered + 1e-9
    assert 100 * part / answered - 1e-9 <= found.high <= 100


@pytest.mark.parametrize("counts", [(5, 4, 10), (-1, 4, 10), (1, 11, 10), (0, 0, 10)])
def test_impossible_samples_are_refused(counts):
    with pytest.raises(ValueError):
        margin_of_error(*counts)
