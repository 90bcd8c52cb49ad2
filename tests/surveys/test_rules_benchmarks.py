"""A benchmark's file: good as a whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.surveys.rules.benchmarks import COLUMNS, BadRow, Figure, Of, columns, figures


def row(number, kind="question", key="abc", value="61"):
    return number, {"Kind": kind, "Identity": key, "Wording": "not looked at", "Value": value}


def test_rows_become_figures_and_those_without_a_value_are_passed_over():
    found = figures([row(2), row(3, "Theme", "work", "70.5 %"), row(4, "index", "e", ""), row(5, "index", "x", "0")])
    assert found == (Figure(Of.QUESTION, "abc", 61.0), Figure(Of.THEME, "work", 70.5), Figure(Of.INDEX, "x", 0.0))


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row(3, kind="median"), "kind"),
        (row(3, key=""), "key"),
        (row(3, key="x" * 121), "key"),
        (row(3, key="a\x07b"), "key"),
        (row(3, value="101"), "value"),
        (row(3, value="-1"), "value"),
        (row(3, value="nan"), "value"),
        (row(3, value="1e2"), "value"),
        (row(3, value="=1+1"), "value"),
        (row(3, value="٦١"), "value"),
        (row(3), "twice"),
    ],
)
def test_the_first_row_that_cannot_be_taken_is_named(bad, code):
    with pytest.raises(BadRow) as caught:
        figures([row(2), bad])
    assert (caught.value.code, caught.value.row) == (code, 3)


def test_a_file_without_a_value_is_refused():
    with pytest.raises(BadRow) as caught:
        figures([row(2, value=" ")])
    assert caught.value.code == "nothing"


def test_columns_are_found_by_their_names():
    assert columns(["value", " KIND ", "Identity", "Region"]) == (
        {0: "Value", 1: "Kind", 2: "Identity"}, [], ["Region"])  # fmt: skip
    assert columns(["Kind", "Kind"])[1] == ["Identity", "Value"]
    assert columns(COLUMNS)[1:] == ([], [])


@given(st.lists(st.tuples(st.integers(2, 99), st.fixed_dictionaries({c: st.text(max_size=8) for c in COLUMNS}))))
def test_whatever_stands_in_a_file_there_is_one_answer(rows):
    try:
        found = figures(rows)
    except BadRow:
        return
    assert found
    assert all(0 <= each.value <= 100 for each in found)
