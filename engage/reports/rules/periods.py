"""The period of a report: a quarter of the financial year, or chosen days; and the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

APRIL = 4
LONGEST_DAYS, OFFERED = 800, 8


@dataclass(frozen=True)
class Period:
    """From a first day to a last, both of them in it."""

    first: date
    last: date

    @property
    def after(self) -> date:
        """The day after it."""
        return self.last + timedelta(days=1)

    @property
    def quarter(self) -> int | None:
        """1 to 4, where it is a whole quarter of the financial year."""
        return (self.first.month - APRIL) // 3 % 4 + 1 if self == quarter_of(self.first) else None


def quarter_of(day: date) -> Period:
    """The quarter of the financial year (April to March) that a day falls in."""
    month = (day.month - 1) // 3 * 3 + 1
    return Period(date(day.year, month, 1), _first_of(day.year, month + 3) - timedelta(days=1))


def _first_of(year: int, month: int) -> date:
    more, month = divmod(month - 1, 12)
    return date(year + more, month + 1, 1)


def year_of(day: date) -> int:
    """The financial year of a day, by the calendar year in which it begins."""
    return day.year if day.month >= APRIL else day.year - 1


def before(period: Period) -> Period:
    """The one that ends the day before: the quarter before a quarter, whole months before whole months, else as
    many days."""
    if period.first.day == 1 and period.after.day == 1:
        months = (period.after.year - period.first.year) * 12 + period.after.month - period.first.month
        at = period.first.year * 12 + period.first.month - 1 - months
        return Period(date(at // 12, at % 12 + 1, 1), period.first - timedelta(days=1))
    days = (period.last - period.first).days
    last = period.first - timedelta(days=1)
    return Period(last - timedelta(days=days), last)


def quarters(today: date) -> Sequence[Period]:
    """The quarters that can be chosen, the newest first: the one that runs, and those before it."""
    found = [quarter_of(today)]
    while len(found) < OFFERED:
        found.append(before(found[-1]))
    return found


def words(period: Period) -> str:
    """Quarter 1, April to June 2026; else 3 March 2026 to 7 May 2026."""
    if period.quarter is None:
        return f"{_day(period.first)} to {_day(period.last)}"
    return f"Quarter {period.quarter}, {period.first:%B} to {period.last:%B} {period.last.year}"


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"
