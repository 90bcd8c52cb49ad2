"""Training as a file of the learning system: reading it, and giving back the rows that were left out."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from engage.champions.rules.networks_training_file import COLUMNS, MOST_ROWS, Row, columns
from engage.core.errors import Invalid
from engage.core.forms import clean
from engage.core.spreadsheets import Cell
from engage.directory.imports.reading import Source, open_source
from engage.directory.rules.faults import FileFault, Notes

MOST_BYTES = 2_000_000
READ = {
    "too_big": "The file is larger than 2 MB.",
    "empty": "The file is empty.",
    "a_workbook": "This is a workbook, not CSV. In Excel choose “Save as”, then “CSV UTF-8”.",
    "not_csv": "This is not a CSV file.",
    "no_header": "The first row must name the columns.",
}
TEMPLATE: tuple[Sequence[str], Sequence[Sequence[Cell]]] = (
    COLUMNS, [["1001", "Mental health first aid", "27/3/2027", "27/3/2030"]],
)  # fmt: skip


def read(path: Path) -> tuple[list[Row], list[str]]:
    """The rows, and the columns that nobody knows; Invalid, in plain words, where the file cannot be used."""
    source = _opened(path)
    lines = _lines(source)
    known, missing, unknown = columns(source.headers)
    if missing:
        raise Invalid(f"The file has no column “{missing[0]}”. The template shows the columns.")
    if len(lines) > MOST_ROWS:
        raise Invalid(f"The file has {len(lines):,} rows. Upload at most {MOST_ROWS:,} at a time.")
    return [_row(number, cells, known) for number, cells in lines], unknown


def _opened(path: Path) -> Source:
    try:
        return open_source(path, MOST_BYTES, Notes())
    except FileFault as fault:
        raise Invalid(READ.get(fault.fault.code, "The file cannot be read as CSV.")) from None


def _lines(source: Source) -> list[tuple[int, Sequence[str]]]:
    """Rows as a spreadsheet numbers them: the header is row 1, and blank rows count."""
    with source.path.open(encoding=source.encoding, newline="") as file:
        try:
            rows = list(enumerate(csv.reader(file, delimiter=source.delimiter, strict=True), 1))
        except csv.Error:
            raise Invalid("A cell of the file is too long, or a quotation mark in it is not closed.") from None
    return [(number, cells) for number, cells in rows[1:] if any(cell.strip() for cell in cells)]


def _row(number: int, cells: Sequence[str], known: Mapping[int, str]) -> Row:
    return Row(number, {known[at]: " ".join(clean(cell).split()) for at, cell in enumerate(cells) if at in known})


def left_out(path: Path, why: Mapping[int, str]) -> tuple[list[str], list[list[Cell]]]:
    """The rows that cannot be taken as they stand in the file, with the reason."""
    source = _opened(path)
    wide = len(source.headers)
    rows: list[list[Cell]] = [
        [str(number), why[number], *(list(cells) + [""] * wide)[:wide]]
        for number, cells in _lines(source)
        if number in why
    ]
    return ["Row", "Why it was left out", *source.headers], rows
