"""How coarsely a staff network's size is told, and who may do what."""

from datetime import date

import pytest

from engage.champions.rules import quiet as rules
from engage.champions.rules.quiet import Asked, Standing


@pytest.mark.parametrize(("number", "told"), [(0, 0), (9, 0), (10, 10), (14, 10), (15, 15), (19, 15), (20, 20)])
def test_it_goes_down_to_a_multiple_of_five_from_ten_on(number, told):
    assert rules.told(number) == told


def test_one_person_never_moves_it_between_two_quarters():
    for then in range(60):
        for step in (-1, 1):
            assert rules.told_next(then, rules.told(then), max(0, then + step)) == (rules.told(then), then)


def test_a_change_says_that_at_least_five_came_or_went_and_it_is_never_more_than_eight_off():
    for then in range(10, 60):
        for now in range(60):
            told, counted = rules.told_next(then, rules.told(then), now)
            if told != rules.told(then):
                assert abs(now - then) >= 5 and counted == now
            assert abs(told - now) <= 8 or (told == 0 and now < 14)


def test_quarters_begin_on_fixed_days():
    found = [rules.quarter_of(date(2027, month, 28)) for month in range(1, 13)]
    assert found == [date(2027, first, 1) for first in (1, 4, 7, 10) for _ in range(3)]
    assert [rules.size_in_words(number) for number in (0, 15)] == ["fewer than 10", "about 15"]


def test_who_may_ask_and_who_may_coordinate():
    assert rules.may_ask(Standing(), False, 1) and rules.may_ask(Standing(asked=Asked.DECLINED), False, 1)
    assert not rules.may_ask(Standing(inside=True), False, 1) and not rules.may_ask(Standing(), True, 1)
    assert not rules.may_ask(Standing(asked=Asked.WAITING), False, 1) and not rules.may_ask(Standing(), False, 0)
    assert rules.may_coordinate(True, False)
    assert not rules.may_coordinate(True, True) and not rules.may_coordinate(False, False)
