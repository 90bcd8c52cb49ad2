"""Concerns that champions pass on: who may do what, by when they are answered, and what a reply may not say."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from engage.directory.rules.working_days import working_days_after, working_days_between

MOST_TITLE, MOST_WORDS, MOST_ANSWER, MOST_SAID, MOST_JOINED = 120, 2_000, 3_000, 9_999, 50
# By when a concern is answered, where nobody says another day.
WORKING_DAYS = 10
# The champion's name goes so long after the answer; what was written, so long after it was told or answered.
MONTHS_NAMED, MONTHS_WORDS = 12, 24
# A service is told to others than the OD team only with so many people in it.
LARGE = 10


class CaseState(StrEnum):
    """Where the OD team is with a case: one concern, or several that are alike."""

    RECEIVED = "received"
    WITH_LEAD = "with_lead"
    ANSWERED = "answered"


class State(StrEnum):
    """Where one concern is, as the champion who passed it on sees it."""

    RECEIVED = "received"
    WITH_LEAD = "with_lead"
    ANSWERED = "answered"
    TOLD = "told"


STATES = {
    State.RECEIVED: "With the OD team",
    State.WITH_LEAD: "With a lead officer",
    State.ANSWERED: "Answered: to be told",
    State.TOLD: "Answered and told",
}


def may_pass_on(roles: Collection[str]) -> bool:
    """Employee champions. First aiders hear in confidence, and unions have ways of their own."""
    return "champion" in roles


def state_of(case: str, told_on: date | None) -> State:
    """Where a concern is, by its case and by whether colleagues know the answer."""
    return State.TOLD if case == CaseState.ANSWERED and told_on is not None else State(case)


def due_on(passed_on: date) -> date:
    """The day by which a concern is answered: ten working days later."""
    return working_days_after(passed_on, WORKING_DAYS)


def ageing(case: str, due: date, today: date) -> str:
    """How long there is left to answer, or by how much it is late, in words; nothing for what is answered."""
    if case == CaseState.ANSWERED:
        return ""
    if due == today:
        return "Due today"
    number = working_days_between(min(due, today), max(due, today))
    if due > today:
        return f"{_days(number)} left" if number else "Due before the next working day"
    return f"Overdue by {_days(number)}" if number else "Overdue since the last working day"


def _days(number: int) -> str:
    return f"{number:,} working day{'' if number == 1 else 's'}"
