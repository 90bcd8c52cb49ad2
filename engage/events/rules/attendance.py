"""Being there: when a code counts, what a code is, and what the figures are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engage.events.rules.states import EventState

CODE_LENGTH = 5
OPENS, CLOSES = timedelta(minutes=30), timedelta(hours=24)
# After so many days somebody is asked to write down who was there; after so many nobody is any more.
NOT_TAKEN_DAYS, NOT_TAKEN_UNTIL_DAYS = 7, 90
MOST_NAMES = 300


def takes_codes(state: str, starts: datetime, ends: datetime, at: datetime) -> bool:
    """Whether who is there can say so themselves: from half an hour before a session until a day after it."""
    return state == EventState.PUBLISHED and starts - OPENS <= at <= ends + CLOSES


def since(starts: datetime, at: datetime) -> datetime:
    """From when the booking of somebody counts who simply came: never before the session, and so told apart."""
    return max(starts, at)


@dataclass(frozen=True)
class Figures:
    """How many had a place, how many of them came, and how many came without one."""

    booked: int = 0
    came: int = 0
    walked_in: int = 0

    @property
    def attended(self) -> int:
        """Everybody who was there."""
        return self.came + self.walked_in

    @property
    def no_show(self) -> int | None:
        """Whole percent of those with a place who did not come; None where nobody had one, or nobody was ticked."""
        if not self.booked or not self.attended:
            return None
        return round(100 * (self.booked - self.came) / self.booked)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.booked + other.booked, self.came + other.came, self.walked_in + other.walked_in)


def below_the_top(parents: Mapping[int, int | None], unit: int) -> int:
    """The directorate of a unit: the unit on its way up that stands directly below a top, or the top itself."""
    way, seen = unit, {unit}
    while (above := parents.get(way)) is not None and parents.get(above) is not None and above not in seen:
        way = above
        seen.add(way)
    return way


def counted_on(days_there: Mapping[int, Sequence[date]]) -> frozenset[date]:
    """The days on which somebody has done a course, of the days on which they were at each event: its last."""
    return frozenset(max(days) for days in days_there.values() if days)
