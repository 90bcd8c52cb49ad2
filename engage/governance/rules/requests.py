"""Requests for a person's own data: when they are due, what they become, and what a copy leaves out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum

from engage.directory.rules.working_days import is_working_day, working_days_after

MOST_NOTE, MOST_REASON, KEPT_MONTHS = 1000, 500, 24
OLDEST_YEARS = 2
# A month, and two more where the request is complex or one of several (UK GDPR, article 12(3)).
MONTHS_EXTENDED = 3
SOON_DAYS = 7
TAKEN_OUT = "[about somebody else: taken out]"
Value = str | int | bool | None

# What only the person may see, in words that are the same for everybody: that it is named here says nothing of them.
ONLY_THEIRS = (
    "Whether they were asked in a survey, and whether they took part",
    "Feedback rounds: who asked them, and their own reports",
    "Staff networks that they are in, asked to join or look after",
    "Contacts that they noted as a first aider",
    "Nominations that they wrote, seconded or were asked about as a manager",
    "Entries that they judged, their scores, comments and ties",
    "Thanks given and received, reactions, and how they like to be thanked",
    "What they wrote, agreed with and judged in consultations",
    "Questions and notes at events, and what they need to take part",
    "Concerns that they passed on or lead, what they logged as a champion, and briefings that they read",
    "Applications to join a network, suggestions, and what they answered as a manager",
    "Problems that they reported",
)


class State(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    RELEASED = "released"
    CLOSED = "closed"


NEXT = {
    State.OPEN: frozenset({State.RELEASED, State.CLOSED}),
    State.RELEASED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset[State](),
}


def may_become(now: State, wanted: State) -> bool:
    """Whether a request may move on to this state."""
    return wanted in NEXT[now]


def may_answer(answerer_id: int | None, person_id: int) -> bool:
    """Nobody answers their own request: somebody else decides what is about others."""
    return answerer_id != person_id


def due_on(received_on: date, month_after: Callable[[date], date]) -> date:
    """One calendar month after it came, or three; the next working day where offices are closed that day."""
    due = month_after(received_on)
    return due if is_working_day(due) else working_days_after(due, 1)


def may_extend(state: State, extended: bool, due: date, today: date) -> bool:
    """Once, while it waits, and no later than the day it is first due: by then the person must know."""
    return state is State.OPEN and not extended and today <= due


def is_late(state: State, due: date, today: date) -> bool:
    """Whether the day it was due has passed and it is not answered."""
    return state is State.OPEN and due < today


def is_soon(state: State, due: date, today: date) -> bool:
    """Whether it is due within a week."""
    return state is State.OPEN and 0 <= (due - today).days <= SOON_DAYS


def redacted(
    rows: Sequence[Mapping[str, Value]], others: Collection[str], kept: Collection[str]
) -> list[dict[str, Value]]:
    """The rows without what is about somebody else; what is empty stays empty, so that nothing is made up."""
    out = set(others) - set(kept)
    return [
        {name: TAKEN_OUT if name in out and value not in (None, "") else value for name, value in row.items()}
        for row in rows
    ]


def about_others(rows: Sequence[Mapping[str, Value]], name: str) -> list[str]:
    """The different values under one name, in their order, those that say something."""
    found = [str(row[name]) for row in rows if row.get(name) not in (None, "")]
    return list(dict.fromkeys(found))
