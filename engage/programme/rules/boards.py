"""Boards: how often they meet, the days that follow from it, and who may see what of an item."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum

from engage.programme.rules.kinds import Cadence, ChangeKind, Stage

MOST_NAME, MOST_ABOUT, MOST_NOTICE, MOST_MEETINGS = 160, 500, 60, 120
MONTHS = {
    Cadence.MONTHLY: 1, Cadence.TWO_MONTHLY: 2, Cadence.QUARTERLY: 3, Cadence.HALF_YEARLY: 6, Cadence.YEARLY: 12,
}  # fmt: skip
CADENCES = {
    Cadence.MONTHLY: "Every month",
    Cadence.TWO_MONTHLY: "Every two months",
    Cadence.QUARTERLY: "Every quarter",
    Cadence.HALF_YEARLY: "Twice a year",
    Cadence.YEARLY: "Once a year",
    Cadence.AS_NEEDED: "As needed",
}
STAGES = {
    Stage.NOT_STARTED: "Not started",
    Stage.UNDER_WAY: "Under way",
    Stage.COMPLETE: "Complete",
    Stage.STOPPED: "Stopped",
}
CHANGES = {
    ChangeKind.ADDED: "Added",
    ChangeKind.REMOVED: "Removed",
    ChangeKind.DATES: "Dates",
    ChangeKind.SCOPE: "Scope",
    ChangeKind.MILESTONE: "Milestone",
    ChangeKind.BUDGET: "Budget",
}
WEEK = 7
# Without a meeting before: the changes of a quarter.
SINCE_DAYS = 92


class Sight(IntEnum):
    """How much of an item somebody sees."""

    NOTHING = 0
    # Milestones, measures and plain words.
    STAFF = 1
    # Trouble, risks and spending too.
    ALL = 2


def sight(manages: bool, leads: bool, reads: bool, published: bool) -> Sight:
    """The OD team, the lead officer and the readers of its board see all of an item; other staff once it is published.

    Staff see its milestones, measures and plain words, and neither trouble nor risks nor spending.
    """
    if manages or leads or reads:
        return Sight.ALL
    return Sight.STAFF if published else Sight.NOTHING


def may_update(manages: bool, leads: bool) -> bool:
    """Whether somebody writes updates, enters actual figures and meets milestones."""
    return manages or leads


def year_of_meetings(first: date, cadence: Cadence) -> Sequence[date]:
    """The days of a year from the first meeting on: the same weekday, as many weeks into the month as the first is.

    A fifth one becomes the last where a month has four. A board that meets as needed has its first day only.
    """
    every = MONTHS.get(cadence, 12)
    week = (first.day - 1) // WEEK
    return [_nth(first, number * every, week) for number in range(12 // every)]


def _nth(first: date, months: int, week: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    begins = date(year, month + 1, 1)
    day = begins + timedelta(days=(first.weekday() - begins.weekday()) % WEEK + week * WEEK)
    return day if day.month == begins.month else day - timedelta(days=WEEK)


def due_for(meeting: date, notice_days: int) -> date:
    """By when the updates for a meeting are due."""
    return meeting - timedelta(days=notice_days)
