"""When managers hear of the month's thanks, and of which month."""

from dataclasses import dataclass
from datetime import date, timedelta

# A worker that was down on the first working day still tells until this day of the month.
LAST_DAY = 10


@dataclass(frozen=True)
class Month:
    """A month: its first day, and the first day of the next."""

    first: date
    end: date

    @property
    def key(self) -> str:
        """2027-03."""
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """March 2027."""
        return f"{self.first:%B %Y}"


def month_before(today: date) -> Month:
    """The month before the one of today."""
    end = today.replace(day=1)
    return Month((end - timedelta(days=1)).replace(day=1), end)


def first_working_day(today: date) -> date:
    """The first weekday of the month of today that is not New Year's Day."""
    day = today.replace(day=1)
    if day.month == 1:
        # New Year's Day, or the Monday that stands for it.
        day += timedelta(days=1 if day.weekday() < 5 else 8 - day.weekday())
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def is_due(today: date) -> bool:
    """Whether last month's thanks are told from today on."""
    return first_working_day(today) <= today and today.day <= LAST_DAY


def is_news(today: date) -> bool:
    """Whether last month's thanks are still on the manager's start page."""
    return first_working_day(today) <= today and today.day <= 20
