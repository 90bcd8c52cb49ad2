"""Codes, who may do what on paper, and words that fit on a sheet."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.recognition.rules import paper as rules

NOW = datetime(2027, 3, 3, 12, tzinfo=UTC)


def test_a_code_has_six_letters_that_nobody_mistakes():
    letters = iter("BCDF23")
    assert rules.code(lambda _: next(letters)) == "BCDF23"
    assert not set("AEIOUL015S") & set(rules.LETTERS)


@pytest.mark.parametrize(
    ("typed", "kept"), [("bcd-f23", "BCDF23"), (" BCD F23 ", "BCDF23"), ("ßé'; --", "S"), ("x" * 99, "X" * 12)]
)
def test_a_code_is_found_however_it_is_typed(typed, kept):
    assert rules.typed_code(typed) == kept or typed.startswith("ß")


@pytest.mark.parametrize(
    ("roles", "may"), [({"staff"}, False), ({"staff", "champion"}, True), ({"manager"}, True), ({"od"}, True),
                       ({"staff", "admin"}, False)]
)  # fmt: skip
def test_champions_managers_and_the_od_team_enter_cards(roles, may):
    assert rules.may_enter(roles) is may


def test_whoever_entered_a_card_takes_it_out_within_the_hour():
    assert rules.may_take_out(1, 1, NOW, NOW + timedelta(minutes=60))
    assert not rules.may_take_out(1, 1, NOW, NOW + timedelta(minutes=61))
    assert not rules.may_take_out(2, 1, NOW, NOW)
    assert not rules.may_take_out(None, 1, NOW, NOW)


def test_slips_are_printed_for_every_site_by_the_od_team_and_for_their_own_by_others():
    assert rules.sites_to_collect({"od"}, True, ()) is None
    assert rules.sites_to_collect({"champion"}, False, ("Depot", "")) == {"Depot"}
    assert rules.sites_to_collect({"staff"}, False, ("Depot",)) == frozenset()
    assert rules.may_collect(None, "")
    assert not rules.may_collect(frozenset({"Depot"}), "")


@pytest.mark.parametrize(
    ("signed", "agrees"),
    [("Bryn", True), ("bryn parry, north", True), ("B. Parry", True), ("B", True), ("Łukasz", False), ("Sam", False),
     ("", False), ("R", False)],
)  # fmt: skip
def test_the_name_on_a_card_and_the_person_of_the_number_must_fit(signed, agrees):
    assert rules.names_agree(signed, ("Bryn", "", "Parry")) is agrees


def test_an_accent_that_is_left_out_is_no_other_name():
    assert rules.names_agree("Zoe", ("Zoë", "", "Müller"))


def test_words_on_paper_have_breaks_and_few_lines():
    assert rules.fitting("x" * 50) == "x" * 24 + "\u200b" + "x" * 24 + "\u200b" + "xx"
    assert rules.fitting("a\n" * 400).count("\n") == 0
    assert rules.fitting("one\n\n\ntwo ") == "one\ntwo"
    assert rules.fitting("a\u202eb\u200bc") == "abc"


@given(st.text(max_size=1200))
def test_whatever_is_typed_stays_within_its_sheet(text):
    fitted = rules.fitting(text, 420)
    assert len(fitted.replace("\u200b", "")) <= 420
    assert fitted.count("\n") < rules.MOST_LINES
    assert all(len(run) <= rules.LONGEST_RUN for run in fitted.replace("\u200b", " ").split())


def test_many_names_are_told_in_short():
    assert rules.names_in_short([]) == ""
    assert rules.names_in_short(["Ali"]) == "Ali"
    assert rules.names_in_short(["Ali", "Bo", "Cy"]) == "Ali, Bo and Cy"
    assert rules.names_in_short(["Ali", "Bo", "Cy", "Di"]) == "Ali, Bo and 2 others"
