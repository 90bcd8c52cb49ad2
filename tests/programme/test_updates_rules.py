"""When an update is owed, late and asked for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.programme.rules.kinds import Stage
from engage.programme.rules.updates import (
    Meeting,
    Said,
    deadlines,
    late_days,
    needs_reason,
    next_due,
    opens_on,
    owes,
    to_ask,
)  # fmt: skip

MARCH, JUNE = Meeting(date(2027, 3, 20), date(2027, 3, 10)), Meeting(date(2027, 6, 20), date(2027, 6, 10))
BOARD = (MARCH, JUNE)
CREATED = date(2027, 1, 1)
DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 31))


def said(last=None, stage=Stage.UNDER_WAY, starts=None):
    return Said(stage, starts, CREATED, last)


def test_an_update_counts_from_thirty_days_before_and_after_the_meeting_before():
    assert opens_on(BOARD, JUNE.due_on) == date(2027, 5, 11)
    monthly = (MARCH, Meeting(date(2027, 4, 20), date(2027, 4, 10)))
    assert opens_on(monthly, date(2027, 4, 10)) == date(2027, 3, 21)
    assert opens_on(BOARD, MARCH.due_on) == date(2027, 2, 8)


@pytest.mark.parametrize(
    ("last", "today", "late"),
    [
        (None, date(2027, 3, 10), None), (None, date(2027, 3, 11), 1), (date(2027, 2, 7), date(2027, 3, 15), 5),
        (date(2027, 2, 8), date(2027, 3, 15), None), (date(2027, 3, 14), date(2027, 3, 15), None),
        (date(2027, 3, 14), date(2027, 6, 11), 1), (date(2027, 5, 11), date(2027, 6, 11), None),
    ],
)  # fmt: skip
def test_an_update_is_late_the_day_after_its_deadline_until_it_is_there(last, today, late):
    assert late_days(said(last), deadlines(BOARD, today)) == late


def test_nobody_owes_an_update_for_what_is_over_or_has_not_begun_or_was_not_there_yet():
    today = date(2027, 3, 15)
    for stage in (Stage.COMPLETE, Stage.STOPPED, Stage.NOT_STARTED):
        assert late_days(said(stage=stage), deadlines(BOARD, today)) is None
    assert not owes(said(stage=Stage.NOT_STARTED, starts=date(2027, 3, 16)), today)
    assert late_days(said(stage=Stage.NOT_STARTED, starts=today), deadlines(BOARD, today)) == 5
    assert late_days(Said(Stage.UNDER_WAY, None, date(2027, 3, 11), None), deadlines(BOARD, today)) is None


def test_without_a_board_an_update_is_late_after_a_quarter():
    assert late_days(said(), deadlines((), CREATED + timedelta(days=92))) is None
    assert late_days(said(), deadlines((), CREATED + timedelta(days=93))) == 1
    assert late_days(said(date(2027, 3, 1)), deadlines((), date(2027, 3, 1) + timedelta(days=100))) == 8


def test_the_next_deadline_is_the_one_that_an_update_is_missing_for():
    assert next_due(said(), deadlines(BOARD, date(2027, 3, 10))) == MARCH.due_on
    assert next_due(said(date(2027, 3, 1)), deadlines(BOARD, date(2027, 3, 10))) is None
    assert next_due(said(date(2027, 3, 1)), deadlines(BOARD, date(2027, 3, 11))) == JUNE.due_on
    assert next_due(said(), deadlines(BOARD, date(2027, 6, 11))) is None
    assert next_due(said(stage=Stage.STOPPED), deadlines(BOARD, date(2027, 3, 1))) is None


@pytest.mark.parametrize(
    ("days", "asked", "reminded", "asks"),
    [
        (11, False, False, False), (10, False, False, True), (10, True, False, False), (3, True, False, False),
        (2, True, False, True), (2, True, True, False), (0, False, True, False), (0, False, False, True),
    ],
)  # fmt: skip
def test_a_lead_officer_is_asked_twice_at_most(days, asked, reminded, asks):
    due = date(2027, 6, 10)
    assert to_ask(due, due if asked else None, due if reminded else None, due - timedelta(days=days)) is asks
    assert to_ask(None, None, None, due) is False
    # A deadline that has moved is another one.
    assert to_ask(due, due - timedelta(days=1), None, due - timedelta(days=5)) is True


@given(DAYS, DAYS, DAYS)
def test_writing_an_update_today_is_never_late_and_an_older_one_is_never_better(older, newer, today):
    older, newer = sorted((older, newer))
    assert late_days(said(today), deadlines(BOARD, today)) is None
    assert (late_days(said(newer), deadlines(BOARD, today)) or 0) <= (
        late_days(said(older), deadlines(BOARD, today)) or 0
    )


def test_a_delay_needs_its_reason():
    assert [needs_reason(*each) for each in ((False, False), (True, False), (False, True))] == [False, True, True]
