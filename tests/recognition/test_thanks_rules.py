"""The rules of thanks, as tables."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.recognition.rules import thanks as rules
from engage.recognition.rules.thanks import Standing, ThanksState

NOON = datetime(2027, 3, 10, 12, 0)  # noqa: DTZ001  # on the council's own clocks


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=-5), "just now"), (timedelta(seconds=80), "just now"),
        (timedelta(seconds=95), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"), (timedelta(minutes=61), "1 hour ago"),
        (timedelta(hours=11), "11 hours ago"), (timedelta(hours=13), "yesterday"), (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "1 week ago"), (timedelta(days=29), "4 weeks ago"), (timedelta(days=59), "1 month ago"),
        (timedelta(days=364), "12 months ago"), (timedelta(days=365), "1 year ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)  # fmt: skip
def test_how_long_ago_it_was(before: timedelta, said: str) -> None:
    assert rules.ago(NOON - before, NOON) == said


def test_shortly_after_midnight_an_hour_is_an_hour_and_not_yesterday() -> None:
    assert rules.ago(NOON.replace(day=9, hour=23), NOON.replace(hour=1)) == "2 hours ago"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Thank you", "Thank you"), ("a\u200bb\u202ec\u2069d\ufeff", "abcd"), ("one\n\n\n\n\ntwo  \n", "one\n\ntwo"),
        ("a\u200db", "ab"), ("👩\u200d🚒", "👩\u200d🚒"), ("می\u200cشود", "می\u200cشود"), ("\u3164\u2800", ""),
        ("x\u200d", "x"), ("سپاس", "سپاس"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_dropped_and_what_joins_letters_stays(typed: str, kept: str) -> None:
    assert rules.readable(typed) == kept


@given(st.text())
def test_whatever_was_typed_nothing_unseen_is_left(text: str) -> None:
    once = rules.readable(text)
    assert not set(once) & set("\u200b\u202a\u202e\u2066\u2069\u3164\ufeff")
    assert len(once) <= len(text) and "\n\n\n" not in once


def standing(**more: object) -> Standing:
    facts = {"state": "shown", "to_all": True, "gave": False, "named": False, "in_team": False, "heads": False}
    return Standing(**(facts | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("state", list(ThanksState))
@pytest.mark.parametrize("to_all", [True, False])
def test_who_reads_what(state: str, to_all: bool) -> None:
    shown = state == ThanksState.SHOWN
    assert rules.may_see(standing(state=state, to_all=to_all, gave=True))
    for receiver in ({"named": True}, {"in_team": True}):
        assert rules.may_see(standing(state=state, to_all=to_all, **receiver)) == shown
    assert rules.may_see(standing(state=state, to_all=to_all)) == (shown and to_all)


def test_who_does_what() -> None:
    assert rules.may_take_back(standing(gave=True)) and rules.may_take_back(standing(gave=True, state="waiting"))
    assert not rules.may_take_back(standing(gave=True, state="declined")) and not rules.may_take_back(
        standing(named=True)
    )
    assert rules.may_take_back(standing(gave=True, state="hidden"))
    assert rules.may_hide(standing(named=True)) and rules.may_hide(standing(in_team=True, heads=True))
    assert not rules.may_hide(standing(in_team=True)) and not rules.may_hide(standing(named=True, to_all=False))
    assert rules.may_react(standing()) and not rules.may_react(standing(gave=True))
    assert not rules.may_react(standing(to_all=False)) and rules.may_react(standing(to_all=False, named=True))


def test_what_is_private_waits_for_nobody() -> None:
    assert rules.starts_as(True, True) == "waiting"
    assert {rules.starts_as(True, False), rules.starts_as(False, True), rules.starts_as(False, False)} == {"shown"}
