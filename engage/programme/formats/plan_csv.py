"""A plan as a file: CSV and a workbook, out and in."""

import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from engage.core.errors import Invalid
from engage.core.spreadsheets import Cell
from engage.directory.imports import rows
from engage.programme.rules.plan_lines import COLUMNS, MORE, NEEDED, Bad, Line, read, written
from engage.programme.rules.plan_look import faults

MOST = rows.Most(mb=5, rows=5_000)
# Texts of several lines; every other cell is one line.
LONG = ("description", "status")


def lines(path: Path) -> tuple[list[Line], list[Bad]]:
    """Every row as a line, or everything that is wrong with the rows; Invalid where the file is no use at all."""
    found, _ = rows.read(path, MOST, _columns)
    if not found:
        raise Invalid("There is no row under the names of the columns.")
    good: list[Line] = []
    bad: list[Bad] = []
    for number, cells in found:
        line, wrong = read(number, {
            name: text if name in LONG else " ".join(text.split()) for name, text in cells.items()
        })  # fmt: skip
        bad.extend(wrong)
        if line is not None:
            good.append(line)
    return good, [*bad, *faults(good)]


def _columns(headers: Sequence[str]) -> tuple[dict[int, str], list[str], list[str]]:
    names = ["_".join(each.casefold().split()) for each in headers]
    known = {at: name for at, name in enumerate(names) if name in (*COLUMNS, *MORE)}
    for name in known.values():
        if names.count(name) > 1:
            raise Invalid(f"The column “{name}” is there twice.")
    unknown = [each for at, each in enumerate(headers) if at not in known and each]
    if unknown:
        raise Invalid(f"Row 1: “{unknown[0][:60]}” is no column of a plan. Take it out, or look at the names below.")
    return known, [name for name in NEEDED if name not in known.values()], []


def table(found: Sequence[Line]) -> tuple[list[str], list[list[Cell]]]:
    """The columns, and a row for each line; what only this service knows stands at the end."""
    names = [*COLUMNS, *MORE]
    rows_ = [written(line) for line in found]
    return names, [[row[name] for name in names] for row in rows_]


def workbook(found: Sequence[Line]) -> bytes:
    """The same as a workbook: every cell is text, so that no month becomes a date."""
    names, cells = table(found)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet, bold = book.add_worksheet("Plan"), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for at, name in enumerate(names):
            sheet.write_string(0, at, name, bold)
        for number, row in enumerate(cells, 1):
            for at, text in enumerate(row):
                if text:
                    sheet.write_string(number, at, str(text))
    return out.getvalue()
