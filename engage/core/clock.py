"""The one place that reads the clock. Stored in UTC, shown in Europe/London."""

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
Day = TypeVar("Day", bound=date)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date where the council is."""
    return now().astimezone(LONDON).date()


def local(moment: datetime) -> datetime:
    """The same moment on the council's own clocks."""
    return moment.astimezone(LONDON)


def months_after(moment: Day, months: int) -> Day:
    """The same day, and time, so many months on, in UTC; the last of the month where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def begins(day: date) -> datetime:
    """The moment at which a day begins where the council is, in UTC; the clocks change later in the night."""
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC)


def from_local(naive: datetime) -> datetime | None:
    """UTC of a time typed by a person, or None where the clocks skip it (the last Sunday in March)."""
    aware = naive.replace(tzinfo=LONDON)
    utc = aware.astimezone(UTC)
    return utc if utc.astimezone(LONDON).replace(tzinfo=None) == naive else None


def comes_twice(moment: datetime) -> bool:
    """Whether the council's clocks show this time again an hour later: they go back on the last Sunday in October."""
    return local(moment).replace(tzinfo=None) == local(moment + timedelta(hours=1)).replace(tzinfo=None)
