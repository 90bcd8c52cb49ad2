"""Questionnaires from files, chosen by what they hold: our CSV and JSON, LimeSurvey's .lss and .lsa, XLSForm."""

from engage.surveys.formats.archive import Archive
from engage.surveys.formats.csv import read_csv
from engage.surveys.formats.imported import (
    MOST_BYTES,
    BadFile,
    Imported,
    NewIdentity,
    Note,
    Tally,
    decoded,
    new_identity,
)
from engage.surveys.formats.json import read_json
from engage.surveys.formats.lsa import read_lsa
from engage.surveys.formats.lss import read_lss
from engage.surveys.formats.xlsform import read_xlsform

__all__ = ["MOST_BYTES", "BadFile", "Imported", "NewIdentity", "Note", "Tally", "read"]

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def read(filename: str, data: bytes, *, most: int = MOST_BYTES, identity: NewIdentity = new_identity) -> Imported:
    """The questionnaire in a file of at most `most` bytes, by its content; the name only serves an error.

    `identity` makes the name under which a new question is followed over waves. Raises BadFile, one error."""
    if len(data) > most:
        raise BadFile("", "too_large", f"The file is larger than {most:,} bytes.")
    if data.startswith(b"PK\x03\x04"):
        # A workbook is told by what is in it, whatever the file is called.
        archive = Archive(data)
        if "xl/workbook.xml" in archive.names:
            return read_xlsform(data, identity)
        return read_lsa(archive, identity)
    if data.startswith(OLD_WORKBOOK):
        raise BadFile("", "old_workbook", "This is an older Excel file (.xls): save it as an Excel workbook (.xlsx).")
    text, notes = decoded(data)
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if not start:
        raise BadFile("", "empty", "The file is empty.")
    if start == "<":
        return read_lss(text.lstrip("\ufeff"), notes, identity)
    if start in "{[":
        return read_json(text.lstrip("\ufeff"), notes, identity)
    return read_csv(text, notes, identity)
