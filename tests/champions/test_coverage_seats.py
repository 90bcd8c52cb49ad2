"""Seats for coverage groups: nobody without a champion, and no worst ratio that could be smaller."""

import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from bench.coverage_shape import SEATS, SMALL, STAFF, UNITS, shape
from engage.champions.rules.coverage_curve import picked, trade_off
from engage.champions.rules.coverage_seats import (
    Claim,
    Group,
    TooFewSeats,
    enough_for,
    equal_proportions,
    floors,
    needed,
    share_out,
    worst_ratio,
)
from engage.directory.rules.rollup_sinking import roll_up_and_sink

sizes = st.lists(st.integers(0, 24), min_size=1, max_size=4)


def made(heads: Sequence[int], staying: Sequence[int] = ()) -> list[Group]:
    stay = [*staying, *[0] * len(heads)]
    return [Group(at, staff, min(staff, stay[at])) for at, staff in enumerate(heads)]


def worst_then_spread(groups: Sequence[Group], held: Mapping[int, int]) -> tuple[Fraction, Fraction]:
    """The two things that are to be small, the first before the second: max h/n, then Σ h²/n."""
    live = [each for each in groups if each.staff]
    return (max(Fraction(each.staff, held[each.id]) for each in live),
            sum((Fraction(each.staff**2, held[each.id]) for each in live), Fraction()))  # fmt: skip


def smallest_by_programme(groups: Sequence[Group], least: Mapping[int, int], seats: int) -> Fraction:
    """The smallest worst ratio, found by integer programmes: can every ratio be at most r with so many seats?

    Minimise Σ n with n ≥ least and r·n ≥ h, for r among all h/n there are, by halving.
    """
    ratios = sorted({Fraction(each.staff, n) for each in groups for n in range(1, seats + 1)})
    low, high = 0, len(ratios) - 1
    while low < high:
        at = (low + high) // 2
        # The row r·n ≥ h in whole numbers: numerator·n ≥ h·denominator.
        rows = np.diag([float(ratios[at].numerator)] * len(groups))
        heads = np.array([float(each.staff * ratios[at].denominator) for each in groups])
        found = milp(
            np.ones(len(groups)), integrality=np.ones(len(groups)), constraints=LinearConstraint(rows, lb=heads),
            bounds=Bounds(np.array([float(least[each.id]) for each in groups]), np.inf),
        )  # fmt: skip
        assert found.success
        low, high = (low, at) if round(found.fun) <= seats else (at + 1, high)
    return ratios[low]


@given(sizes, st.lists(st.integers(0, 3), max_size=4), st.integers(1, 2), st.integers(0, 6))
def test_of_all_there_is_nothing_has_a_smaller_worst_ratio_nor_as_small_a_one_and_less_spread(
    heads: list[int], staying: list[int], floor: int, more: int
) -> None:
    groups = made(heads, staying)
    lower = floors(groups, floor)
    seats = min(sum(lower.values()) + more, sum(heads))
    given_out = share_out(groups, seats, floor)
    assert sum(given_out.values()) == seats
    assert all(given_out[at] >= least for at, least in lower.items())
    if lower:
        ranges = [range(least, groups[at].staff + 1) for at, least in lower.items()]
        every = (dict(zip(lower, one, strict=True)) for one in itertools.product(*ranges) if sum(one) == seats)
        assert worst_then_spread(groups, given_out) == min(worst_then_spread(groups, one) for one in every)


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_on_a_large_organisation_an_integer_programme_finds_no_smaller_worst_ratio(seed: int) -> None:
    made_up = shape(seed)
    rolled = roll_up_and_sink(made_up.parents, made_up.headcount, 10)
    groups = [Group(unit, staff, seed * unit % 4 // 3 * min(3, staff)) for unit, staff in rolled.people.items()]
    worst = worst_ratio(groups, share_out(groups, SEATS))
    assert worst == smallest_by_programme(groups, floors(groups, 1), SEATS)


def test_the_shape_of_a_large_organisation_has_nobody_without_a_champion() -> None:
    made_up = shape()
    assert (len(made_up.headcount), sum(made_up.headcount.values())) == (UNITS, STAFF)
    assert sum(staff < 10 for staff in made_up.headcount.values()) == SMALL
    rolled = roll_up_and_sink(made_up.parents, made_up.headcount, 10)
    groups = [Group(unit, staff) for unit, staff in rolled.people.items()]
    seats = share_out(groups, SEATS)
    assert set(rolled.stands_in) == set(made_up.parents)
    assert sum(rolled.people.values()) == STAFF
    assert (min(rolled.people.values()) >= 10, min(seats.values()), sum(seats.values())) == (True, 1, SEATS)
    assert worst_ratio(groups, seats) == smallest_by_programme(groups, floors(groups, 1), SEATS) == 84
    # What the two plain ways do: equal proportions alone are worse for somebody, and so is a seat for every unit.
    assert worst_ratio(groups, equal_proportions(groups, floors(groups, 1), SEATS)) == 100
    raw = [Group(unit, staff) for unit, staff in made_up.headcount.items()]
    assert worst_ratio(raw, share_out(raw, SEATS)) == Fraction(1524, 5)


def test_equal_proportions_alone_would_leave_a_larger_worst_ratio() -> None:
    groups = made([24, 13])
    alone = equal_proportions(groups, floors(groups, 1), 4)
    assert (alone, worst_ratio(groups, alone)) == ({0: 3, 1: 1}, 13)
    assert (share_out(groups, 4), worst_ratio(groups, share_out(groups, 4))) == ({0: 2, 1: 2}, 12)


@pytest.mark.parametrize(
    ("heads", "seats", "given_out"),
    [
        ([100, 100], 3, {0: 2, 1: 1}),  # a tie: the smaller id
        ([0, 5], 1, {1: 1}),  # nobody works in the first
        ([1, 2], 9, {0: 1, 1: 2}),  # never more champions than people
        ([], 5, {}),
        ([50, 30, 20], 10, {0: 5, 1: 3, 2: 2}),
    ],
)
def test_seats_are_given_the_same_way_each_time(heads: list[int], seats: int, given_out: dict[int, int]) -> None:
    assert share_out(made(heads), seats) == given_out
    assert share_out(list(reversed(made(heads))), seats) == given_out


def test_claims_are_compared_exactly_however_large_they_are() -> None:
    huge = 10**40
    assert Claim(huge, huge - 1, 1, 2) < Claim(huge + 1, huge, 1, 1)
    assert Claim(4, 2, 9, 7) < Claim(2, 1, 8, 1)


def test_too_few_seats_are_refused_with_the_number_that_would_do() -> None:
    groups = made([30, 1, 40])
    with pytest.raises(TooFewSeats, match="5 seats are needed") as refused:
        share_out(groups, 4, floor=2)
    assert refused.value.needed == needed(groups, 2) == 5
    assert share_out(groups, 5, floor=2) == {0: 2, 1: 1, 2: 2}


def test_whoever_stays_beyond_a_share_is_put_out_of_nowhere_and_takes_nobodys_floor() -> None:
    assert share_out(made([20, 20], [4]), 4) == {0: 4, 1: 1}
    assert share_out(made([20, 20], [3]), 6) == {0: 3, 1: 3}


@given(st.lists(st.integers(0, 400), min_size=1, max_size=12), st.integers(1, 60), st.integers(1, 3))
def test_a_ratio_needs_so_many_seats_and_not_one_less(heads: list[int], ratio: int, floor: int) -> None:
    groups = made(heads)
    enough = enough_for(groups, ratio, floor)
    worst = worst_ratio(groups, share_out(groups, enough, floor))
    assert worst is None or worst <= ratio
    if enough > max(needed(groups, floor), 1):
        fewer = worst_ratio(groups, share_out(groups, enough - 1, floor))
        assert fewer is not None
        assert fewer > ratio


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(1, 80))
def test_the_trade_off_is_what_each_number_of_seats_reaches_at_best(heads: list[int], most: int) -> None:
    groups = made(heads)
    live = [each for each in groups if each.staff]
    curve = trade_off(groups, most)
    assert [each.seats for each in curve] == list(range(1, min(most, sum(heads)) + 1))
    for each in curve:
        assert each.covered == min(each.seats, len(live))
        at_best = sum(sorted(heads, reverse=True)[: each.seats])
        assert each.without == sum(heads) - at_best
        best = worst_ratio(groups, share_out(groups, each.seats)) if each.seats >= len(live) else None
        assert each.worst == best
    shown = picked(curve, 5, always=[most])
    assert set(shown) <= set(curve)
    assert not curve or {curve[0], curve[-1]} <= set(shown)
