"""When boards meet, and who sees what of an item."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.programme.rules.boards import MONTHS, Sight, due_for, may_update, sight, year_of_meetings
from engage.programme.rules.kinds import Cadence


@given(st.dates(date(2020, 1, 1), date(2090, 12, 31)), st.sampled_from(Cadence))
def test_a_years_meetings_keep_their_weekday_and_follow_each_other_by_the_cadence(first, cadence):
    found = year_of_meetings(first, cadence)
    assert found[0] == first and len(found) == 12 // MONTHS.get(cadence, 12)
    assert {each.weekday() for each in found} == {first.weekday()}
    months = [each.year * 12 + each.month for each in found]
    assert months == [months[0] + number * MONTHS.get(cadence, 12) for number in range(len(found))]


def test_a_fifth_tuesday_becomes_the_last_where_a_month_has_four():
    found = year_of_meetings(date(2027, 3, 30), Cadence.MONTHLY)
    assert found[:4] == [date(2027, 3, 30), date(2027, 4, 27), date(2027, 5, 25), date(2027, 6, 29)]
    assert due_for(date(2027, 4, 6), 10) == date(2027, 3, 27)


@pytest.mark.parametrize(
    ("manages", "leads", "reads", "published", "sees"),
    [
        (False, False, False, False, Sight.NOTHING), (False, False, False, True, Sight.STAFF),
        (True, False, False, False, Sight.ALL), (False, True, False, False, Sight.ALL),
        (False, False, True, False, Sight.ALL), (False, False, True, True, Sight.ALL),
    ],
)  # fmt: skip
def test_who_sees_how_much_of_an_item(manages, leads, reads, published, sees):
    assert sight(manages, leads, reads, published) == sees


def test_only_the_lead_officer_and_the_od_team_write():
    assert may_update(True, False) and may_update(False, True) and not may_update(False, False)
