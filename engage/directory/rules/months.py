"""Months, and when what happened in one is told."""

from dataclasses import dataclass
from datetime import date, timedelta

from engage.directory.rules.working_days import first_working_day

# A worker that was down on the first working day still tells until this day of the month.
LAST_DAY = 10


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
        return month_of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        """The one after."""
        return Month(self.end)


def month_of(day: date) -> Month:
    """The month in which a day is."""
    return Month(day.replace(day=1))


def tells_of_last_month(today: date) -> bool:
    """Whether last month is told of today: from this month's first working day on."""
    return first_working_day(today) <= today and today.day <= LAST_DAY
