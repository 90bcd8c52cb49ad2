"""When mail about a survey may go out: at working hours, not too often, and never when it is too late to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from engage.directory.rules.working_days import is_working_day, working_days_after

FIRST_HOUR, LAST_HOUR = 8, 18
APART = timedelta(days=3)
TOO_LATE = timedelta(hours=1)
MOST_REMINDERS, LATEST_DAY = 4, 60


class Mail(StrEnum):
    """What a mail about a survey is."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Words:
    """What the OD team may change of the mails; the link, the date and what is said of reminders are not theirs."""

    subject: str = "Have your say"
    invitation: str = (
        "We are asking colleagues how work is going, and what would make it better. Please give it a few minutes: "
        "what you say decides what we do next."
    )
    reminder: str = (
        "There is still time to have your say. Please give it a few minutes: what you say decides what we do next."
    )
    remind_after: tuple[int, ...] = (4, 8)


def is_working_time(local: datetime) -> bool:
    """Between eight and six on a working day; `local`: on the council's own clocks."""
    return is_working_day(local.date()) and FIRST_HOUR <= local.hour < LAST_HOUR


def is_in_time(now: datetime, closes_at: datetime | None) -> bool:
    """Whether there is still an hour left to answer."""
    return closes_at is None or now < closes_at - TOO_LATE


def is_far_enough(now: datetime, last: datetime | None) -> bool:
    """Whether the last mail to the same people was three days ago."""
    return last is None or now >= last + APART


def reminder_days(opened: date, remind_after: Sequence[int]) -> tuple[date, ...]:
    """The days of the reminders: so many working days after the opening."""
    return tuple(working_days_after(opened, number) for number in sorted(set(remind_after))[:MOST_REMINDERS])


def too_close(remind_after: Sequence[int]) -> bool:
    """Whether two reminders, or the invitation and the first, could lie less than three days apart."""
    days = [0, *sorted(remind_after)]
    return any(later - earlier < APART.days for earlier, later in pairwise(days))
