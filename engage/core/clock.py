"""The one place that reads the clock. Stored in UTC, shown in Europe/London."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date where the council is."""
    return now().astimezone(LONDON).date()


def local(moment: datetime) -> datetime:
    """The same moment on the council's own clocks."""
    return moment.astimezone(LONDON)


def from_local(naive: datetime) -> datetime | None:
    """UTC of a time typed by a person, or None where the clocks skip it (the last Sunday in March)."""
    aware = naive.replace(tzinfo=LONDON)
    utc = aware.astimezone(UTC)
    return utc if utc.astimezone(LONDON).replace(tzinfo=None) == naive else None
