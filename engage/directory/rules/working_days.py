"""Working days in England: Monday to Friday without bank holidays."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

MONDAY, SATURDAY = 0, 5
ONE_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether a council's offices are open: no weekend and no bank holiday."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_after(day: date, number: int) -> date:
    """The working day so many working days after this one; the day itself is not counted."""
    while number > 0:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def working_days_between(earlier: date, later: date) -> int:
    """How many working days there are after the earlier day, up to and with the later one; 0 where it is not later."""
    if later <= earlier:
        return 0
    # Counted at once: a list tells the age of each of its rows, and day by day that took longer than all else.
    closed = [day for year in range(earlier.year, later.year + 1) for day in bank_holidays(year)]
    return int(np.busday_count(earlier + ONE_DAY, later + ONE_DAY, holidays=closed))


def first_working_day(day: date) -> date:
    """The first working day of the month in which a day is."""
    return working_days_after(day.replace(day=1) - timedelta(days=1), 1)


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The eight of England, those on a weekend moved; a holiday proclaimed for one year alone is not known."""
    easter = easter_sunday(year)
    return frozenset((
        *_moved(date(year, 1, 1)), easter - timedelta(days=2), easter + timedelta(days=1),
        _first_monday(date(year, 5, 1)), _last_monday_of_may(year), _last_monday_of_august(year),
        *_moved(date(year, 12, 25), date(year, 12, 26)),
    ))  # fmt: skip


def easter_sunday(year: int) -> date:
    """Easter of the Gregorian calendar, by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    skipped, leaps = century // 4, century % 4
    corrected = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - corrected + 15) % 30
    weekday = (32 + 2 * leaps + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _moved(*days: date) -> Iterator[date]:
    """Each day, or the first weekday after it that none of the others has."""
    taken: set[date] = set()
    weekdays = {each for each in days if each.weekday() < SATURDAY}
    for day in days:
        found = day
        while found.weekday() >= SATURDAY or found in taken or (found != day and found in weekdays):
            found += timedelta(days=1)
        taken.add(found)
        yield found


def _first_monday(day: date) -> date:
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def _last_monday_of_may(year: int) -> date:
    return _first_monday(date(year, 5, 25))


def _last_monday_of_august(year: int) -> date:
    return _first_monday(date(year, 8, 25))
