"""Of which month the summary tells, and when."""

from dataclasses import dataclass
from datetime import date, timedelta

# A worker that was down on the first working day still tells until this day of the month.
LAST_DAY = 10
DECEMBER = 12


@dataclass(frozen=True)
class Month:
    """A month by its first day."""

    first: date

    @property
    def end(self) -> date:
        """The first day of the next."""
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def key(self) -> str:
        """2027-03."""
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """March 2027."""
        return f"{self.first:%B %Y}"

    @property
    def before(self) -> "Month":
        """The one before."""
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def after(self) -> "Month":
        """The one after."""
        return Month(self.end)


def month_of(day: date) -> Month:
    """The month in which a day is."""
    return Month(day.replace(day=1))


def month(year: int, number: int, today: date) -> Month | None:
    """A month that has begun, within living memory; None for any other."""
    if not (1 <= number <= DECEMBER and 2000 <= year <= today.year):
        return None
    found = Month(date(year, number, 1))
    return found if found.first <= today else None


def is_due(today: date) -> bool:
    """Whether last month is told of from today on: from the first weekday that is not New Year's Day."""
    first = today.replace(day=1)
    if first.month == 1:
        # New Year's Day, or the Monday that stands for it.
        first += timedelta(days=1 if first.weekday() < 5 else 8 - first.weekday())
    while first.weekday() > 4:
        first += timedelta(days=1)
    return first <= today and today.day <= LAST_DAY
