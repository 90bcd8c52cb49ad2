"""Codes: how they are written, which slips of the hand are noticed, how many may be made."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.surveys.rules import codes
from engage.surveys.rules.codes import ALPHABET

CHANCE = st.integers(0, 2**codes.CODE_BITS - 1)


def test_a_code_has_at_least_fifty_bits_and_twelve_letters_in_groups_of_four() -> None:
    assert codes.CODE_BITS >= 50
    assert [len(part) for part in codes.grouped(codes.code_of(12345)).split("-")] == [4, 4, 4]


@given(CHANCE)
def test_a_code_is_read_as_it_was_written_however_it_is_typed(chance: int) -> None:
    code = codes.code_of(chance)
    assert codes.read(codes.grouped(code)) == code
    assert codes.read(f"  {code.lower()[:5]} {code.lower()[5:]} ") == code
    assert codes.read(code.replace("0", "o").replace("1", "l")) == code
    assert codes.read(code.replace("1", "I")) == code


@given(CHANCE, CHANCE)
def test_other_chance_is_another_code(one: int, two: int) -> None:
    assert (codes.code_of(one) == codes.code_of(two)) == (one == two)


@given(CHANCE)
def test_every_wrong_letter_and_every_two_swapped_are_noticed(chance: int) -> None:
    code = codes.code_of(chance)
    for at, letter in itertools.product(range(len(code)), ALPHABET):
        if code[at] != letter:
            assert codes.read(code[:at] + letter + code[at + 1 :]) is None
    for a, b in itertools.combinations(range(len(code)), 2):
        swapped = list(code)
        swapped[a], swapped[b] = code[b], code[a]
        assert codes.read("".join(swapped)) in ({code} if code[a] == code[b] else {None})


@pytest.mark.parametrize("typed", ["", "K7Q2", "U" * 12, "K7Q2-9XTM-4HBV-0", "🙂" * 12])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.read(typed) is None


@pytest.mark.parametrize(
    ("invited", "good", "ever", "wanted", "left"),
    [
        (12, 0, 0, 14, None),  # one each, and two to spare
        (12, 0, 0, 15, 14),
        (12, 14, 14, 1, 0),
        (12, 0, 14, 14, None),  # a whole batch spoiled: once more
        (12, 0, 28, 1, 0),  # and not for ever
        (10, 0, 0, 11, None),
        (0, 0, 0, 1, 0),
    ],
)
def test_how_many_more_may_be_made(invited: int, good: int, ever: int, wanted: int, left: int | None) -> None:
    assert codes.refusal(invited, good, ever, wanted) == left
