"""Long service: who reaches which milestone in which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MILESTONES = (10, 20, 25, 30, 40)
# People of the directory who are not employed by the council have no service with it.
SERVING = ("employee", "school")


@dataclass(frozen=True)
class Span:
    """The days from the first to the last, both counted."""

    first: date
    last: date


@dataclass(frozen=True)
class Reached:
    """So many years on this day."""

    years: int
    on: date


def anniversary(started_on: date, years: int) -> date:
    """The day on which this many years are complete; who began on 29 February completes them on 1 March elsewhere."""
    try:
        return started_on.replace(year=started_on.year + years)
    except ValueError:
        return date(started_on.year + years, 3, 1)


def reached(
    started_on: date, leaves_on: date | None, span: Span, milestones: Sequence[int] = MILESTONES
) -> tuple[Reached, ...]:
    """The milestones that fall into these days, for whoever is still here on that day."""
    days = ((years, anniversary(started_on, years)) for years in milestones)
    return tuple(
        Reached(years, day)
        for years, day in days
        if span.first <= day <= span.last and (leaves_on is None or leaves_on >= day)
    )


def span_of(year: int, quarter: int) -> Span:
    """A quarter (1 to 4) of a year, or with 0 all of it."""
    if not quarter:
        return Span(date(year, 1, 1), date(year, 12, 31))
    first = date(year, 3 * quarter - 2, 1)
    following = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
    return Span(first, following - timedelta(days=1))


def started_between(span: Span, years: int) -> Span:
    """Who can reach this milestone in the span began in these days: a day more each side, for leap years."""
    return Span(_back(span.first, years) - timedelta(days=2), _back(span.last, years) + timedelta(days=2))


def _back(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
