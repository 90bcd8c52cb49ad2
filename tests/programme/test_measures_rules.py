"""Figures as they are typed, kept, read and held against their target."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.programme.rules.kinds import Better, MeasureUnit
from engage.programme.rules.measures import MOST, Figure, hundredths, latest, over, periods, plain, short_by, shown

VALUES = st.integers(-MOST, MOST)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("25", 2500), ("1,250.5", 125050), ("£3", 300), ("-2.25%", -225), ("0", 0), ("12,34", None), ("", None),
        ("1e5", None), ("٣", None), ("--1", None), ("1.234", None), ("999999999999", None), ("1 2", None),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_typed_or_refused(typed, value):
    assert hundredths(typed) == value


@given(VALUES)
def test_a_figure_comes_back_as_it_was_typed(value):
    assert hundredths(plain(value)) == value


def test_a_figure_reads_by_its_unit_and_what_is_unknown_is_never_nought():
    assert shown(125050, MeasureUnit.NUMBER) == "1,250.5" and shown(1250, MeasureUnit.PERCENT) == "12.5%"
    assert shown(125050, MeasureUnit.POUNDS) == "£1,250.50" and shown(-300, MeasureUnit.POUNDS) == "-£3"
    assert shown(None, MeasureUnit.NUMBER) == "Not known" and plain(None) == "" and plain(0) == "0"


@pytest.mark.parametrize(
    ("target", "actual", "better", "short"),
    [
        (10000, 9000, Better.HIGHER, 10), (10000, 8999, Better.HIGHER, 11), (10000, 10000, Better.HIGHER, 0),
        (10000, 12000, Better.HIGHER, 0), (10000, 12000, Better.LOWER, 20), (0, 100, Better.LOWER, 100),
        (0, 0, Better.LOWER, 0), (-1000, -2000, Better.HIGHER, 100), (None, 5, Better.HIGHER, None),
        (5, None, Better.HIGHER, None), (10000, 9999, Better.HIGHER, 1),
    ],
)  # fmt: skip
def test_by_how_much_a_target_is_missed(target, actual, better, short):
    assert short_by(target, actual, better) == short


@given(VALUES, VALUES, VALUES)
def test_a_worse_actual_never_misses_by_less(target, one, other):
    worse, better = sorted((one, other))
    assert short_by(target, worse, Better.HIGHER) >= short_by(target, better, Better.HIGHER)
    assert short_by(target, better, Better.LOWER) >= short_by(target, worse, Better.LOWER)


def test_spending_is_held_against_a_budget_where_there_is_one():
    assert (over(None, 500), over(1000, 1000), over(1000, 1101), over(0, 1)) == (None, 0, 11, 100)


def test_the_last_known_period_counts():
    def figure(month, target, actual):
        return Figure(date(2027, month, 1), date(2027, month, 28), target, actual)

    known = figure(2, 5, 4)
    assert latest([figure(3, 5, None), known, figure(1, 5, 5), figure(4, None, 3)]) == known
    assert latest([figure(3, None, None)]) is None


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.sampled_from([1, 3, 6, 12]), st.integers(1, 12))
def test_periods_follow_each_other_without_a_gap(first, months, count):
    found = periods(first, months, count)
    assert len(found) == count and found[0][0] == first
    assert all(ends >= begins for begins, ends in found)
    assert all(one[1] + timedelta(days=1) == two[0] for one, two in pairwise(found))
