"""Nominations from outside as a file brings them: which rows are good, and what is wrong with the others."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engage.recognition.rules.nominations import Wanted, WhyNot, has_words, too_long, why_not
from engage.recognition.rules.rounds import Origin

MOST_ROWS, MOST_NAME, MOST_CONTACT = 500, 120, 254
ORIGIN, NOMINATOR, CONTACT, CATEGORY = "Origin", "Nominator", "Contact", "Category"
NUMBER, FIRST, LAST, TEAM = "Employee number", "First name", "Last name", "Team"
COLUMNS = (ORIGIN, NOMINATOR, CONTACT, CATEGORY, NUMBER, FIRST, LAST, TEAM)
NEEDED = (ORIGIN, NOMINATOR, CATEGORY)
SAME = {"surname": LAST, "family name": LAST, "nominator name": NOMINATOR, "employee no": NUMBER, "team name": TEAM}
ORIGINS = {"councillor": Origin.COUNCILLOR, "member": Origin.COUNCILLOR, "cllr": Origin.COUNCILLOR,
           "resident": Origin.RESIDENT, "public": Origin.RESIDENT}  # fmt: skip


class Fault(StrEnum):
    """What is wrong with a row."""

    ORIGIN = "origin"
    NO_NOMINATOR = "no_nominator"
    TOO_LONG = "too_long"
    CATEGORY = "category"
    NOBODY = "nobody"
    NO_NUMBER = "no_number"
    NO_PERSON = "no_person"
    SEVERAL = "several"
    LEFT = "left"
    NO_TEAM = "no_team"
    SEVERAL_TEAMS = "several_teams"
    KIND = "kind"
    NOT_ELIGIBLE = "not_eligible"
    NO_WORDS = "no_words"
    WORDS = "words"
    YOURSELF = "yourself"
    AGAIN = "again"
    TWICE = "twice"


@dataclass(frozen=True)
class Row:
    """A row of the file, by our own names of the columns; words by the criterion's name in small letters."""

    number: int
    cells: Mapping[str, str]
    words: Mapping[str, str]

    def cell(self, name: str) -> str:
        """What stands in a column; nothing where the file has no such column."""
        return self.cells.get(name, "")


@dataclass(frozen=True)
class Shape:
    """A category as the file is checked against."""

    id: int
    name: str
    nominees: str
    most_words: int
    criteria: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Known:
    """Somebody who is or was here, or a team."""

    id: int
    number: str
    firsts: Collection[str]
    last: str
    here: bool


@dataclass(frozen=True)
class Council:
    """What rows are looked up in."""

    categories: Sequence[Shape]
    people: Sequence[Known]
    teams: Sequence[Known]
    eligible: Callable[[int, str, int], bool]
    viewer_id: int
    before: Collection[str]


@dataclass(frozen=True)
class Good:
    """A row that can be taken."""

    number: int
    origin: Origin
    nominator: str
    contact: str
    category: Shape
    kind: str
    nominee_id: int
    words: Mapping[int, str]
    once: str


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


def columns(headers: Sequence[str], criteria: Collection[str]) -> tuple[dict[int, str], list[str], list[str]]:
    """Which column is which; the needed ones that are missing; and those that nobody knows."""
    names = {each.casefold(): each for each in COLUMNS} | SAME | {each.casefold(): each for each in criteria}
    found = {at: names[each.casefold()] for at, each in enumerate(headers) if each.casefold() in names}
    missing = [each for each in NEEDED if each not in found.values()]
    if not {LAST, NUMBER, TEAM} & set(found.values()):
        missing.append(LAST)
    unknown = [each for at, each in enumerate(headers) if at not in found and each]
    return found, missing, unknown


def plan(rows: Sequence[Row], council: Council) -> Plan:
    """Each row as one that can be taken, or with the first thing that is wrong with it."""
    good: list[Good] = []
    bad: list[Bad] = []
    seen: set[str] = set()
    for row in rows:
        try:
            found = _row(row, council)
            if found.once in council.before:
                raise _Wrong("", Fault.AGAIN)
            if found.once in seen:
                raise _Wrong("", Fault.TWICE)
        except _Wrong as wrong:
            bad.append(Bad(row.number, wrong.column, wrong.code, wrong.value))
        else:
            seen.add(found.once)
            good.append(found)
    return Plan(good, bad)


def _row(row: Row, council: Council) -> Good:
    origin = ORIGINS.get(row.cell(ORIGIN).casefold())
    if origin is None:
        raise _Wrong(ORIGIN, Fault.ORIGIN, row.cell(ORIGIN))
    nominator, contact = row.cell(NOMINATOR), row.cell(CONTACT)
    if not has_words(nominator):
        raise _Wrong(NOMINATOR, Fault.NO_NOMINATOR)
    for name, said, most in ((NOMINATOR, nominator, MOST_NAME), (CONTACT, contact, MOST_CONTACT)):
        if len(said) > most:
            raise _Wrong(name, Fault.TOO_LONG, str(most))
    wanted = row.cell(CATEGORY)
    shape = next((each for each in council.categories if each.name.casefold() == wanted.casefold()), None)
    if shape is None:
        raise _Wrong(CATEGORY, Fault.CATEGORY, wanted)
    kind, nominee, column = _nominee(row, council)
    _may_be(row, council, shape, (kind, nominee.id), column)
    words = _words(row, shape)
    parts = [str(shape.id), kind, str(nominee.id), nominator.casefold(), *(f"{key}={words[key]}" for key in words)]
    once = "csv" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:37]
    return Good(row.number, origin, nominator, contact, shape, kind, nominee.id, words, once)


def _may_be(row: Row, council: Council, shape: Shape, who: tuple[str, int], column: str) -> None:
    kind, key = who
    if kind == "person" and key == council.viewer_id:
        raise _Wrong(column, Fault.YOURSELF)
    eligible = council.eligible(shape.id, kind, key)
    code = why_not(Wanted(shape.nominees, None, 0, False), kind == "unit", False, eligible)
    if code is not None:
        raise _Wrong(column, Fault.NOT_ELIGIBLE if code == WhyNot.NOT_ELIGIBLE else Fault.KIND, shape.name)


def _nominee(row: Row, council: Council) -> tuple[str, Known, str]:
    """Whom it is about, and the column that says so."""
    number, last, team = row.cell(NUMBER), row.cell(LAST), row.cell(TEAM)
    if number:
        found = [each for each in council.people if each.number.casefold() == number.casefold()]
        return "person", _only(found, NUMBER, number, Fault.NO_NUMBER), NUMBER
    if last:
        first = row.cell(FIRST).casefold()
        named = [each for each in council.people if each.last.casefold() == last.casefold()
                 and first in {one.casefold() for one in each.firsts}]  # fmt: skip
        return "person", _only(named, LAST, f"{row.cell(FIRST)} {last}".strip(), Fault.NO_PERSON), LAST
    if team:
        teams = [each for each in council.teams if each.last.casefold() == team.casefold()]
        if len(teams) > 1:
            raise _Wrong(TEAM, Fault.SEVERAL_TEAMS, team)
        if not teams:
            raise _Wrong(TEAM, Fault.NO_TEAM, team)
        return "unit", teams[0], TEAM
    raise _Wrong(LAST, Fault.NOBODY)


def _only(found: Sequence[Known], column: str, value: str, none: Fault) -> Known:
    here = [each for each in found if each.here]
    if len(here) > 1:
        raise _Wrong(column, Fault.SEVERAL, value)
    if not here:
        raise _Wrong(column, Fault.LEFT if found else none, value)
    return here[0]


def _words(row: Row, shape: Shape) -> dict[int, str]:
    found = {key: row.words.get(name.casefold(), "") for key, name in shape.criteria}
    if not any(has_words(each) for each in found.values()):
        raise _Wrong(", ".join(name for _, name in shape.criteria), Fault.NO_WORDS)
    for key, name in shape.criteria:
        if too_long(found[key], shape.most_words):
            raise _Wrong(name, Fault.WORDS, str(shape.most_words))
    return found
