"""A sheet of an Excel workbook as rows of text, as the same sheet saved as CSV would have them."""

import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from defusedxml.ElementTree import DefusedXMLParser
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.escape import unescape
from openpyxl.xml.constants import SHEET_MAIN_NS

from engage.core import files
from engage.core.errors import Invalid

SIGNATURE = b"PK\x03\x04"
USELESS = ("The workbook cannot be read. Save it as an Excel workbook (.xlsx) without macros and password, or as CSV "
           "UTF-8.")  # fmt: skip
# A sheet of 5,000 rows that are all full stays far below these; an archive that only pretends to be small does not.
MOST_UNPACKED, MOST_ELEMENTS, MOST_COLUMNS, MOST_ROWS = 30_000_000, 1_000_000, 200, 100_000
ROW, CELL, *HELD = (f"{{{SHEET_MAIN_NS}}}{each}" for each in ("row", "c", "v", "is"))
Found = TypeVar("Found")
# What of a format is said in quotes, in brackets or behind a backslash tells nothing of the number.
ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')


def is_workbook(path: Path) -> bool:
    """Whether a file is an archive, as workbooks are."""
    with path.open("rb") as file:
        return file.read(len(SIGNATURE)) == SIGNATURE


Rows = list[tuple[int, list[str]]]


def rows(path: Path, name: str = "") -> Rows:
    """Rows that hold anything, with their numbers, of the sheet of this name or the first that is not hidden."""
    return _guarded(path.read_bytes(), lambda look, kept: _rows(look, kept, name))


def sheets(content: bytes, names: Sequence[str], most: int) -> dict[str, Rows]:
    """The rows of those of these sheets that the workbook has; Invalid where one has more than `most`, blank or not."""
    return _guarded(content, lambda look, kept: _sheets(look, kept, names, most))


def _guarded(content: bytes, read: Callable[["_Look", io.BytesIO], Found]) -> Found:
    kind = files.kind_of(content)
    if kind is None or kind[1] != "xlsx":
        raise Invalid(USELESS)
    try:
        with warnings.catch_warnings(action="ignore"):  # what openpyxl leaves out of a sheet are no cells
            look = _Look()
            return read(look, look.harmless(io.BytesIO(content)))
    except Invalid:
        raise
    except Exception:  # a broken part becomes whatever error openpyxl meets first
        raise Invalid(USELESS) from None


def _sheets(look: "_Look", kept: io.BytesIO, names: Sequence[str], most: int) -> dict[str, Rows]:
    reader = ExcelReader(kept, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    held = {each.name: rel.target for each, rel in reader.parser.find_sheets() if rel.Type.endswith("/worksheet")}
    for name in names:
        if look.rows.get(held.get(name, ""), 0) > most:
            raise Invalid(
                f"The sheet “{name}” has more than {most:,} rows, blank ones counted: delete those below the last."
            )
    return {name: _rows(look, kept, name) for name in names if name in held}


def _rows(look: "_Look", kept: io.BytesIO, name: str) -> Rows:
    reader = ExcelReader(kept, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    # One sheet alone: load_workbook would read every sheet and chart, as often as the workbook names it.
    sheets = [(each, rel.target) for each, rel in reader.parser.find_sheets() if rel.Type.endswith("/worksheet")]
    wanted = [each for each in sheets if (each[0].name == name if name else each[0].state == "visible")]
    if name and sheets and not wanted:
        raise Invalid(f"The workbook has no sheet “{name}”.")
    reader.parser.sheets = [wanted[0][0]]
    reader.read_worksheets()
    last, widest = look.held[wanted[0][1]]
    if widest > MOST_COLUMNS:
        raise Invalid(f"The file has more than {MOST_COLUMNS} columns.")
    if last > MOST_ROWS:
        raise Invalid(f"The file has more than {MOST_ROWS:,} rows.")
    plain = cache(unescape)  # each text once, however many cells share it
    table = reader.wb.worksheets[0].iter_rows(1, last, 1, widest) if last else ()
    shown = (["" if each.value is None else plain(_shown(each)) for each in row] for row in table)
    return [
        (number, cells[: max(at for at, cell in enumerate(cells, 1) if cell)])
        for number, cells in enumerate(shown, 1)
        if any(cells)
    ]


def _shown(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    code = ASIDE.sub("", cell.number_format).casefold().partition(";")[0]
    if isinstance(value, date):
        month = isinstance(value, datetime) and "y" in code and "d" not in code
        return f"{value:%Y-%m}" if month else value.isoformat()[:10]
    if isinstance(value, time | timedelta):
        value = to_excel(value)
    # What was written as 17.3 is kept as 17.300000000000001.
    text = f"{value * 100:.13g}%" if "%" in code else f"{value:.15g}"
    return text.zfill(0 if code.strip("0") else len(code))


class _Look:
    """What stands in an archive, counted before openpyxl opens any of it."""

    def __init__(self) -> None:
        self.elements = self.row = self.column = 0
        self.at = ""
        self.held: dict[str, tuple[int, int]] = {}
        self.rows: Counter[str] = Counter()

    def harmless(self, path: io.BytesIO) -> io.BytesIO:
        """The XML of the archive alone; Invalid where there is too much of it, or where it declares entities."""
        kept = io.BytesIO()
        with zipfile.ZipFile(path) as archive, zipfile.ZipFile(kept, "w") as copy:
            # More than is declared is never unpacked.
            if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
                raise Invalid(USELESS)
            for self.at in sorted({each for each in archive.namelist() if each.endswith((".xml", ".rels"))}):
                self.row, self.held[self.at] = 0, (0, 0)
                content = archive.read(self.at)
                parser = DefusedXMLParser(target=self, forbid_dtd=True)
                parser.feed(content)
                parser.close()
                copy.writestr(self.at, content)
        return kept

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Where cells stand that hold something: sheets say of themselves what is not so."""
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise Invalid(USELESS)
        if tag == ROW:
            self.rows[self.at] += 1
            before, self.row, self.column = self.row, int(attributes.get("r", self.row + 1)), 0
            if self.row <= before:  # openpyxl would pass over it
                raise Invalid(USELESS)
        elif tag == CELL:
            self.column = coordinate_to_tuple(attributes["r"])[1] if "r" in attributes else self.column + 1
        elif tag in HELD:
            last, widest = self.held[self.at]
            self.held[self.at] = max(last, self.row), max(widest, self.column)
