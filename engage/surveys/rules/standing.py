"""Surveys that never close: who is due, who may still answer, and when a pool may be opened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Who became due longer ago is not asked: a series does not begin with those who joined years before it.
LATE = timedelta(days=14)
# For so long after they became due joiners may still answer; leavers may until their last day.
ANSWERS = timedelta(days=60)
# So many of those asked have not answered: else an opening would say of everybody asked that they did.
FEWEST_SILENT = 5
MOST_DAYS = 365
FEWEST_DAYS = 3


class Moment(StrEnum):
    """What the day of somebody's survey is counted from."""

    JOINERS = "joiners"
    LEAVERS = "leavers"


@dataclass(frozen=True)
class Days:
    """First and last day, both included, on which somebody started (joiners) or leaves (leavers)."""

    first: date
    last: date | None


def due(kind: Moment, days: int, today: date) -> Days:
    """Whose day has come, and not too long ago; a leaver has at least one more day here after today."""
    if kind is Moment.JOINERS:
        return Days(today - timedelta(days=days) - LATE, today - timedelta(days=days))
    return Days(today + timedelta(days=1), today + timedelta(days=days))


def may_answer(kind: Moment, days: int, today: date) -> Days:
    """Of those who were asked before, who may still answer when the next pool takes over."""
    if kind is Moment.JOINERS:
        return Days(today - timedelta(days=days) - ANSWERS, None)
    return Days(today + timedelta(days=1), None)


def is_enough(held: int, silent: int, minimum: int) -> bool:
    """Whether half of a pool may be opened: both halves hold the minimum, and not everybody asked has answered."""
    return held >= 2 * minimum and silent >= FEWEST_SILENT


def looks(looked_on: date | None, today: date) -> bool:
    """Whether this month's look is still to come: the month that a series begins in has none."""
    return looked_on is not None and (looked_on.year, looked_on.month) < (today.year, today.month)


def decides(held: int, silent: int, minimum: int, coin: Callable[[], bool]) -> bool:
    """Whether a look opens the pool: where there is enough, chance says so or says wait for the next month.

    Without the coin, an opening after a look that found too little would say that somebody answered in between; where
    one person alone was asked in that month, who. With it, a pool that was full already may have waited as well."""
    return is_enough(held, silent, minimum) and coin()
