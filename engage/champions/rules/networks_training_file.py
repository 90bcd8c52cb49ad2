"""Training as the learning system's file brings it: which rows are good, and what is wrong with the others."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engage.champions.rules.networks import default_expiry

MOST_ROWS, MOST_COURSE, OLDEST = 2_000, 120, 1970
NUMBER, COURSE, DONE, EXPIRES = "Employee number", "Course", "Date", "Expiry"
COLUMNS = (NUMBER, COURSE, DONE, EXPIRES)
NEEDED = (NUMBER, COURSE, DONE)
SAME = {"employee no": NUMBER, "employee id": NUMBER, "number": NUMBER, "course name": COURSE, "course title": COURSE,
        "completed": DONE, "completion date": DONE, "date completed": DONE, "expiry date": EXPIRES,
        "expires": EXPIRES, "expires on": EXPIRES}  # fmt: skip
DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})(?: 0?0:00(?::00)?)?\Z")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?\Z")
BY_NAME = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})\Z")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


class Fault(StrEnum):
    """What is wrong with a row."""

    NO_NUMBER = "no_number"
    NOBODY = "nobody"
    LEFT = "left"
    NOT_IN = "not_in"
    NO_COURSE = "no_course"
    TOO_LONG = "too_long"
    NO_DAY = "no_day"
    DAY = "day"
    FUTURE = "future"
    LONG_AGO = "long_ago"
    ORDER = "order"
    AGAIN = "again"
    TWICE = "twice"


@dataclass(frozen=True)
class Row:
    """A row of the file, by our own names of the columns."""

    number: int
    cells: Mapping[str, str]

    def cell(self, name: str) -> str:
        """What stands in a column; nothing where the file has no such column."""
        return self.cells.get(name, "")


@dataclass(frozen=True)
class Known:
    """Somebody by employee number: whether they work here, and are in a network."""

    id: int
    name: str
    here: bool
    in_a_network: bool


@dataclass(frozen=True)
class Council:
    """What rows are looked up in: people by number in small letters, courses of networks, training there is."""

    people: Mapping[str, Known]
    courses: Sequence[tuple[str, int | None]]
    before: Collection[tuple[int, str, date]]
    today: date


@dataclass(frozen=True)
class Good:
    """A row that can be taken."""

    number: int
    person_id: int
    name: str
    course: str
    done_on: date
    expires_on: date | None


@dataclass(frozen=True)
class Bad:
    """A row that is left out: the column, the code of the reason, and what stands there."""

    number: int
    column: str
    code: Fault
    value: str = ""


@dataclass(frozen=True)
class Plan:
    """What would be done."""

    good: Sequence[Good]
    bad: Sequence[Bad]


class _Wrong(Exception):
    def __init__(self, column: str, code: Fault, value: str = "") -> None:
        super().__init__(code)
        self.column, self.code, self.value = column, code, value[:80]


def columns(headers: Sequence[str]) -> tuple[dict[int, str], list[str], list[str]]:
    """Which column is which (the first of a name); the needed ones that are missing; and those that nobody knows."""
    names = {each.casefold(): each for each in COLUMNS} | SAME
    found: dict[int, str] = {}
    for at, header in enumerate(headers):
        name = names.get(header.casefold())
        if name is not None and name not in found.values():
            found[at] = name
    missing = [each for each in NEEDED if each not in found.values()]
    return found, missing, [each for at, each in enumerate(headers) if at not in found and each]


def plan(rows: Sequence[Row], council: Council) -> Plan:
    """Each row as one that can be taken, or with the first thing that is wrong with it."""
    good: list[Good] = []
    bad: list[Bad] = []
    seen: set[tuple[int, str, date]] = set()
    for row in rows:
        try:
            found = _row(row, council)
            once = (found.person_id, found.course, found.done_on)
            if once in council.before:
                raise _Wrong("", Fault.AGAIN)
            if once in seen:
                raise _Wrong("", Fault.TWICE)
        except _Wrong as wrong:
            bad.append(Bad(row.number, wrong.column, wrong.code, wrong.value))
        else:
            seen.add(once)
            good.append(found)
    return Plan(good, bad)


def _row(row: Row, council: Council) -> Good:
    who = _who(row.cell(NUMBER), council)
    course = _course(row.cell(COURSE), council)
    done = _day(DONE, row.cell(DONE), council.today)
    if done > council.today:
        raise _Wrong(DONE, Fault.FUTURE, row.cell(DONE))
    said = row.cell(EXPIRES)
    expires = _day(EXPIRES, said, council.today) if said else default_expiry(course, done, council.courses)
    if expires is not None and expires < done:
        raise _Wrong(EXPIRES, Fault.ORDER, said)
    return Good(row.number, who.id, who.name, course, done, expires)


def _who(number: str, council: Council) -> Known:
    if not number:
        raise _Wrong(NUMBER, Fault.NO_NUMBER)
    who = council.people.get(number.casefold())
    if who is None:
        raise _Wrong(NUMBER, Fault.NOBODY, number)
    if not who.here:
        raise _Wrong(NUMBER, Fault.LEFT, number)
    if not who.in_a_network:
        raise _Wrong(NUMBER, Fault.NOT_IN, number)
    return who


def _course(said: str, council: Council) -> str:
    """As the networks write it, where one of them asks for it."""
    if not any(letter.isalnum() for letter in said):
        raise _Wrong(COURSE, Fault.NO_COURSE)
    if len(said) > MOST_COURSE:
        raise _Wrong(COURSE, Fault.TOO_LONG, str(MOST_COURSE))
    return next((name for name, _ in council.courses if name.casefold() == said.casefold()), said)


def _day(column: str, said: str, today: date) -> date:
    if not said:
        raise _Wrong(column, Fault.NO_DAY)
    found = read_day(said)
    if found is None:
        raise _Wrong(column, Fault.DAY, said)
    if not OLDEST <= found.year <= today.year + 100:
        raise _Wrong(column, Fault.LONG_AGO, said)
    return found


def read_day(said: str) -> date | None:
    """27/3/2027, 2027-03-27 or 27 Mar 2027, with a midnight behind it or not; None for anything else."""
    if (day_first := DAY_FIRST.match(said)) is not None:
        parts = (int(day_first[3]), int(day_first[2]), int(day_first[1]))
    elif (year_first := YEAR_FIRST.match(said)) is not None:
        parts = (int(year_first[1]), int(year_first[2]), int(year_first[3]))
    elif (by_name := BY_NAME.match(said)) is not None and by_name[2].lower() in MONTHS:
        parts = (int(by_name[3]), MONTHS.index(by_name[2].lower()) + 1, int(by_name[1]))
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None
