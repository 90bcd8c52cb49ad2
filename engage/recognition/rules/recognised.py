"""Who gets recognised: the year, what a figure tells, and the document in which a year's figures are kept."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

# No figure is about fewer people, nor a count of thanks by value about fewer thanks.
LEAST = 10
# Thanks between directorates are compared with chance only from so many on.
FEWEST_PAIRS = 30
Z = 1.959963984540054
THANKED, WITHOUT, NOMINATED, SHORTLISTED = "thanked", "without", "nominated", "shortlisted"
# What all staff can read on the wall or look up, and what nobody but those who run an award knows of a person.
OPEN, CONFIDENTIAL = (THANKED, WITHOUT), (NOMINATED, SHORTLISTED)


@dataclass(frozen=True)
class Year:
    """A recognition year: April to March. Years do not overlap: what counts in one counts in no other."""

    first_day: date

    @property
    def last_day(self) -> date:
        """31 March."""
        return date(self.first_day.year + 1, 3, 31)

    @property
    def name(self) -> str:
        """April 2026 to March 2027."""
        return f"April {self.first_day.year} to March {self.first_day.year + 1}"

    def over(self, today: date) -> bool:
        """Whether nothing can be added to it any more."""
        return today > self.last_day

    def as_of(self, today: date) -> date:
        """The day whose headcount counts: its last, or today while it runs."""
        return min(self.last_day, today)


def year_of(day: date) -> Year:
    """The recognition year that a day falls in."""
    return Year(date(day.year if day.month >= 4 else day.year - 1, 4, 1))


def twelve_months_to(day: date) -> date:
    """The first day of the twelve months that end on a day."""
    leap = (day.month, day.day) == (2, 29)
    return (date(day.year - 1, 2, 28) if leap else day.replace(year=day.year - 1)) + timedelta(days=1)


@dataclass(frozen=True)
class Share:
    """A whole percent and its interval, or None. `end`: "under" 1, "over" 99. `beside`: counted with these."""

    percent: int | None = None
    low: int | None = None
    high: int | None = None
    end: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A group of people as shown: its name, how deep it lies, how many they are, and a share for each measure."""

    name: str
    depth: int
    people: int
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Table:
    """The groups of one kind, parents first."""

    code: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Crossing:
    """Of so many thanks from somebody to somebody: whole percent across directorates, and what chance would give."""

    pairs: int
    percent: int | None = None
    expected: int | None = None


@dataclass(frozen=True)
class Named:
    """A value, or a behaviour of it, and how many thanks named it; None: fewer than ten."""

    value: str
    behaviour: str
    thanks: int | None


@dataclass(frozen=True)
class Unthanked:
    """A group in which nobody was thanked: how many people, of how many smaller teams, and the share without access."""

    name: str
    people: int
    teams: int
    without: int


@dataclass(frozen=True)
class Figures:
    """Everything the page of a year shows. `closed`: the year is over, and holds what is confidential about people."""

    first_day: str
    as_of: str
    since: str
    closed: bool
    least: int
    people: int
    thanks: int
    winners: int
    winning_teams: int
    measures: tuple[str, ...]
    tables: tuple[Table, ...]
    crossing: Crossing
    values: tuple[Named, ...]
    unthanked: tuple[Unthanked, ...]

    @property
    def since_day(self) -> date:
        """Since when nobody was thanked in the quiet groups."""
        return date.fromisoformat(self.since)


def percent(part: int, of: int) -> int:
    """A share as a whole percent, half away from zero."""
    return (200 * part + of) // (2 * of)


def share(part: int, of: int, guarded: bool, beside: tuple[str, ...] = ()) -> Share:
    """What is told of `part` out of `of`: the interval is made of nothing but the whole percent.

    Of a guarded figure neither nobody nor everybody is ever true, so 0 and 100 percent are "under 1" and "over 99".
    """
    told = percent(part, of)
    end = {0: "under", 100: "over"}.get(told, "") if guarded or 0 < part < of else ""
    low, high = wilson(round(told * of / 100), of)
    return Share({"under": 1, "over": 99}.get(end, told), percent_of(low), percent_of(high), end, beside)


def percent_of(value: float) -> int:
    """A share from 0 to 1 as a whole percent, half away from zero."""
    return math.floor(100 * value + 0.5)


def wilson(part: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, 0 to 1 (Wilson 1927)."""
    if not 0 <= part <= of or of == 0:
        raise ValueError(f"{part} of {of}")
    p, z2 = part / of, Z * Z
    middle = (p + z2 / (2 * of)) / (1 + z2 / of)
    half = Z * math.sqrt(p * (1 - p) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def named(value: str, behaviour: str, thanks: int) -> Named:
    """A count that is told from ten thanks on."""
    return Named(value, behaviour, thanks if thanks >= LEAST else None)


def to_text(figures: Figures) -> str:
    """As a column keeps them: the same figures are always the same text."""
    return json.dumps(asdict(figures), separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def digest(text: str) -> str:
    """What the text is known by."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_text(text: str) -> Figures:
    """The figures of such a text."""
    plain: dict[str, Any] = json.loads(text)
    tables = tuple(Table(each["code"], tuple(_row(row) for row in each["rows"])) for each in plain.pop("tables"))
    return Figures(
        tables=tables,
        measures=tuple(plain.pop("measures")),
        crossing=Crossing(**plain.pop("crossing")),
        values=tuple(Named(**each) for each in plain.pop("values")),
        unthanked=tuple(Unthanked(**each) for each in plain.pop("unthanked")),
        **plain,
    )


def _row(plain: Mapping[str, Any]) -> Row:
    shares = tuple(Share(**(each | {"beside": tuple(each["beside"])})) for each in plain["shares"])
    return Row(plain["name"], plain["depth"], plain["people"], shares)
