"""The first sheet of an Excel workbook as rows of text, as the same sheet saved as CSV would have them."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import iterparse

from engage.core import files
from engage.core.errors import Invalid

SIGNATURE = b"PK\x03\x04"
USELESS = ("The workbook cannot be read. Save it as an Excel workbook (.xlsx) without macros and password, or as CSV "
           "UTF-8.")  # fmt: skip
# A sheet of 5,000 rows that are all full stays far below these; an archive that only pretends to be small does not.
MOST_UNPACKED, MOST_ELEMENTS, MOST_COLUMNS = 30_000_000, 1_000_000, 200
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, LookupError, ValueError, RuntimeError, ParseError,
          OverflowError)  # fmt: skip
PERCENT, DATES, MONTH = {9, 10}, {14, 15, 16, 17, 22}, 17
# What of a format is said in quotes, in brackets or behind a backslash tells nothing of the number.
ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
LETTERS = re.compile(r"([A-Z]{1,3})\d+\Z")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
LAST_DAY, FIRST_1900, FIRST_1904 = 2_958_465, date(1899, 12, 30), date(1904, 1, 1)


def is_workbook(path: Path) -> bool:
    """Whether a file is an archive, as workbooks are."""
    with path.open("rb") as file:
        return file.read(len(SIGNATURE)) == SIGNATURE


def rows(path: Path) -> list[tuple[int, list[str]]]:
    """Rows that hold anything, with their numbers; Invalid where it is no workbook, or a hostile one."""
    kind = files.kind_of(path.read_bytes())
    if kind is None or kind[1] != "xlsx":
        raise Invalid(USELESS)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
                raise Invalid(USELESS)
            return [(number, cells) for number, cells in _Book(archive).rows() if any(cells)]
    except BROKEN:
        raise Invalid(USELESS) from None


@dataclass(frozen=True)
class _Shape:
    """How the numbers of a cell are shown."""

    percent: bool = False
    day: bool = False
    month: bool = False
    digits: int = 0


def _shape(number: int, code: str) -> _Shape:
    bare = ASIDE.sub("", code).casefold().partition(";")[0]
    day, month = "d" in bare, "y" in bare and "d" not in bare
    digits = len(bare) if bare and not bare.strip("0") else 0
    return _Shape(number in PERCENT or "%" in bare, day or number in DATES, month or number == MONTH, digits)


class _Book:
    """An open workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.elements = archive, 0
        self.names = set(archive.namelist())
        self.first, self.sheet = FIRST_1900, ""
        self._open()
        self.strings = [_text(each) for each in self._each("xl/sharedStrings.xml", "si")]
        self.shapes = self._shapes()

    def _events(self, name: str) -> Iterator[tuple[str, Any]]:
        if name not in self.names:
            return
        with self.archive.open(name) as part:
            for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
                self.elements += 1
                if self.elements > MOST_ELEMENTS * 2:
                    raise Invalid(USELESS)
                yield event, element

    def _each(self, name: str, *wanted: str) -> Iterator[Any]:
        for event, element in self._events(name):
            if event == "end" and _local(element) in wanted:
                yield element
                element.clear()

    def _open(self) -> None:
        """The first sheet that is not hidden, and from which day days are counted."""
        seen = []
        for each in self._each("xl/workbook.xml", "workbookPr", "sheet"):
            if _local(each) == "workbookPr":
                self.first = FIRST_1904 if each.get("date1904") in ("1", "true") else FIRST_1900
            elif each.get("state", "visible") == "visible":
                seen.append(next((value for key, value in each.items() if key.endswith("}id")), ""))
        found = {each.get("Id"): each.get("Target")
                 for each in self._each("xl/_rels/workbook.xml.rels", "Relationship")}  # fmt: skip
        target = found[seen[0]] or ""
        self.sheet = target[1:] if target.startswith("/") else f"xl/{target}"
        if self.sheet not in self.names:
            raise LookupError(self.sheet)

    def _shapes(self) -> list[_Shape]:
        codes: dict[int, str] = {}
        found = []
        for each in self._each("xl/styles.xml", "numFmt", "cellXfs"):
            if _local(each) == "numFmt":
                codes[int(each.get("numFmtId"))] = each.get("formatCode", "")
            else:
                found = [int(one.get("numFmtId", 0)) for one in each]
        return [_shape(number, codes.get(number, "")) for number in found]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Rows of the sheet by the numbers that a spreadsheet shows."""
        number = 0
        for row in self._each(self.sheet, "row"):
            number = int(row.get("r", number + 1))
            yield number, self._cells(row)

    def _cells(self, row: Any) -> list[str]:
        held: dict[int, str] = {}
        at = -1
        for cell in row:
            named = LETTERS.match(cell.get("r", ""))
            at = _column(named[1]) if named else at + 1
            if text := self._shown(cell):
                held[at] = text
        if held and max(held) >= MOST_COLUMNS:
            raise Invalid(f"The file has more than {MOST_COLUMNS} columns.")
        return [held.get(each, "") for each in range(max(held, default=-1) + 1)]

    def _shown(self, cell: Any) -> str:
        kind, parts = cell.get("t", "n"), {_local(each): each for each in cell}
        if kind == "inlineStr":
            return _text(parts["is"]) if "is" in parts else ""
        value: str = (parts["v"].text or "").strip("\r\n\t ") if "v" in parts else ""
        if kind == "s":
            return self.strings[int(value)] if value else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if kind == "d":
            return value[:10]
        if kind != "n" or not value:
            return _plain(value)
        style = int(cell.get("s", 0))
        return _number(float(value), self.shapes[style] if style < len(self.shapes) else _Shape(), self.first)


def _number(value: float, shape: _Shape, first: date) -> str:
    if (shape.day or shape.month) and 1 <= value <= LAST_DAY - (first - FIRST_1900).days:
        day = first + timedelta(days=int(value))
        return f"{day:%Y-%m}" if shape.month else day.isoformat()
    # What was written as 17.3 is kept as 17.300000000000001.
    text = f"{value * 100:.13g}%" if shape.percent else f"{value:.15g}"
    return text.zfill(shape.digits)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Any) -> str:
    """What stands in a string: its runs together, without what only says how it is spoken."""
    said = []
    for each in element:
        if _local(each) == "t":
            said.append(each.text or "")
        elif _local(each) == "r":
            said.extend(one.text or "" for one in each if _local(one) == "t")
    return _plain("".join(said))


def _plain(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1
