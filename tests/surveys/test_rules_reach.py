"""Who is meant, by which channel, how many lots are drawn, and when mail may go: rules as tables."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.core import clock
from engage.directory.rules.working_days import is_working_day
from engage.surveys.rules import mailing
from engage.surveys.rules.reach import (
    EVERYONE,
    Channel,
    Chosen,
    Facts,
    below,
    channel,
    from_text,
    in_proportion,
    is_meant,
    sample_size,
    smallest_leaf,
    to_text,
)

KIM = Facts(person=7, unit=3, kind="agency", site="Depot", work_type="front line", has_address=True)


@pytest.mark.parametrize(
    ("chosen", "base", "without", "listed", "meant"),
    [
        ({}, None, (), (), True),
        ({}, {7}, (), (), True),
        ({}, {8}, (), (), False),
        ({}, None, {3}, (), False),
        ({}, None, (), {7}, False),
        ({"sites": ("Depot",)}, None, (), (), True),
        ({"sites": ("Town hall",)}, None, (), (), False),
        ({"sites": ("Depot",), "kinds": ("employee",)}, None, (), (), False),
        ({"work_types": ("front line", "office")}, None, (), (), True),
        ({"work_types": ("office",)}, None, (), (), False),
        ({"without_kinds": ("agency",)}, None, (), (), False),
        ({"without_kinds": ("partner",)}, {7, 9}, {4}, {8}, True),
    ],
)
def test_whoever_fits_every_list_that_is_used_is_meant(
    chosen: dict[str, Any], base: Any, without: Any, listed: Any, meant: bool
) -> None:
    assert is_meant(Chosen(**chosen), KIM, base, without, listed) is meant


@pytest.mark.parametrize(
    ("chosen", "has_address", "units", "found"),
    [
        ({}, True, (), Channel.PAGE),
        ({}, False, (), Channel.CODE),
        ({"code_sites": ("Depot",)}, True, (), Channel.CODE),
        ({"code_sites": ("Town hall",)}, True, (), Channel.PAGE),
        ({"code_units": (3,)}, True, {3}, Channel.CODE),
        ({"page_only": True, "code_sites": ("Depot",)}, False, {3}, Channel.PAGE),
    ],
)
def test_each_person_has_one_channel(chosen: dict[str, Any], has_address: bool, units: Any, found: Channel) -> None:
    who = Facts(7, 3, "agency", "Depot", "front line", has_address)
    assert channel(Chosen(**chosen), who, units) is found


NAMES = st.lists(st.text(max_size=12), max_size=3).map(tuple)
NUMBERS = st.lists(st.integers(1, 10**6), max_size=3).map(tuple)
CHOICES = st.builds(
    Chosen, sites=NAMES, work_types=NAMES, kinds=NAMES, without_units=NUMBERS, without_kinds=NAMES,
    number=st.none() | st.integers(5, 999), percent=st.none() | st.integers(1, 99), joiners=st.booleans(),
    code_sites=NAMES, code_units=NUMBERS, page_only=st.booleans(),
)  # fmt: skip


@given(CHOICES)
def test_a_choice_comes_back_from_its_column_as_it_was(chosen: Chosen) -> None:
    assert from_text(to_text(chosen)) == chosen


def test_everyone_takes_no_room_and_what_is_no_choice_is_refused() -> None:
    assert to_text(EVERYONE) == ""
    assert from_text("") == EVERYONE
    for text in ("[]", '{"colour": "red"}'):
        with pytest.raises(ValueError, match="audience"):
            from_text(text)


@given(st.dictionaries(st.integers(1, 50), st.integers(1, 400), min_size=1), st.integers(0, 3000))
def test_a_forecast_of_a_draw_adds_up_and_gives_no_unit_more_than_it_has(counts: dict[int, int], size: int) -> None:
    found = in_proportion(counts, size)
    assert sum(found.values()) == min(size, sum(counts.values()))
    assert all(found[unit] <= counts[unit] for unit in found)


@pytest.mark.parametrize(
    ("chosen", "meant", "size"),
    [
        ({}, 41, 41),
        ({"number": 10}, 41, 10),
        ({"number": 50}, 41, 41),
        ({"percent": 10}, 41, 5),
        ({"percent": 1}, 5, 1),
    ],
)
def test_how_many_lots_are_drawn(chosen: dict[str, int], meant: int, size: int) -> None:
    assert sample_size(Chosen(**chosen), meant) == size


def test_whoever_joins_is_counted_with_the_smallest_group_below() -> None:
    children, sizes = {"X": ["A", "B"], "B": ["C", "D"]}, {"A": 30, "C": 12, "D": 11}
    assert smallest_leaf("X", children, sizes) == "D", "B holds 23, fewer than A"
    assert smallest_leaf("A", children, sizes) == "A"


def test_below_takes_everything_under_a_unit_and_stands_a_ring() -> None:
    assert below({1: None, 2: 1, 3: 2, 4: None, 5: 6, 6: 5}, {2, 5}) == {2, 3, 5, 6}


START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


@given(MOMENTS)
def test_mail_goes_out_at_working_hours_of_the_councils_own_clocks(moment: datetime) -> None:
    local = clock.local(moment)
    expected = is_working_day(local.date()) and 8 <= local.hour < 18
    assert mailing.is_working_time(local) is expected


@pytest.mark.parametrize(
    ("at", "may"),
    [
        (datetime(2026, 7, 6, 6, 59, tzinfo=UTC), False),  # 7:59 in summer
        (datetime(2026, 7, 6, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 6, 16, 59, tzinfo=UTC), True),
        (datetime(2026, 7, 6, 17, 0, tzinfo=UTC), False),
        (datetime(2026, 1, 5, 8, 0, tzinfo=UTC), True),  # winter
        (datetime(2026, 7, 4, 10, 0, tzinfo=UTC), False),  # Saturday
        (datetime(2026, 12, 25, 10, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 28, 10, 0, tzinfo=UTC), False),  # Boxing Day, moved
    ],
)
def test_quiet_hours(at: datetime, may: bool) -> None:
    assert mailing.is_working_time(clock.local(at)) is may


def test_nothing_goes_out_within_the_last_hour_nor_within_three_days_of_another_mail() -> None:
    now = datetime(2026, 7, 6, 10, tzinfo=UTC)
    assert mailing.is_in_time(now, None) and mailing.is_in_time(now, now + timedelta(minutes=61))
    assert not mailing.is_in_time(now, now + timedelta(minutes=60))
    assert mailing.is_far_enough(now, None) and mailing.is_far_enough(now, now - timedelta(days=3))
    assert not mailing.is_far_enough(now, now - timedelta(days=2, hours=23))


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.lists(st.integers(1, 60), max_size=9))
def test_reminders_fall_on_at_most_four_working_days(opened: date, days: list[int]) -> None:
    found = mailing.reminder_days(opened, days)
    assert len(found) <= 4
    assert all(is_working_day(each) and each > opened for each in found)
    if not mailing.too_close(sorted(set(days))):
        assert all((later - earlier).days >= 3 for earlier, later in zip((opened, *found), found, strict=False))
