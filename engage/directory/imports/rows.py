"""A CSV or workbook of another system: its rows by our names of the columns, and those left out as they stood."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engage.core.errors import Invalid
from engage.core.forms import clean
from engage.core.spreadsheets import Cell
from engage.directory.imports import workbook
from engage.directory.imports.reading import Source, open_source
from engage.directory.rules.faults import FileFault, Notes

MB = 1_000_000
READ = {
    "empty": "The file is empty.",
    "a_workbook": workbook.USELESS,
    "not_csv": "This is not a CSV file.",
    "no_header": "The first row must name the columns.",
}
TOO_BIG = "The file is larger than {} MB."
# Of the headers: which column is which, the needed ones that are missing, and those that nobody knows.
Columns = Callable[[Sequence[str]], tuple[Mapping[int, str], Sequence[str], list[str]]]


@dataclass(frozen=True)
class Most:
    """How large a file may be."""

    mb: int
    rows: int


def read(path: Path, most: Most, columns: Columns) -> tuple[list[tuple[int, dict[str, str]]], list[str]]:
    """Rows as number and cells by our names, and unknown columns; Invalid, in plain words, where it is no use."""
    headers, lines = _table(path, most)
    known, missing, unknown = columns(headers)
    if missing:
        raise Invalid(f"The file has no column “{missing[0]}”. The template shows the columns.")
    if len(lines) > most.rows:
        raise Invalid(f"The file has {len(lines):,} rows. Upload at most {most.rows:,} at a time.")
    return [
        (number, {known[at]: clean(cell) for at, cell in enumerate(cells) if at in known}) for number, cells in lines
    ], unknown


def left_out(path: Path, most: Most, why: Mapping[int, str]) -> tuple[list[str], list[list[Cell]]]:
    """The rows that cannot be taken as they stand in the file, with the reason."""
    headers, lines = _table(path, most)
    wide = len(headers)
    rows: list[list[Cell]] = [
        [str(number), why[number], *(list(cells) + [""] * wide)[:wide]] for number, cells in lines if number in why
    ]
    return ["Row", "Why it was left out", *headers], rows


def _table(path: Path, most: Most) -> tuple[Sequence[str], list[tuple[int, Sequence[str]]]]:
    """The names of the columns, and the rows under them that are not blank."""
    if not workbook.is_workbook(path):
        source = _opened(path, most)
        return source.headers, _lines(source)
    if path.stat().st_size > most.mb * MB:
        raise Invalid(TOO_BIG.format(most.mb))
    found = workbook.rows(path)
    if not found or found[0][0] != 1:
        raise Invalid(READ["no_header"])
    return [cell.strip() for cell in found[0][1]], [row for row in found[1:] if any(cell.strip() for cell in row[1])]


def _opened(path: Path, most: Most) -> Source:
    try:
        return open_source(path, most.mb * MB, Notes())
    except FileFault as fault:
        too_big = TOO_BIG.format(most.mb) if fault.fault.code == "too_big" else ""
        raise Invalid(too_big or READ.get(fault.fault.code, "The file cannot be read as CSV.")) from None


def _lines(source: Source) -> list[tuple[int, Sequence[str]]]:
    """Rows as a spreadsheet numbers them: the header is row 1, and blank rows count."""
    with source.path.open(encoding=source.encoding, newline="") as file:
        try:
            rows = list(enumerate(csv.reader(file, delimiter=source.delimiter, strict=True), 1))
        except csv.Error:
            raise Invalid("A cell of the file is too long, or a quotation mark in it is not closed.") from None
    return [(number, cells) for number, cells in rows[1:] if any(cell.strip() for cell in cells)]
