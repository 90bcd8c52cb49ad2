"""What the rules of actions say, with no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.followup import rules
from engage.followup.rules import NEXT, Closed, Standing, State

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def stands(state: State, lead: int | None = 1, unit: int | None = 5, asks: bool = True) -> Standing:
    return Standing(state, lead, unit, asks, date(2027, 6, 1))


@pytest.mark.parametrize(
    ("state", "can_become"),
    [
        ("proposed", "agreed cannot"),
        ("agreed", "under_way said_done cannot"),
        ("under_way", "said_done cannot"),
        ("said_done", "done under_way"),
        ("done", "under_way"),
        ("cannot", "proposed"),
    ],
)
def test_where_an_action_can_go_from_each_state(state: str, can_become: str) -> None:
    found = {wanted for wanted in State if rules.may_become(State(state), wanted)}
    assert found == {State(each) for each in can_become.split()}
    assert set(NEXT) == set(State) == set(rules.STATES)


@pytest.mark.parametrize("state", list(State))
def test_who_may_see_write_and_say_done(state: State) -> None:
    row = stands(state)
    assert rules.may_see(row, 9, keeps=False) == (state != State.PROPOSED)
    assert rules.may_see(row, 1, keeps=False) and rules.may_see(row, 9, keeps=True)
    runs = state in {State.AGREED, State.UNDER_WAY, State.SAID_DONE}
    assert rules.may_update(row, 1, keeps=False) == rules.may_update(row, 9, keeps=True) == runs
    assert not rules.may_update(row, 9, keeps=False)
    assert rules.may_say_done(row, 1) == (state in {State.AGREED, State.UNDER_WAY})
    assert not rules.may_say_done(row, 9)
    assert not rules.may_say_done(stands(state, lead=None), 0)


def test_champions_concerned_are_asked_once_it_is_said_to_be_done_and_the_lead_officer_never_is() -> None:
    asked = frozenset({1, 2})
    assert rules.may_confirm(stands(State.SAID_DONE), 2, asked)
    assert not rules.may_confirm(stands(State.SAID_DONE), 1, asked)
    assert not rules.may_confirm(stands(State.SAID_DONE), 3, asked)
    assert not rules.may_confirm(stands(State.SAID_DONE, asks=False), 2, asked)
    for state in set(State) - {State.SAID_DONE}:
        assert not rules.may_confirm(stands(state), 2, asked)


@pytest.mark.parametrize(
    ("asked", "see", "done"), [(1, 0, False), (1, 1, True), (2, 1, False), (3, 2, True), (4, 2, False)]
)
def test_services_say_done_once_more_than_half_of_their_champions_see_it(asked: int, see: int, done: bool) -> None:
    assert rules.services_say_done(asked, see) == done


def test_whose_word_done_is_is_said() -> None:
    assert rules.in_words(State.DONE, Closed.SERVICES) == "Lead says done, services say done"
    assert rules.in_words(State.DONE, Closed.OD) == "Done, closed by the OD team"
    assert rules.in_words(State.DONE, Closed.LEAD) == "Done"
    assert rules.in_words(State.SAID_DONE) == "Lead says done"


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027), (date(2027, 12, 31), 2027), (date(2028, 1, 1), 2027)],
)
def test_a_year_is_from_april_to_march(day: date, year: int) -> None:
    assert rules.year_of(day) == year


@given(DAYS)
def test_every_day_is_in_the_year_it_is_said_to_be_in(day: date) -> None:
    year = rules.year_of(day)
    assert date(year, 4, 1) <= day < date(year + 1, 4, 1)


@given(DAYS, st.integers(-400, 3000))
def test_a_due_day_is_never_past_nor_further_off_than_five_years(today: date, days: int) -> None:
    due = today + timedelta(days=days)
    assert rules.is_sound_due(due, today) == (days >= 0 and days <= 366 * 5 - (today.day - 1))


@given(st.sampled_from(list(State)), DAYS, DAYS)
def test_only_what_somebody_still_works_at_is_overdue(state: State, due: date, today: date) -> None:
    late = rules.is_overdue(state, due, today)
    assert late == (due < today and state in {State.AGREED, State.UNDER_WAY})


def test_a_kind_of_source_is_found_by_its_address_and_nothing_else_is() -> None:
    assert {rules.kind_of(rules.slug(kind)) for kind in rules.SOURCES} == set(rules.SOURCES)
    assert rules.kind_of("thanks") == rules.kind_of("") == ""


@pytest.mark.parametrize(
    ("typed", "is_link"),
    [("https://example.gov.uk/x", True), ("javascript:alert(1)", False), ("http://x", False), ("https://a b", False),
     ('https://x"onclick', False), ("On the shelf", False)],
)  # fmt: skip
def test_evidence_is_a_link_only_where_it_is_a_whole_encrypted_address(typed: str, is_link: bool) -> None:
    assert rules.is_https(typed) == is_link
