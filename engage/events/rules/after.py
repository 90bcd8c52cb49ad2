"""What may still be done once an event has begun: asking, signing in, and writing on the board."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from engage.events.rules.states import EventState

# The board: open so long after the last session, and so many notes on each side.
BOARD_OPEN, BOARD_WEEKS, MOST_NOTES, MOST_NOTE = timedelta(weeks=4), 4, 5, 500
# Who asked is forgotten so many months after the last session; until then there can be questions.
ASKER_MONTHS = 3
MOST_QUESTION, MOST_ANSWER, MOST_WHO, MOST_WHY, MOST_WAITING = 1000, 4000, 120, 500, 10


class Side(StrEnum):
    """The two columns of the board."""

    WELL = "well"
    BETTER = "better"


SIDES = {Side.WELL: "What went well", Side.BETTER: "Even better if"}


class Board(StrEnum):
    """Whether the board takes notes."""

    NOT_YET = "not yet"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Times:
    """When an event's sessions are, None where it has none; `asking_ends`: when who asked is forgotten."""

    state: str
    first_starts: datetime | None
    first_ends: datetime | None
    last_ends: datetime | None
    asking_ends: datetime | None

    def board(self, at: datetime) -> Board:
        """Whether the board takes notes: from the end of the first session until four weeks after the last."""
        if self.first_ends is None or self.last_ends is None or at < self.first_ends:
            return Board.NOT_YET if self.state != EventState.CANCELLED else Board.CLOSED
        is_open = self.state == EventState.PUBLISHED and at < self.last_ends + BOARD_OPEN
        return Board.OPEN if is_open else Board.CLOSED

    def asking(self, at: datetime) -> bool:
        """Whether there can be questions."""
        return self.state == EventState.PUBLISHED and (self.asking_ends is None or at < self.asking_ends)

    @property
    def board_closes(self) -> datetime | None:
        """The moment from which the board takes no more notes."""
        return self.last_ends + BOARD_OPEN if self.last_ends else None


def may_write(board: Board, was_there: bool) -> bool:
    """Whether somebody may write a note: who had a place or was there, while the board is open."""
    return board is Board.OPEN and was_there


def has_words(text: str) -> bool:
    """Whether something in it can be read: a letter or a figure of any script."""
    return any(unicodedata.category(each)[0] in "LN" for each in text)


def left(written: Collection[str], side: Side) -> int:
    """How many notes somebody may still write on a side, of the sides of those they wrote."""
    return max(0, MOST_NOTES - sum(each == side for each in written))
