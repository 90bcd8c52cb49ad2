"""Rules of signing in as tables, with no app and no database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.directory.rules.accounts import (
    CODE_LETTERS,
    Limit,
    grouped_code,
    is_over,
    may_take_away,
    own_path,
    plain_code,
    plain_name,
    same_surname,
)
from engage.directory.rules.passwords import COMMON_WORDS, Weakness, weakness

AMARA = ("1001884", "Amara", "Nwosu-Clarke", "amara@anytown.example", "Anytown Council")


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("nwosu", "Nwosu"),
        ("OBRIEN", "O'Brien"),
        ("o’brien", "O'Brien"),
        ("Smith Jones", "Smith-Jones"),
        ("de la cruz", "De La Cruz"),
        ("Nunez", "Núñez"),
        ("Sorensen", "Sørensen"),
        ("Walesa", "Wałęsa"),
        ("strasse", "Straße"),
        ("St.John", "St John"),
        ("李", "李"),
    ],
)
def test_a_surname_is_known_however_it_is_typed(typed: str, held: str) -> None:
    assert same_surname(typed, held)
    assert same_surname(held, typed)


@pytest.mark.parametrize(("typed", "held"), [("Nwosa", "Nwosu"), ("", "Nwosu"), ("-", "'"), ("Nwosu", "")])
def test_another_surname_is_not(typed: str, held: str) -> None:
    assert not same_surname(typed, held)


@given(st.text(alphabet=CODE_LETTERS, min_size=12, max_size=12))
def test_a_code_is_the_same_in_any_case_and_grouping(code: str) -> None:
    assert plain_code(grouped_code(code)) == code
    assert plain_code(f" {grouped_code(code).lower().replace('-', ' – ')}\n") == code


def test_no_letter_of_a_code_looks_like_another() -> None:
    for alike in ("0OQD", "1IL", "5S", "8B", "2Z", "6G", "UV"):
        assert len(set(CODE_LETTERS) & set(alike)) <= 1
    assert len(CODE_LETTERS) ** 12 > 2**50


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("/", True), ("/surveys/7?page=2", True), ("/a#b", True), ("", False), (None, False),
        ("surveys", False), ("//evil.example", False), ("/\\evil.example", False),
        ("https://evil.example", False), ("/\nx", False), ("/ x", False), ("/\x7f", False),
    ],
)  # fmt: skip
def test_only_our_own_addresses_are_gone_on_to(address: str | None, fine: bool) -> None:
    assert own_path(address) == (address if fine else None)


@given(st.text(max_size=40))
def test_names_are_compared_without_failing(text: str) -> None:
    assert plain_name(plain_name(text)) == plain_name(text)


def test_a_limit_closes_and_opens() -> None:
    at, limit = datetime(2027, 3, 1, tzinfo=UTC), Limit(10, timedelta(minutes=15))
    assert not is_over(9, at, limit, at)
    assert is_over(10, at, limit, at + timedelta(minutes=14))
    assert not is_over(10, at, limit, at + timedelta(minutes=15))


def test_only_the_last_administrator_keeps_the_role() -> None:
    assert not may_take_away("admin", 0)
    assert may_take_away("admin", 1)
    assert may_take_away("od", 0)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", Weakness.SHORT),
        ("x" * 201, Weakness.LONG),
        ("aaaaaaaaaaaa", Weakness.FEW),
        ("abcdabcdabcd", Weakness.FEW),
        ("xkqzvxkqzvxkqzv", Weakness.FEW),
        ("1001884 tulips", Weakness.PERSONAL),
        ("NWOSU tulips 4", Weakness.PERSONAL),
        ("clarke-tulips", Weakness.PERSONAL),
        ("anytown tulips", Weakness.PERSONAL),
        ("1234567890", Weakness.SEQUENCE),
        ("qwertyuiop12", Weakness.SEQUENCE),
        ("0987654321x", Weakness.SEQUENCE),
        ("abcdefghijkl", Weakness.SEQUENCE),
        ("Password123!", Weakness.COMMON),
        ("P4ssw0rd2027", Weakness.COMMON),
        ("we1come2027!", Weakness.COMMON),
        ("Summer2026!!", Weakness.COMMON),
        ("letmein-please", Weakness.COMMON),
        ("LiverpoolFC1892", None),
        ("8274619305", Weakness.COMMON),
        ("heron kettle marmalade", None),
        ("Tr0ub4dor&3xyz", None),
        ("rhubarb-Tuesday-9", None),
        ("пароль-и-чайник", None),
    ],
)
def test_which_passwords_are_refused(password: str, why: Weakness | None) -> None:
    assert weakness(password, AMARA) == why


def test_every_common_word_alone_is_refused_with_a_year_behind_it() -> None:
    long_enough = [word for word in COMMON_WORDS if len(word) >= 5]
    assert len(COMMON_WORDS) > 190
    assert all(weakness(f"{word.title()}2027!!") is not None for word in long_enough)


@given(st.text(min_size=0, max_size=250))
def test_every_password_has_an_answer(password: str) -> None:
    assert weakness(password, AMARA) in {None, *Weakness}
