"""Updates: which meeting they are for, when they are late, and when their lead officer is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engage.programme.rules.kinds import Stage

MOST_STATUS, MOST_WORDS = 2000, 1000
# An update older than this on the day it is due says nothing of that day.
FRESH_DAYS = 30
# Without a board's deadline: how long an update may be the last one.
WITHOUT_A_BOARD_DAYS = 92
ASKED_DAYS, REMINDED_DAYS = 10, 2
TROUBLE = {
    0: "None",
    1: "Some: it needs watching",
    2: "Serious: it needs help or a decision",
}
LATE_RULE = (
    f"An update counts for a meeting when it was written after the meeting before, and at most {FRESH_DAYS} days "
    f"before the day it is due. Without a board, an update is late {WITHOUT_A_BOARD_DAYS} days after the last one."
)


@dataclass(frozen=True)
class Meeting:
    """A meeting of a board: when it is, and by when its updates are due."""

    on: date
    due_on: date


@dataclass(frozen=True)
class Said:
    """What is known of an item's updates: what is owed since when, and when the last one was written."""

    stage: Stage
    starts_on: date | None
    created_on: date
    last_on: date | None


@dataclass(frozen=True)
class Deadline:
    """A day on which updates are due, and from when on one counts for it."""

    due_on: date
    opens_on: date


@dataclass(frozen=True)
class Deadlines:
    """What a board asks for, as seen on a day: worked out once, however many items it reads."""

    today: date
    # Whether there is a board with meetings at all.
    meets: bool
    # The day of its last meeting, its last deadline, and its next one.
    met_on: date | None
    last: Deadline | None
    ahead: Deadline | None


def deadlines(meetings: Sequence[Meeting], today: date) -> Deadlines:
    """The deadlines around a day; `meetings` in the order of their days, none where there is no board."""
    met = max((each.on for each in meetings if each.on < today), default=None)
    last = max((each.due_on for each in meetings if each.due_on < today), default=None)
    ahead = min((each.due_on for each in meetings if each.due_on >= today), default=None)
    opened = [Deadline(day, opens_on(meetings, day)) if day else None for day in (last, ahead)]
    return Deadlines(today, bool(meetings), met, *opened)


def owes(said: Said, today: date) -> bool:
    """Whether an item owes updates: it is under way, or should have started."""
    if said.stage == Stage.NOT_STARTED:
        return said.starts_on is not None and said.starts_on <= today
    return said.stage == Stage.UNDER_WAY


def opens_on(meetings: Sequence[Meeting], due_on: date) -> date:
    """From when on an update counts for what is due on this day; `meetings` in the order of their days."""
    meeting = next(each for each in meetings if each.due_on == due_on)
    before = max((each.on for each in meetings if each.on < meeting.on), default=None)
    fresh = due_on - timedelta(days=FRESH_DAYS)
    return fresh if before is None else max(fresh, before + timedelta(days=1))


def late_days(said: Said, board: Deadlines) -> int | None:
    """So many days is the update late that was due last; None where it is in time, or none is owed."""
    if not owes(said, board.today):
        return None
    if not board.meets:
        since = max(said.last_on or said.created_on, said.created_on)
        over = (board.today - since).days - WITHOUT_A_BOARD_DAYS
        return over if over > 0 else None
    due = board.last
    if due is None or due.due_on < said.created_on or _written(said, due):
        return None
    return (board.today - due.due_on).days


def next_due(said: Said, board: Deadlines) -> date | None:
    """The next deadline that an update is still missing for; None where there is none."""
    due = board.ahead
    if due is None or not owes(said, board.today):
        return None
    return None if _written(said, due) else due.due_on


def _written(said: Said, due: Deadline) -> bool:
    return said.last_on is not None and said.last_on >= due.opens_on


def to_ask(due: date | None, asked: date | None, reminded: date | None, today: date) -> bool:
    """Whether a lead officer is asked today: once from ten days before, once more from two days before."""
    if due is None:
        return False
    left = (due - today).days
    if left <= REMINDED_DAYS:
        return reminded != due
    return left <= ASKED_DAYS and asked != due


def needs_reason(overdue: bool, moved: bool) -> bool:
    """Whether an update must say why it is delayed."""
    return overdue or moved
