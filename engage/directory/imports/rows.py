"""A CSV of another system: its rows by our names of the columns, and those that were left out as they stood."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engage.core.errors import Invalid
from engage.core.forms import clean
from engage.core.spreadsheets import Cell
from engage.directory.imports.reading import Source, open_source
from engage.directory.rules.faults import FileFault, Notes

MB = 1_000_000
READ = {
    "empty": "The file is empty.",
    "a_workbook": "This is a workbook, not CSV. In Excel choose “Save as”, then “CSV UTF-8”.",
    "not_csv": "This is not a CSV file.",
    "no_header": "The first row must name the columns.",
}
# Of the headers: which column is which, the needed ones that are missing, and those that nobody knows.
Columns = Callable[[Sequence[str]], tuple[Mapping[int, str], Sequence[str], list[str]]]


@dataclass(frozen=True)
class Most:
    """How large a file may be."""

    mb: int
    rows: int


def read(path: Path, most: Most, columns: Columns) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """Rows as number and cells by our names, and unknown columns; Invalid, in plain words, where it is no use."""
    source = _opened(path, most)
    lines = _lines(source)
    known, missing, unknown = columns(source.headers)
    if missing:
        raise Invalid(f"The file has no column “{missing[0]}”. The template shows the columns.")
    if len(lines) > most.rows:
        raise Invalid(f"The file has {len(lines):,} rows. Upload at most {most.rows:,} at a time.")
    return [
        (number, {known[at]: clean(cell) for at, cell in enumerate(cells) if at in known}) for number, cells in lines
    ], unknown


def left_out(path: Path, most: Most, why: Mapping[int, str]) -> tuple[list[str], list[list[Cell]]]:
    """The rows that cannot be taken as they stand in the file, with the reason."""
    source = _opened(path, most)
    wide = len(source.headers)
    rows: list[list[Cell]] = [
        [str(number), why[number], *(list(cells) + [""] * wide)[:wide]]
        for number, cells in _lines(source)
        if number in why
    ]
    return ["Row", "Why it was left out", *source.headers], rows


def _opened(path: Path, most: Most) -> Source:
    try:
        return open_source(path, most.mb * MB, Notes())
    except FileFault as fault:
        too_big = f"The file is larger than {most.mb} MB." if fault.fault.code == "too_big" else ""
        raise Invalid(too_big or READ.get(fault.fault.code, "The file cannot be read as CSV.")) from None


def _lines(source: Source) -> list[tuple[int, Sequence[str]]]:
    """Rows as a spreadsheet numbers them: the header is row 1, and blank rows count."""
    with source.path.open(encoding=source.encoding, newline="") as file:
        try:
            rows = list(enumerate(csv.reader(file, delimiter=source.delimiter, strict=True), 1))
        except csv.Error:
            raise Invalid("A cell of the file is too long, or a quotation mark in it is not closed.") from None
    return [(number, cells) for number, cells in rows[1:] if any(cell.strip() for cell in cells)]
