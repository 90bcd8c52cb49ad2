"""The CSV layout: a row a statement; organisation, value, audience, level, statement, and more columns where used.

Rows of one value stand together, and so do those of one organisation; a value without statements is one row whose
statement is empty. Row numbers are those of a spreadsheet: the header is row 1."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from engage.values.formats.framework_cells import Row, unguarded
from engage.values.formats.framework_fault import BadFile
from engage.values.formats.framework_rows import built
from engage.values.rules.framework import MOST_STATEMENTS, MOST_VALUES, Document, same
from engage.values.rules.framework_text import clean

NEEDED = ("organisation", "value", "audience", "level", "statement")
MORE = (
    "about", "colour", "tags", "question", "audience_kind", "level_kind",
    "value_identity", "value_replaces", "identity", "replaces",
)  # fmt: skip
MOST_ROWS = 50 * MOST_STATEMENTS
LAYOUT = f"The first row must name the columns {', '.join(NEEDED)}."


@dataclass
class Named:
    """The rows of one name, which stand together."""

    name: str
    first: int
    rows: list[Row] = field(default_factory=list)


def read_csv(text: str, identity: Callable[[], str]) -> Sequence[Document]:
    """A framework for each organisation of the file, in its order; raises BadFile naming the row."""
    rows = _rows(text)
    organisations = _together(rows, "organisation", "The organisation")
    return [_document(each, identity) for each in organisations]


def _document(organisation: Named, identity: Callable[[], str]) -> Document:
    said = sum(bool(row.cells["statement"]) for row in organisation.rows)
    if said > MOST_STATEMENTS:
        raise BadFile("", f"{organisation.name} has {said:,} statements. A framework has at most {MOST_STATEMENTS:,}.")
    values = _together(organisation.rows, "value", "The value")
    if len(values) > MOST_VALUES:
        raise BadFile("", f"{organisation.name} has {len(values)} values. A framework has at most {MOST_VALUES}.")
    return built(organisation.name, [(each.name, each.rows) for each in values], identity)


def _together(rows: Sequence[Row], column: str, what: str) -> Sequence[Named]:
    """Rows by what stands under a column; the same name must not begin again, nor be written in two ways."""
    found: dict[str, Named] = {}
    last = ""
    for row in rows:
        name = row.cells[column]
        key = same(name)
        known = found.get(key)
        if known is None:
            known = found[key] = Named(name, row.number)
        elif name != known.name:
            raise row.bad(f"{what} “{name}” is written “{known.name}” in row {known.first}. Write it the same way.")
        elif key != last:
            raise row.bad(
                f"{what} “{name}” is there twice: it begins in row {known.first} and again here. "
                "Put its rows together, or give one of them another name."
            )
        known.rows.append(row)
        last = key
    return list(found.values())


def _rows(text: str) -> Sequence[Row]:
    records = _records(text)
    names: list[str] | None = None
    rows: list[Row] = []
    for number, cells in records:
        if names is None:
            names = _header(cells)
            continue
        if len(rows) >= MOST_ROWS:
            raise BadFile("", f"The file has more than {MOST_ROWS:,} rows.")
        rows.append(_row(number, cells, names))
    if names is None or not rows:
        raise BadFile("", f"There is no value in this file. {LAYOUT}")
    return rows


def _row(number: int, cells: list[str], names: list[str]) -> Row:
    if any(cell.strip() for cell in cells[len(names) :]):
        raise BadFile(f"Row {number}", "There are more cells than columns. Put a text that holds commas in quotes.")
    padded = [*cells, *[""] * (len(names) - len(cells))]
    found = {
        name: unguarded(clean(cell, lines=name == "about")) for name, cell in zip(names, padded, strict=False)
    }  # fmt: skip
    row = Row(number, dict.fromkeys((*NEEDED, *MORE), "") | found)
    for name in ("organisation", "value", "audience"):
        if not found[name]:
            raise row.bad(f"There is nothing under “{name}”.")
    return row


def _header(cells: Sequence[str]) -> list[str]:
    names = [clean(cell).casefold().replace(" ", "_") for cell in cells]
    while names and not names[-1]:
        names.pop()
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise BadFile("Row 1", f"There is no column “{missing[0]}”. {LAYOUT}")
    for name in names:
        if names.count(name) > 1:
            raise BadFile("Row 1", f"The column “{name[:40]}” is there twice.")
        if name not in (*NEEDED, *MORE):
            raise BadFile(
                "Row 1", f"“{name[:40]}” is no column of this layout: remove it. Besides those needed, "
                f"there may be {', '.join(MORE)}.",
            )  # fmt: skip
    return names


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not blank, with its row; commas, or the semicolons and tabs of some spreadsheets."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cut = "unexpected end" in str(error)
            said = "A quoted text does not end: the file looks cut off." if cut else "This row is not valid CSV."
            raise BadFile(f"Row {number}", said) from error
        if any(cell.strip() for cell in cells):
            yield number, cells
