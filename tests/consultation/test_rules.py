"""What may be done when, how a text is cut, and what counts as words: tables and examples, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.consultation.rules import (
    NEXT,
    POSSIBLE,
    State,
    has_board,
    has_text,
    has_words,
    may_change,
    may_go,
    percent,
    takes_words,
    told,
)
from engage.consultation.rules.cutting import cut, moved
from engage.consultation.rules.figures import Figures, Group, Share, from_text, to_text

NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("One.\n\nTwo.", ("One.", "Two.")),
        ("1. One.\n2. Two.\n10) Ten.", ("One.", "Two.", "Ten.")),
        ("1.1 One\n1.2 Two", ("One", "Two")),
        ("(1) One\n(2) Two", ("One", "Two")),
        ("• One\n• Two\n- Three", ("One", "Two", "Three")),
        ("1 - One\n2 – Two", ("One", "Two")),
        ("One line\nthat goes on.\r\n\r\nTwo.", ("One line that goes on.", "Two.")),
        ("1. One\n   goes on\n2. Two", ("One goes on", "Two")),
        ("In 2027 we grow.\n\n24 hours a day.", ("In 2027 we grow.", "24 hours a day.")),
        ("3.5 million residents", ("3.5 million residents",)),
        ("\n \n\t\n", ()),
        ("1.\n2.", ("1. 2.",)),
        ("", ()),
    ],
)
def test_a_text_is_cut_where_a_reader_would(text, statements):
    assert cut(text) == statements


@given(st.text(alphabet="ab1. \n•-()", max_size=80))
def test_cutting_loses_no_letter_and_makes_no_empty_statement(text):
    found = cut(text)
    assert all(each.strip() == each and each for each in found)
    assert "".join(c for c in text if c in "ab") == "".join(c for each in found for c in each if c in "ab")
    assert all("\n" not in each for each in found)


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=9).filter(str.strip), max_size=8))
def test_what_was_cut_by_empty_lines_is_cut_the_same_again(texts):
    once = cut("\n\n".join(texts))
    assert cut("\n\n".join(once)) == once


@pytest.mark.parametrize(
    ("order", "which", "up", "then"),
    [
        ([1, 2, 3], 2, True, [2, 1, 3]),
        ([1, 2, 3], 2, False, [1, 3, 2]),
        ([1, 2], 1, True, [1, 2]),
        ([1], 1, False, [1]),
    ],
)
def test_a_part_moves_by_one_place_and_stays_at_the_ends(order, which, up, then):
    assert moved(order, which, up) == then


def test_a_consultation_only_goes_forward():
    order = list(State)
    for at, now in enumerate(order):
        for then in order:
            assert may_go(now, then) == (order.index(then) == at + 1)
    assert set(NEXT) == set(State)


def test_a_text_can_only_be_changed_in_a_draft_and_a_theme_only_after_the_close():
    assert POSSIBLE["edit"] == {State.DRAFT}
    assert State.OPEN not in POSSIBLE["theme"] | POSSIBLE["answer"]


@pytest.mark.parametrize(
    ("state", "opens", "closes", "takes"),
    [
        ("draft", None, None, False),
        ("open", None, None, True),
        ("open", NOW, NOW + HOUR, True),
        ("open", NOW + HOUR, None, False),
        ("open", NOW - HOUR, NOW, False),
        ("closed", None, None, False),
        ("answered", None, None, False),
    ],
)
def test_people_write_between_its_dates_and_not_a_moment_longer(state, opens, closes, takes):
    assert takes_words(state, opens, closes, NOW) is takes


@pytest.mark.parametrize(
    ("author", "open_now", "hidden", "may"),
    [(7, True, False, True), (8, True, False, False), (7, False, False, False), (7, True, True, False),
     (None, True, False, False)],
)  # fmt: skip
def test_only_the_author_changes_an_entry_and_only_while_it_is_open(author, open_now, hidden, may):
    assert may_change(author, 7, open_now, hidden) is may


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "\u200b\u200d", "\u2060\ufeff", "\u3164\u2800", "\u0301", "\u00a0\u202e"]
)
def test_what_nobody_can_see_is_no_words(text):
    assert not has_words(text)


@pytest.mark.parametrize("text", ["a", "é", "?", "👍", "好", "\u200bnot empty"])
def test_anything_that_can_be_read_is_words(text):
    assert has_words(text)


@pytest.mark.parametrize(
    ("kind", "text", "board"), [("text", True, False), ("board", False, True), ("both", True, True)]
)
def test_a_kind_says_what_there_is(kind, text, board):
    assert (has_text(kind), has_board(kind)) == (text, board)


@pytest.mark.parametrize(
    ("number", "whole", "shown"),
    [(99, True, 100), (100, True, 100), (101, True, 101), (101, False, 100), (12, False, 10), (13, False, 15)],
)
def test_numbers_of_answers_are_rounded_but_for_a_large_whole(number, whole, shown):
    assert told(number, whole) == shown


@pytest.mark.parametrize(
    ("part", "of", "shown"), [(1, 3, 33), (2, 3, 67), (1, 8, 13), (0, 9, 0), (9, 9, 100), (1, 200, 1)]
)
def test_percents_are_whole_and_half_goes_up(part, of, shown):
    assert percent(part, of) == shown


def test_figures_come_back_as_they_were_kept():
    figures = Figures(
        (3, 4),
        10,
        (Group("Council", 0, (Share(70, 105), Share())), Group("Parks", 1, (Share(50, 15, ("Waste",)), Share()))),
    )
    assert from_text(to_text(figures)) == figures
    assert figures.share(3) == Share(70, 105)
    assert figures.share(99) == Share()
    assert from_text("") is None
