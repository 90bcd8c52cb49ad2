"""What a consultation is, what may be done at each of its states, and by whom."""

import unicodedata
from datetime import datetime
from enum import StrEnum

MOST_TITLE, MOST_INTRO, MOST_ENTRY, MOST_STATEMENT, MOST_STATEMENTS = 200, 4000, 2000, 2000, 100
MOST_STAGES, MOST_STAGE, MOST_OUTCOME, MOST_ANSWER, MOST_PASTED = 12, 120, 2000, 2000, 60_000
# Nothing is said of a service in which fewer people were asked, and no figure is about fewer.
LEAST = 10
# When names go from a confidential consultation that nobody answers, and from a named one.
MONTHS_CONFIDENTIAL, MONTHS_NAMED = 3, 12
# Letters by the tables, and yet nothing to be seen.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class State(StrEnum):
    """Where a consultation stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"


class Kind(StrEnum):
    """What people are asked about: numbered statements, a board of two columns, or both."""

    TEXT = "text"
    BOARD = "board"
    BOTH = "both"


class Column(StrEnum):
    """The two columns of a board."""

    WORKS_WELL = "works_well"
    EVEN_BETTER = "even_better"


class Decision(StrEnum):
    """What became of a theme."""

    CHANGED = "changed"
    NOT_CHANGED = "not_changed"


NEXT = {
    State.DRAFT: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.CLOSED}),
    State.CLOSED: frozenset({State.ANSWERED}),
    State.ANSWERED: frozenset(),
}  # fmt: skip
# The acts of the OD team, and the states they are possible in.
POSSIBLE: dict[str, frozenset[State]] = {
    "edit": frozenset({State.DRAFT}),
    "delete": frozenset({State.DRAFT}),
    "open": frozenset({State.DRAFT}),
    "change the closing date": frozenset({State.OPEN}),
    "change stages": frozenset(State),
    "close": frozenset({State.OPEN}),
    "theme": frozenset({State.CLOSED, State.ANSWERED}),
    "answer": frozenset({State.CLOSED, State.ANSWERED}),
    "publish": frozenset({State.CLOSED}),
}


def may_go(now: State, then: State) -> bool:
    """Whether one state follows on another."""
    return then in NEXT[now]


def has_text(kind: str) -> bool:
    """Whether there are statements to speak to."""
    return kind in (Kind.TEXT, Kind.BOTH)


def has_board(kind: str) -> bool:
    """Whether there is a board to write on."""
    return kind in (Kind.BOARD, Kind.BOTH)


def has_begun(state: str, opens_at: datetime | None, at: datetime) -> bool:
    """Whether whoever is asked may see it."""
    return state != State.DRAFT and (opens_at is None or opens_at <= at)


def takes_words(state: str, opens_at: datetime | None, closes_at: datetime | None, at: datetime) -> bool:
    """Whether people may write now: the closing time counts, even before the worker has noted it."""
    return state == State.OPEN and has_begun(state, opens_at, at) and (closes_at is None or at < closes_at)


def may_change(author_id: int | None, person_id: int, open_now: bool, hidden: bool) -> bool:
    """Whether an entry is this person's to edit or take back."""
    return open_now and not hidden and author_id is not None and author_id == person_id


def has_words(text: str) -> bool:
    """Whether there is anything to be read: not blanks, not characters that nobody sees."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in BLANK for c in text)


def told(number: int, whole: bool) -> int:
    """A number of answers as shown: exact for a whole of 100 or more, else to the nearest 5.

    Headcounts are known: an exact number would tell that everybody in a service, or all but one, had answered.
    """
    return number if whole and number >= 100 else (number + 2) // 5 * 5


def percent(part: int, of: int) -> int:
    """A share as a whole percent, half away from zero."""
    return (200 * part + of) // (2 * of)
