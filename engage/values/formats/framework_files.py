"""A file that somebody chose: its size, what it really is, its encoding; then the layout that it holds."""

import codecs
from collections.abc import Callable, Sequence

from engage.values.formats.framework_fault import BadFile
from engage.values.formats.framework_json import read_json
from engage.values.formats.framework_table import read_csv
from engage.values.rules.framework import Document

__all__ = ["MOST_BYTES", "BadFile", "read"]

MOST_BYTES = 2_000_000
# What a file begins with, whatever its name says.
NOT_TEXT = (
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a workbook or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old workbook or document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
SAVE_AS = "Frameworks come as CSV or JSON: in a spreadsheet, choose “Save as” and “CSV UTF-8”."


def too_large(size: int) -> None:
    """Refuse a file by its size, before it is read."""
    if size > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise BadFile("", f"The file is larger than {most} MB. No framework is: choose the right file.")


def read(data: bytes, identity: Callable[[], str]) -> Sequence[Document]:
    """The frameworks in a file, one for each organisation; raises BadFile with one error.

    `identity` makes the name under which a new value or statement is followed from version to version.
    """
    too_large(len(data))
    for start, what in NOT_TEXT:
        if data.startswith(start):
            raise BadFile("", f"This is {what}, whatever its name says. {SAVE_AS}")
    text = _decoded(data)
    start_of_text = text.lstrip()[:1]
    if not start_of_text:
        raise BadFile("", f"The file is empty. {SAVE_AS}")
    if start_of_text in "{[":
        return read_json(text, identity)
    return read_csv(text, identity)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(c < " " and c not in "\t\r\n" for c in text):
            return text
    raise BadFile("", f"This is not a text file. {SAVE_AS}")
