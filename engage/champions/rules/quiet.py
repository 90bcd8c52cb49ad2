"""Staff networks: who may see and do what, and how coarsely their size is told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_ANSWER, MOST_TITLE, MOST_MESSAGE = 500, 120, 3000
DAYS_ANSWERED, MONTHS_MESSAGES, DAYS_CLOSED = 30, 12, 30
# The size is told from SMALLEST on, in steps, and stays as it is until so many more or fewer are there.
SMALLEST, STEP = 10, 5


class Asked(StrEnum):
    """What became of a request to join."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class Standing:
    """What one person has to do with a staff network; to everybody who has nothing to do with it all of it is no."""

    inside: bool = False
    named: bool = False
    coordinates: bool = False
    asked: Asked | None = None
    answer: str = ""
    answered_on: date | None = None


def may_coordinate(coordinates: bool, gives_the_task: bool) -> bool:
    """Whoever gives the task cannot hold it: else they could make themselves reader of a list that is not theirs."""
    return coordinates and not gives_the_task


def may_ask(standing: Standing, closed: bool, coordinators: int) -> bool:
    """Whether a request would be answered by somebody."""
    return not standing.inside and standing.asked != Asked.WAITING and not closed and coordinators > 0


def quarter_of(day: date) -> date:
    """The first day of the quarter: from then on the size stays as it is."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def told(counted: int) -> int:
    """A number of people down to the lower multiple of 5, from 10 on; 0 stands for fewer than 10."""
    return counted - counted % STEP if counted >= SMALLEST else 0


def told_next(counted_then: int, told_then: int, counted: int) -> tuple[int, int]:
    """(told, counted) of the next quarter: as before unless at least five more or fewer are there than when it changed.

    Without that, one person who takes a network from 14 to 15 would move the number.
    """
    if abs(counted - counted_then) < STEP:
        return told_then, counted_then
    return told(counted), counted


def size_in_words(number: int) -> str:
    """Fewer than 10, about 15."""
    return f"about {number}" if number else f"fewer than {SMALLEST}"
