"""A CSV file as records with their line numbers, whatever a spreadsheet made of it, a little at a time."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engage.directory.rules.faults import Fault, FileFault, Notes, parts

CHUNK = 1 << 20
LONGEST_LINE = 1_000_000
DELIMITERS = ",;\t"
BINARY = {b"PK\x03\x04": "a_workbook", b"\xd0\xcf\x11\xe0": "a_workbook", b"%PDF": "not_csv"}
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Source:
    """A file that can be read: its encoding, the mark between its cells, and its header."""

    path: Path
    encoding: str
    delimiter: str
    headers: Sequence[str]

    def records(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Each record after the header that is not blank, with the line it begins on."""
        for line, row in _records(self.path, self.encoding, self.delimiter):
            if line > 1 and any(cell.strip() for cell in row):
                yield line, row


def open_source(path: Path, most_bytes: int, notes: Notes) -> Source:
    """Look at a file as a whole; raises FileFault where it cannot be read."""
    size = path.stat().st_size
    if size > most_bytes:
        raise FileFault(Fault(None, "too_big", "", parts(size // 1_000_000, most_bytes // 1_000_000)))
    if not size:
        raise FileFault(Fault(None, "empty"))
    encoding = _encoding(path, notes)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(LONGEST_LINE)
    delimiter = max(DELIMITERS, key=first.count)
    if delimiter != ",":
        notes.add("delimiter", 1, "tab" if delimiter == "\t" else "semicolon")
    line, headers = next(_records(path, encoding, delimiter), (1, []))
    if line != 1 or not any(cell.strip() for cell in headers):
        raise FileFault(Fault(1, "no_header"))
    return Source(path, encoding, delimiter, [cell.strip() for cell in headers])


def _encoding(path: Path, notes: Notes) -> str:
    with path.open("rb") as file:
        start = file.read(4096)
    for signature, code in BINARY.items():
        if start.startswith(signature):
            raise FileFault(Fault(None, code))
    for mark, encoding in BOMS:
        if start.startswith(mark):
            _check(path, encoding)
            if encoding == "utf-16":
                notes.add("utf_16")
            return encoding
    bad = _first_bad_line(path, "utf-8")
    if bad is None:
        return "utf-8"
    _check(path, "cp1252")
    notes.add("cp1252", bad)
    return "cp1252"


def _check(path: Path, encoding: str) -> None:
    bad = _first_bad_line(path, encoding)
    if bad is not None:
        raise FileFault(Fault(bad, "encoding_unknown"))


def _first_bad_line(path: Path, encoding: str) -> int | None:
    """The line of the first bytes that are not text in this encoding; over-long lines and NULs stop here."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    line, run = 1, 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            if "\0" in text:
                raise FileFault(Fault(line + text[: text.index("\0")].count("\n"), "nul"))
            breaks = text.count("\n")
            line += breaks
            run = len(text) - text.rfind("\n") - 1 if breaks else run + len(text) * ("\r" not in text)
            if run > LONGEST_LINE:
                raise FileFault(Fault(line, "line_too_long"))
            if not chunk:
                return None


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        begins = 1
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise FileFault(Fault(begins, _csv_code(str(error)))) from None
            yield begins, row
            begins = reader.line_num + 1


def _csv_code(message: str) -> str:
    if "field larger" in message:
        return "cell_too_long"
    if "unexpected end of data" in message:
        return "quote_not_closed"
    return "quote_misplaced"
