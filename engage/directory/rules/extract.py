"""The rows of a staff extract, read into posts: one row is one post, held or vacant."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from engage.directory.rules import cells
from engage.directory.rules.columns import PERSON_FIELDS, POST_FIELDS, UNIT_FIELDS, Columns
from engage.directory.rules.faults import CellFault, Faults, Notes, parts

Value = str | float | bool | date | None
VACANT = frozenset({"vacant", "vacancy", "vacant post"})
LONGEST = {
    "job_title": 200, "grade": 40, "site": 120, "work_type": 60, "shift": 60, "contract": 60,
    "unit_code": 80,
}  # fmt: skip
PROGRESS_EVERY = 5_000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A post of a person, or a vacant one (`number` is empty); `place` is an index into the places."""

    line: int
    number: str
    reference: str
    person: tuple[Value, ...]
    post: tuple[Value, ...]
    place: int
    manager_number: str
    manager_reference: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row says that its post is: names from the top down, and a code where the file has one."""

    path: tuple[str, ...]
    levels: tuple[str, ...]
    code: str


@dataclass
class Extract:
    """A file as it was understood; the fields are those it has columns for, in order."""

    person_fields: tuple[str, ...]
    post_fields: tuple[str, ...]
    has_managers: bool
    has_places: bool
    rows: list[Row] = field(default_factory=list)
    places: dict[Place, int] = field(default_factory=dict)
    place_lines: list[int] = field(default_factory=list)


class _Reader:
    """Reads rows by their columns, gathering every fault instead of stopping at the first."""

    def __init__(self, columns: Columns, faults: Faults, notes: Notes) -> None:
        self.columns, self.faults, self.notes = columns, faults, notes
        index = columns.index
        self.person = [(f, index[f], self._how(f)) for f in PERSON_FIELDS if f in index]
        self.post = [(f, index[f], self._how(f)) for f in POST_FIELDS if f in index]
        self.units = [(f, index[f]) for f in UNIT_FIELDS if f in index]
        self.line = 0

    def _how(self, field_name: str) -> Callable[[str], Value]:
        special: dict[str, Callable[[str], Value]] = {
            "first_name": cells.name, "known_as": cells.name, "surname": cells.name,
            "email": cells.email, "kind": cells.kind, "language": cells.language, "hours": cells.hours,
            "started_on": self._day, "leaves_on": self._day, "is_head": cells.flag, "is_main": cells.flag,
        }  # fmt: skip
        longest = LONGEST.get(field_name, 200)
        return special.get(field_name) or (lambda raw: cells.common_text(raw, longest))

    def _day(self, raw: str) -> date | None:
        found, was_number = cells.day(raw)
        if was_number:
            self.notes.add("excel_day", self.line)
        return found

    def one(self, field_name: str, raw: str, how: Callable[[str], Value]) -> Value:
        """A cell's value; a fault is noted and leaves nothing."""
        try:
            return how(raw)
        except CellFault as fault:
            self.faults.add(self.line, str(fault), field_name, raw)
            return None

    def identifier(self, field_name: str, row: Sequence[str], longest: int) -> str:
        """An identifying number, or an empty text."""
        place = self.columns.index.get(field_name)
        if place is None:
            return ""
        found = self.one(field_name, row[place], lambda raw: cells.identifier(raw, longest))
        return str(found or "")

    def place(self, row: Sequence[str]) -> Place:
        """Names from the top down; a service named like its directorate is the directorate."""
        path: list[str] = []
        levels: list[str] = []
        for field_name, index in self.units:
            found = str(self.one(field_name, row[index], cells.unit_name) or "")
            if found and (not path or path[-1].casefold() != found.casefold()):
                path.append(found)
                levels.append(field_name.capitalize())
        return Place(tuple(path), tuple(levels), self.identifier("unit_code", row, LONGEST["unit_code"]))

    def read(self, line: int, row: Sequence[str], extract: Extract) -> None:
        """Take one row in."""
        self.line = line
        width = self.columns.width
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            self.faults.add(line, "cells_do_not_match", "", parts(len(row), width))
            return
        before = self.faults.total
        number = self.identifier("employee_number", row, 40)
        reference = self.identifier("reference", row, 60)
        person = tuple(self.one(name, row[i], how) for name, i, how in self.person)
        post = tuple(self.one(name, row[i], how) for name, i, how in self.post)
        place = self.place(row)
        managers = self.identifier("manager_number", row, 40), self.identifier("manager_reference", row, 60)
        if self.faults.total > before:
            return
        if self._is_person(person) if number else self._is_vacancy(person, reference):
            at = self._at(place, extract)
            extract.rows.append(Row(line, number, reference, person if number else (), post, at, *managers))

    def _at(self, place: Place, extract: Extract) -> int:
        at = extract.places.get(place)
        if at is None:
            at = extract.places[place] = len(extract.places)
            extract.place_lines.append(self.line)
        if not place.path and not place.code:
            self.notes.add("no_unit", self.line)
        return at

    def _named(self, person: tuple[Value, ...]) -> dict[str, Value]:
        return {name: value for (name, _, _), value in zip(self.person, person, strict=True)}

    def _is_vacancy(self, person: tuple[Value, ...], reference: str) -> bool:
        named = self._named(person)
        names = {str(named.get(f) or "").casefold() for f in ("first_name", "known_as", "surname")} - {""}
        if names - VACANT:
            self.faults.add(self.line, "number_missing", "employee_number")
            return False
        if not reference:
            self.notes.add("vacancy_without_reference", self.line)
            return False
        return True

    def _is_person(self, person: tuple[Value, ...]) -> bool:
        named = self._named(person)
        missing = [f for f in ("first_name", "surname") if f in named and not named[f]]
        for field_name in missing:
            self.faults.add(self.line, "name_missing", field_name)
        return not missing


def read(
    records: Iterable[tuple[int, Sequence[str]]], columns: Columns, faults: Faults, notes: Notes,
    most_rows: int, progress: Progress = lambda _: None,
) -> Extract:  # fmt: skip
    """Every row of a file after its header, as (line, cells); faults and notes are gathered on the way."""
    extract = Extract(
        tuple(f for f in PERSON_FIELDS if f in columns.index),
        tuple(f for f in POST_FIELDS if f in columns.index),
        columns.has("manager_number", "manager_reference"),
        columns.has("unit_code", *UNIT_FIELDS),
    )
    reader = _Reader(columns, faults, notes)
    for count, (line, row) in enumerate(records, start=1):
        if count > most_rows:
            faults.add(line, "too_many_rows", "", str(most_rows))
            break
        reader.read(line, row, extract)
        if count % PROGRESS_EVERY == 0:
            progress(count)
    if not extract.rows and not faults.total:
        faults.add(None, "no_rows")
    return extract
