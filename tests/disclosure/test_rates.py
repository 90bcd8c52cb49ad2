import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.disclosure import End, Rate, after_close, bound, rounded
from engage.disclosure import rates as rates_module
from tests.disclosure.attacks import COUNCIL
from tests.disclosure.test_tree import rng


@pytest.mark.parametrize(
    ("taken", "invited", "rate"),
    [
        (5, 19, None),
        (0, 20, Rate(25, End.UNDER)),
        (4, 20, Rate(25, End.UNDER)),
        (5, 20, Rate(25)),
        (10, 20, Rate(50)),
        (16, 20, Rate(75, End.OVER)),
        (20, 20, Rate(75, End.OVER)),
        (31, 60, Rate(50)),
        (33, 60, Rate(60)),
        (520, 1000, Rate(50)),
        (525, 1000, Rate(55)),
        (950, 1000, Rate(95)),
        (951, 1000, Rate(95, End.OVER)),
        (1878, 1878, Rate(95, End.OVER)),
    ],
)
def test_rates_round_to_five_per_cent_or_five_people_whichever_is_coarser(taken, invited, rate):
    assert rounded(taken, invited) == rate


@given(st.integers(20, 3000))
def test_no_rate_says_all_or_none(invited):
    shown = [rounded(taken, invited) for taken in range(invited + 1)]
    assert shown.count(shown[0]) >= 5 <= shown.count(shown[-1])
    assert all(shown.count(rate) >= 2 for rate in set(shown))
    for taken, rate in enumerate(shown):
        share = 100 * taken / invited
        step = min(step for step in (5, 10, 20, 25) if step * invited >= 500)
        if rate.end is None:
            assert abs(share - rate.percent) <= step / 2
        else:
            assert share < rate.percent if rate.end is End.UNDER else share > rate.percent


@given(st.integers(20, 3000))
def test_a_bound_in_people_covers_the_same_counts_as_the_bound_in_percent(invited):
    for taken in range(invited + 1):
        rate = rounded(taken, invited)
        if rate.end is End.OVER:
            assert taken > bound(rate, invited)
        if rate.end is End.UNDER:
            assert taken < bound(rate, invited)
    over, under = rounded(invited, invited), rounded(0, invited)
    assert rounded(bound(over, invited), invited) != over
    assert rounded(bound(over, invited) + 1, invited) == over
    assert rounded(bound(under, invited), invited) != under
    assert rounded(bound(under, invited) - 1, invited) == under


def test_more_ballots_than_invited_is_refused():
    with pytest.raises(ValueError, match="more people"):
        rounded(21, 20)
    with pytest.raises(ValueError, match="more people"):
        after_close(COUNCIL, {"adults": 20}, {"adults": 21}, rng())


def after(invited, taken):
    return {shown.block.code: shown.rate for shown in after_close(COUNCIL, invited, taken, rng())}


def test_a_service_of_which_all_took_part_is_shown_only_with_its_sibling():
    invited = {"adults": 30, "children": 35, "place": 100}
    rates = after(invited, {"adults": 30, "children": 20, "place": 50})
    assert rates == {"council": Rate(60), "adults+children": Rate(80), "place": Rate(50)}
    assert set(after(invited, {"adults": 20, "children": 20, "place": 50})) == {"council", *invited}


def test_without_the_guard_that_service_is_shown(monkeypatch):
    monkeypatch.setattr(rates_module, "unlike", lambda *_: lambda positions: True)
    assert "adults" in after({"adults": 30, "children": 35}, {"adults": 30, "children": 20})


def test_under_twenty_invited_a_service_merges_with_its_smallest_sibling():
    rates = after({"adults": 19, "children": 30, "place": 60}, {"adults": 9, "children": 15, "place": 30})
    assert set(rates) == {"council", "children~with", "place"}


def test_when_everybody_took_part_only_over_95_is_shown_for_the_whole():
    invited = {"adults": 300, "children": 300, "place": 300}
    assert after(invited, invited) == {"council": Rate(95, End.OVER)}


def test_a_council_of_nineteen_shows_no_rate():
    assert after({"adults": 19}, {"adults": 10}) == {}
