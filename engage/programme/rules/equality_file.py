"""A file of equality figures: read row by row, and held against what is there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import permutations

from engage.programme.rules.equality import FEWEST, MOST_NAME, Key
from engage.programme.rules.plan_cells import RISKY, when

COLUMNS = ("as_at", "measure", "characteristic", "group", "people", "everybody")
EXAMPLE = (
    ("2026-03-31", "Workforce", "Disability", "Disabled", "412", "5120"),
    ("2026-03-31", "Workforce", "Disability", "Not disabled", "3985", "5120"),
    ("2026-03-31", "Workforce", "Ethnic group", "White", "3120", "5120"),
    ("2026-03-31", "Workforce", "Ethnic group", "Asian", "640", "5120"),
    ("2026-03-31", "Workforce", "Ethnic group", "Black", "505", "5120"),
    ("2026-03-31", "Workforce", "Ethnic group", "Mixed", "96", "5120"),
)
MOST_PEOPLE, MOST_GROUPS = 500_000, 40
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}", re.ASCII)


class Fault(StrEnum):
    """What is wrong with a cell."""

    EMPTY = "empty"
    LONG = "long"
    FORMULA = "formula"
    DAY = "day"
    FUTURE = "future"
    NUMBER = "number"
    ABSURD = "absurd"
    TWICE = "twice"
    DISAGREES = "disagrees"
    MORE = "more"
    GROUPS = "groups"


@dataclass(frozen=True)
class Bad:
    """Where something is wrong, what, and what stands there."""

    row: int
    column: str
    fault: Fault
    value: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the file that can be read."""

    row: int
    as_at: date
    key: Key
    group: str
    people: int
    everybody: int


@dataclass(frozen=True)
class Read:
    """A table of the file: its groups, and everybody they are of."""

    everybody: int
    people: Mapping[str, int]


@dataclass
class _Row:
    """One row being read."""

    number: int
    cells: Mapping[str, str]
    today: date
    bad: list[Bad] = field(default_factory=list)

    def wrong(self, column: str, fault: Fault, value: str = "") -> None:
        self.bad.append(Bad(self.number, column, fault, value[:60]))

    def words(self, column: str) -> str:
        text = self.cells[column]
        if not text:
            self.wrong(column, Fault.EMPTY)
        elif len(text) > MOST_NAME:
            self.wrong(column, Fault.LONG, str(MOST_NAME))
        elif text.startswith(RISKY):
            self.wrong(column, Fault.FORMULA, text)
        return text

    def count(self, column: str) -> int:
        text = self.cells[column]
        if not text:
            self.wrong(column, Fault.EMPTY)
        elif not NUMBER.fullmatch(text):
            self.wrong(column, Fault.NUMBER, text)
        elif (value := int(text.replace(",", ""))) > MOST_PEOPLE:
            self.wrong(column, Fault.ABSURD, text)
        else:
            return value
        return 0

    def day(self) -> date:
        text = self.cells["as_at"]
        try:
            found = when(text, end=True)
        except ValueError:
            self.wrong("as_at", Fault.DAY if text else Fault.EMPTY, text)
            return self.today
        if found > self.today:
            self.wrong("as_at", Fault.FUTURE, text)
        return found


def read(number: int, cells: Mapping[str, str], today: date) -> tuple[Line | None, list[Bad]]:
    """A row of the file, or everything that is wrong with it."""
    row = _Row(number, cells, today)
    line = Line(number, row.day(), Key(row.words("measure"), row.words("characteristic")), row.words("group"),
                row.count("people"), row.count("everybody"))  # fmt: skip
    return (None if row.bad else line), row.bad


def faults(lines: Sequence[Line]) -> list[Bad]:
    """What is wrong with rows beside each other."""
    tables: dict[tuple[date, Key], list[Line]] = {}
    for line in lines:
        tables.setdefault((line.as_at, line.key), []).append(line)
    return [bad for rows in tables.values() for bad in _faults_of(rows)]


def _faults_of(rows: Sequence[Line]) -> Iterator[Bad]:
    first, seen, people = rows[0], dict[str, int](), 0
    for line in rows:
        people += line.people
        small = line.group.casefold()
        if small in seen:
            yield Bad(line.row, "group", Fault.TWICE, str(seen[small]))
        seen.setdefault(small, line.row)
        if line.everybody != first.everybody:
            yield Bad(line.row, "everybody", Fault.DISAGREES, str(first.row))
    if people > min(line.everybody for line in rows):
        yield Bad(rows[-1].row, "people", Fault.MORE, f"{people:,}")
    if len(seen) > MOST_GROUPS:
        yield Bad(rows[-1].row, "group", Fault.GROUPS, str(MOST_GROUPS))


def tables(lines: Sequence[Line]) -> dict[tuple[date, Key], Read]:
    """The tables of a file without faults, in order."""
    found: dict[tuple[date, Key], dict[str, int]] = {}
    everybody = {}
    for line in sorted(lines, key=lambda each: (each.key, each.as_at, each.row)):
        found.setdefault((line.as_at, line.key), {})[line.group] = line.people
        everybody[line.as_at, line.key] = line.everybody
    return {at: Read(everybody[at], people) for at, people in found.items()}


@dataclass(frozen=True)
class Change:
    """What a file would do to a table: the groups it adds, takes away, and counts otherwise."""

    as_at: date
    key: Key
    new: bool
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    everybody: bool = False


def change(as_at: date, key: Key, now: Read, before: Read | None) -> Change | None:
    """The same, or None where nothing changes."""
    if before is None:
        return Change(as_at, key, True, tuple(now.people))
    if now == before:
        return None
    return Change(
        as_at, key, False,
        tuple(each for each in now.people if each not in before.people),
        tuple(each for each in before.people if each not in now.people),
        tuple(each for each, people in now.people.items() if before.people.get(each, people) != people),
        now.everybody != before.everybody,
    )  # fmt: skip


@dataclass(frozen=True)
class Near:
    """Two measures of one characteristic on one day, of which one may be the other without a few people."""

    as_at: date
    characteristic: str
    whole: str
    part: str
    people: int


def near(found: Mapping[tuple[date, Key], Read], new: Iterable[tuple[date, Key]]) -> list[Near]:
    """Those that a new table is one of: shares of so few would not be shown, but the two together can tell of them."""
    days: dict[tuple[date, str], set[str]] = {}
    for day, key in found:
        days.setdefault((day, key.characteristic), set()).add(key.measure)
    fresh, told = set(new), []
    for (day, characteristic), measures in sorted(days.items()):
        for whole, part in permutations(sorted(measures), 2):
            at = [(day, Key(each, characteristic)) for each in (whole, part)]
            more, less = (found[each] for each in at)
            fits = all(people <= more.people.get(group, 0) for group, people in less.people.items())
            if fits and 0 < more.everybody - less.everybody < FEWEST and fresh & set(at):
                told.append(Near(day, characteristic, whole, part, more.everybody - less.everybody))
    return told
