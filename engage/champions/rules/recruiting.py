"""A recruitment round: its states, who may do what in it, and what each group still needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from engage.directory.rules.working_days import working_days_after

MOST_TITLE, MOST_CALL, MOST_WHY, MOST_LANGUAGES, MOST_REASON, MOST_LETTER = 120, 6_000, 1_000, 120, 500, 2_000
MOST_SUGGESTED, MOST_SEATS = 10, 99
# A manager is reminded once, after so many working days.
REMIND_AFTER = 5
MONTHS_APPLICATION, MONTHS_SUGGESTION = 12, 6


class RoundState(StrEnum):
    """Where a round is, from the OD team's draft to the end of its decisions."""

    DRAFT = "draft"
    OPEN = "open"
    DECIDING = "deciding"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """Where an application is."""

    SENT = "sent"
    WITHDRAWN = "withdrawn"
    APPOINTED = "appointed"
    WAITING = "waiting"
    DECLINED = "declined"


class Answer(StrEnum):
    """What the line manager says to the time it takes; nobody was there to be asked: the OD team decides without."""

    NOBODY = "nobody"
    ASKED = "asked"
    AGREED = "agreed"
    CANNOT = "cannot"


class Suggested(StrEnum):
    """What somebody who was suggested did with it."""

    ASKED = "asked"
    NO = "no"
    APPLIED = "applied"


DECISIONS = (Outcome.APPOINTED, Outcome.WAITING, Outcome.DECLINED)
# What can still be written on a round, and where its targets can still change.
WRITABLE = frozenset({RoundState.DRAFT, RoundState.OPEN, RoundState.DECIDING})
SEEN = frozenset({RoundState.OPEN, RoundState.DECIDING, RoundState.DECIDED, RoundState.CANCELLED})
# Which state each act needs, and the one it leads to.
ACTS: Mapping[str, tuple[frozenset[str], RoundState]] = {
    "open": (frozenset({RoundState.DRAFT}), RoundState.OPEN),
    "close": (frozenset({RoundState.OPEN}), RoundState.DECIDING),
    "end": (frozenset({RoundState.DECIDING}), RoundState.DECIDED),
    "cancel": (frozenset({RoundState.DRAFT, RoundState.OPEN, RoundState.DECIDING}), RoundState.CANCELLED),
}


@dataclass(frozen=True)
class Terms:
    """What a round says: what is typed in its settings."""

    title: str
    call: str
    opens_at: datetime | None
    closes_at: datetime | None
    term_starts_on: date | None


def takes_applications(state: str, closes_at: datetime | None, now: datetime) -> bool:
    """Whether somebody can apply, change or suggest: open, and the close is still to come."""
    return state == RoundState.OPEN and closes_at is not None and now < closes_at


def lacks(terms: Terms, now: datetime) -> tuple[str, ...]:
    """What a draft needs before it can open, each a plain sentence."""
    needs = (
        ("Write the call: what it is, and why now.", not terms.call),
        ("Say when applications close.", terms.closes_at is None),
        ("The day it closes has passed. Choose a later one.", terms.closes_at is not None and terms.closes_at <= now),
        ("Say when the term starts.", terms.term_starts_on is None),
    )
    return tuple(words for words, missing in needs if missing)


def may_withdraw(state: str, outcome: str) -> bool:
    """Whether an applicant can still take it back: until it is decided for good, and from a waiting list always."""
    if state == RoundState.DECIDED:
        return outcome == Outcome.WAITING
    # A refusal that no letter has told yet must not show by what can be pressed.
    undone = (Outcome.SENT, Outcome.WAITING, Outcome.DECLINED)
    return state in (RoundState.OPEN, RoundState.DECIDING) and outcome in undone


def may_answer(state: str, outcome: str, manager: str) -> bool:
    """Whether the manager's answer still counts for something."""
    return state in (RoundState.OPEN, RoundState.DECIDING) and outcome == Outcome.SENT and manager != Answer.NOBODY


def may_decide(state: str, outcome: str, to: str) -> bool:
    """Every decision but an appointment can be changed while deciding; afterwards only the waiting list moves."""
    if state == RoundState.DECIDING:
        return outcome in (Outcome.SENT, Outcome.WAITING, Outcome.DECLINED) and outcome != to
    return state == RoundState.DECIDED and outcome == Outcome.WAITING and to in (Outcome.APPOINTED, Outcome.DECLINED)


def needs_reason(manager: str, to: str) -> bool:
    """An appointment without the manager's agreement says why; where nobody could be asked it need not."""
    return to == Outcome.APPOINTED and manager in (Answer.ASKED, Answer.CANNOT)


def reminder_due(asked: date, today: date) -> bool:
    """Whether a manager who was asked that day has had their working days."""
    return today >= working_days_after(asked, REMIND_AFTER)


def follow(unit: int, replaced: Mapping[int, int | None]) -> int | None:
    """The open unit that stands for one: itself, or its last successor; None where it ended without one.

    replaced: closed unit to its replacement. A ring of replacements, which some file may have made, ends nowhere.
    """
    walked: set[int] = set()
    at: int | None = unit
    while at is not None and at in replaced:
        if at in walked:
            return None
        walked.add(at)
        at = replaced[at]
    return at


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(number: int) -> str:
    """Two more people, 12 more people."""
    said = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{said} more {'person' if number == 1 else 'people'}"
