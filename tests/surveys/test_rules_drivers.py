"""Key drivers and reliability, against the same figures made another way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.surveys.rules.drivers import NoDrivers, Weights, fewest, relative_weights
from engage.surveys.rules.reliability import alpha


def answers(seed, people=200, themes=4, blanks=0.0):
    """Themes that go along with each other, and an index that goes along with the first two."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=(people, 1))
    table = 50 + 15 * (0.6 * mood + rng.normal(size=(people, themes)))
    index = 0.5 * table[:, 0] + 0.2 * table[:, 1] + rng.normal(0, 10, people)
    table[rng.random(table.shape) < blanks] = np.nan
    return table, index


def by_least_squares(table, index):
    """Johnson's weights from his own description: nearest orthogonal variables, and two regressions on them."""
    given_ = (table - table.mean(0)) / table.std(0)
    outcome = (index - index.mean()) / index.std()
    left, _, right = np.linalg.svd(given_, full_matrices=False)
    nearest = left @ right * np.sqrt(len(given_))
    of_index = np.linalg.lstsq(nearest, outcome, rcond=None)[0]
    of_themes = np.linalg.lstsq(nearest, given_, rcond=None)[0]
    return (of_themes.T**2) @ of_index**2


def explained(table, index):
    """R² of the plain regression."""
    with_one = np.column_stack([np.ones(len(table)), table])
    left = index - with_one @ np.linalg.lstsq(with_one, index, rcond=None)[0]
    return 1 - left @ left / ((index - index.mean()) @ (index - index.mean()))


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8))
def test_the_weights_are_johnsons_and_add_up_to_what_all_explain(seed, themes):
    table, index = answers(seed, themes=themes)
    found = relative_weights(table, index)
    assert isinstance(found, Weights)
    assert found.weights == pytest.approx(by_least_squares(table, index), abs=1e-9)
    assert found.explained == pytest.approx(explained(table, index), abs=1e-9)
    assert min(found.weights) >= 0
    assert sum(found.importance) == pytest.approx(100)


def test_themes_that_do_not_go_along_with_each_other_weigh_their_squared_correlation():
    rng = np.random.default_rng(3)
    table, _ = np.linalg.qr(rng.normal(size=(120, 3)))
    table -= table.mean(0)
    table, _ = np.linalg.qr(table)
    index = table @ [3.0, 2.0, 1.0]
    found = relative_weights(table, index)
    squares = [np.corrcoef(column, index)[0, 1] ** 2 for column in table.T]
    assert found.weights == pytest.approx(squares, abs=1e-9)
    assert found.importance == pytest.approx([900 / 14, 400 / 14, 100 / 14])


def test_scale_and_order_do_not_matter():
    table, index = answers(5)
    found = relative_weights(table, index)
    assert relative_weights(7 * table + 3, index / 2).weights == pytest.approx(found.weights)
    assert relative_weights(table[:, ::-1], index).weights[::-1] == pytest.approx(found.weights)


def test_below_the_minimum_there_are_none():
    assert (fewest(4), fewest(10), fewest(12)) == (100, 100, 120)
    table, index = answers(1, people=99)
    assert relative_weights(table, index) == NoDrivers("too_few")
    table, index = answers(1, people=119, themes=12)
    assert relative_weights(table, index) == NoDrivers("too_few")
    table, index = answers(1, people=120, themes=12)
    assert isinstance(relative_weights(table, index), Weights)
    table, index = answers(1, people=120, blanks=0.1)
    assert relative_weights(table, index) == NoDrivers("too_few")


def test_what_cannot_be_told_apart_is_refused():
    table, index = answers(2)
    assert relative_weights(table[:, :1], index) == NoDrivers("too_few_themes")
    assert relative_weights(np.column_stack([table, np.full(200, 50.0)]), index) == NoDrivers("no_variation")
    assert relative_weights(table, np.full(200, 50.0)) == NoDrivers("no_variation")
    assert relative_weights(np.column_stack([table, table[:, 0]]), index) == NoDrivers("too_alike")
    for wrong in ((table[0], index), (table, index[:-1]), (table, table)):
        with pytest.raises(ValueError):
            relative_weights(*wrong)


def test_alpha_of_a_table_worked_out_by_hand():
    # Three items; their variances are 2.5 each, that of the totals (4, 6, 8, 13, 14) is 19: 3/2 × (1 − 7.5/19).
    table = [[1, 2, 1], [2, 1, 3], [3, 3, 2], [4, 5, 4], [5, 4, 5]]
    assert alpha(table, fewest=5) == pytest.approx(0.9078947368421053)


@given(st.integers(0, 1000), st.integers(2, 7))
def test_alpha_is_what_the_covariances_say(seed, items):
    rng = np.random.default_rng(seed)
    table = rng.normal(size=(60, 1)) + rng.normal(size=(60, items))
    among = np.cov(table, rowvar=False)
    expected = items / (items - 1) * (1 - np.trace(among) / among.sum())
    assert alpha(table) == pytest.approx(expected)
    assert alpha(table) <= 1
    assert alpha(np.column_stack([table[:, 0]] * items)) == pytest.approx(1)


def test_alpha_is_refused_where_it_would_say_nothing():
    table = np.random.default_rng(1).normal(size=(40, 3))
    assert alpha(table[:29]) is None
    assert alpha(table[:, :1]) is None
    assert alpha(np.full((40, 3), 50.0)) is None
    table[:11, 0] = np.nan
    assert alpha(table) is None
    with pytest.raises(ValueError):
        alpha([1.0, 2.0])
