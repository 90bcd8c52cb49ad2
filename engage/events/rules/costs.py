"""What events cost: by event and financial year, gross and net, and a head."""

from dataclasses import dataclass
from datetime import date

MOST_LINES, MOST_WHAT = 200, 160
KINDS = {"cost": "A cost", "sponsorship": "Sponsorship: somebody else pays towards it"}
APRIL = 4
EARLIEST = 2000


@dataclass(frozen=True)
class Sum:
    """What one event cost. `heads`: how many different people were there, at however many sessions."""

    event_id: int
    title: str
    kind: str
    on: date
    gross: int
    sponsorship: int
    heads: int

    @property
    def net(self) -> int:
        """What was left to the council, in pence; negative where sponsors gave more than it cost."""
        return self.gross - self.sponsorship

    @property
    def a_head(self) -> int | None:
        """Net pence for each person who was there, to the nearest penny; None where nobody was written down."""
        return round(self.net / self.heads) if self.heads else None


def year_of(day: date) -> int:
    """The financial year of a day, by the calendar year in which it begins: April to March."""
    return day.year if day.month >= APRIL else day.year - 1


def year_words(year: int) -> str:
    """2026 to 2027."""
    return f"{year} to {year + 1}"


def days_of(year: int) -> tuple[date, date]:
    """The first day of a financial year, and of the next."""
    return date(year, APRIL, 1), date(year + 1, APRIL, 1)
