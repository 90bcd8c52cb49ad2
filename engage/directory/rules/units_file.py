"""A list of units as a file gives it: the transparency code's layout, or plain codes with their parents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engage.directory.rules import cells
from engage.directory.rules.columns import plain
from engage.directory.rules.faults import CellFault, Faults, Notes, parts

TRANSPARENCY = {
    "level": ("level",), "directorate": ("directorate", "department"), "service": ("service", "unit"),
    "organisation": ("organisationlabel", "organisation label", "organisation", "organisation name"),
}  # fmt: skip
CODED = {
    "code": ("code", "unit code"), "name": ("name", "unit name"), "level": ("level",),
    "parent": ("parent code", "parent", "parent unit code"),
    "replaces": ("replaces", "replaces code"),
}  # fmt: skip
LONGEST = {"name": 200, "directorate": 200, "service": 200, "organisation": 200, "code": 80, "parent": 80,
           "replaces": 80, "level": 40}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodedUnit:
    """One unit of the plain layout."""

    line: int
    code: str
    name: str
    parent: str
    level: str
    replaces: str


@dataclass
class UnitsFile:
    """What a file says; `paths` are directorate and service, with the line where each first stands."""

    organisation: str = ""
    coded: list[CodedUnit] = field(default_factory=list)
    paths: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = field(default_factory=dict)
    rows: int = 0


def read(
    headers: Sequence[str], records: Iterable[tuple[int, Sequence[str]]], most_rows: int, faults: Faults,
    notes: Notes,
) -> UnitsFile:  # fmt: skip
    """The units of a file, faults and notes gathered."""
    file = UnitsFile()
    is_coded = {"code", "unit code"} & {plain(header) for header in headers}
    index = _columns(headers, CODED if is_coded else TRANSPARENCY, faults)
    for name in ("code", "name") if is_coded else ("directorate", "service"):
        if name not in index:
            faults.add(1, "column_missing", name, name)
    if faults.total:
        return file
    for line, row in records:
        file.rows += 1
        if file.rows > most_rows:
            faults.add(line, "too_many_rows", "", str(most_rows))
            break
        if len(row) < len(headers) or any(cell.strip() for cell in row[len(headers) :]):
            faults.add(line, "cells_do_not_match", "", parts(len(row), len(headers)))
            continue
        values = _values(line, row, index, faults)
        if is_coded:
            _coded(file, line, values, faults)
        else:
            _path(file, line, values, notes)
    if not file.coded and not file.paths and not faults.total:
        faults.add(None, "no_rows")
    return file


def _columns(headers: Sequence[str], spellings: Mapping[str, Sequence[str]], faults: Faults) -> dict[str, int]:
    index: dict[str, int] = {}
    for place, header in enumerate(headers):
        for name, words in spellings.items():
            if plain(header) in words:
                if name in index:
                    faults.add(1, "column_doubled", name, f"{headers[index[name]]}, {header}")
                index.setdefault(name, place)
    return index


def _values(line: int, row: Sequence[str], index: Mapping[str, int], faults: Faults) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, place in index.items():
        try:
            values[name] = cells.common_text(row[place], LONGEST[name])
        except CellFault as fault:
            faults.add(line, str(fault), name, row[place])
            values[name] = ""
    return values


def _path(file: UnitsFile, line: int, values: Mapping[str, str], notes: Notes) -> None:
    """Level 1 stands for the whole council; a service named like its directorate is the directorate."""
    file.organisation = file.organisation or values.get("organisation", "")
    directorate, service = values.get("directorate", ""), values.get("service", "")
    if values.get("level") == "1":
        if directorate or service:
            notes.add("level_1_is_the_top", line, directorate or service)
        return
    if not directorate and not service:
        notes.add("no_unit", line)
        return
    path, levels = [directorate] if directorate else [], ["Directorate"] if directorate else []
    if service and service.casefold() != directorate.casefold():
        path.append(service)
        levels.append("Service")
    elif service:
        notes.add("service_is_directorate", line, directorate)
    file.paths.setdefault((tuple(path), tuple(levels)), line)


def _coded(file: UnitsFile, line: int, values: Mapping[str, str], faults: Faults) -> None:
    for name in ("code", "name"):
        if not values[name]:
            faults.add(line, "cell_missing", name)
            return
    file.coded.append(CodedUnit(line, values["code"], values["name"], values.get("parent", ""),
                                values.get("level", ""), values.get("replaces", "")))  # fmt: skip
