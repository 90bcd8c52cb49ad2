import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engage.surveys.rules import shown
from engage.surveys.rules.comparing import NotTested, Verdict, compare_indices, compare_shares, control, rest
from tests.surveys.strategies import shared


@pytest.fixture(scope="module")
def published():
    return json.loads(shared("csps", "worked_examples.json").read_text())["margin_of_error_2018"]


def positive(row):
    return shown(row["pct_positive"] * row["responses"] / 100)


def test_the_published_verdicts_on_differences(published):
    rows = {row["unit"]: (int(positive(row)), row["responses"]) for row in published["rows"]}
    assert not compare_shares(*rows["A"], *rows["B"]).different
    assert compare_shares(*rows["A"], *rows["D"]).different is published["significant"]["A_vs_D"]


@given(st.integers(30, 400), st.integers(30, 400), st.data())
def test_the_z_test_is_the_chi_square_test_of_the_table(one, two, data):
    first, second = data.draw(st.integers(0, one)), data.draw(st.integers(0, two))
    found = compare_shares(first, one, second, two)
    if first + second in {0, one + two}:
        assert found == NotTested("no_variation")
        return
    chi = stats.chi2_contingency([[first, one - first], [second, two - second]], correction=False)
    assert found.statistic**2 == pytest.approx(chi.statistic, abs=1e-9)
    assert found.p == pytest.approx(chi.pvalue)
    assert found.difference == pytest.approx(100 * (first / one - second / two))


def test_not_tested_is_not_no_difference():
    assert compare_shares(20, 29, 400, 500) == NotTested("too_few")
    assert isinstance(compare_shares(20, 29, 400, 500, fewest=20), Verdict)
    same = compare_shares(50, 100, 50, 100)
    assert isinstance(same, Verdict)
    assert not same.different
    assert compare_indices([50.0] * 9, [60.0] * 50) == NotTested("too_few")
    assert compare_indices([50.0] * 20, [60.0] * 50) == NotTested("no_variation")


def test_welch_is_scipys_and_leaves_gaps_out():
    chance = np.random.default_rng(7)
    one, two = chance.normal(60, 20, 40), chance.normal(50, 10, 25)
    expected = stats.ttest_ind(one, two, equal_var=False)
    found = compare_indices([*one, np.nan], two)
    assert (found.statistic, found.p) == pytest.approx((expected.statistic, expected.pvalue))
    assert found.difference == pytest.approx(one.mean() - two.mean())
    with pytest.raises(ValueError):
        compare_indices([[1.0]], two)


def test_a_unit_is_compared_with_its_parent_without_itself():
    assert rest(300, 500, 52, 120) == (248, 380)
    with pytest.raises(ValueError):
        rest(300, 500, 301, 400)


def test_a_heatmap_of_chance_is_not_full_of_findings():
    outcomes = [Verdict(1.0, 2.0, p, p < 0.05) for p in (0.04, 0.045, 0.3, 0.6, 0.9)]
    assert not any(found.different for found in control(outcomes))


def test_what_was_not_tested_stays_so_and_does_not_count():
    outcomes = (
        NotTested("too_few"),
        Verdict(9.0, 4.0, 0.001, True),
        NotTested("no_variation"),
        Verdict(1.0, 2.0, 0.04, True),
    )
    found = control(outcomes)
    assert found[0] == outcomes[0]
    assert found[2] == outcomes[2]
    assert [each.p for each in found if isinstance(each, Verdict)] == pytest.approx([0.002, 0.04])
    assert control([]) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusting_keeps_the_order_and_never_finds_more(ps):
    outcomes = [Verdict(1.0, 1.0, p, p < 0.05) for p in ps]
    found = control(outcomes)
    ranked = sorted(zip(ps, (each.p for each in found), strict=True))
    assert all(one[1] <= two[1] for one, two in pairwise(ranked))
    assert [each.p for each in found] == pytest.approx(list(stats.false_discovery_control(ps)))
    assert all(before.different or not after.different for before, after in zip(outcomes, found, strict=True))
