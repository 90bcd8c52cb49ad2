"""Questionnaires from files, chosen by what they hold: our CSV layout, our JSON, LimeSurvey's .lss."""

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
from engage.surveys.formats.lss import read_lss

__all__ = ["MOST_BYTES", "BadFile", "Imported", "NewIdentity", "Note", "Tally", "read"]


def read(filename: str, data: bytes, *, most: int = MOST_BYTES, identity: NewIdentity = new_identity) -> Imported:
    """The questionnaire in a file of at most `most` bytes, by its content; the name only serves an error.

    `identity` makes the name under which a new question is followed over waves. Raises BadFile, one error."""
    if len(data) > most:
        raise BadFile("", "too_large", f"The file is larger than {most:,} bytes.")
    if data.startswith(b"PK\x03\x04"):
        sentence = f"{filename[-80:]} is a zip archive or a workbook: save it as CSV, or export the .lss alone."
        raise BadFile("", "not_text", sentence)
    text, notes = decoded(data)
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if not start:
        raise BadFile("", "empty", "The file is empty.")
    if start == "<":
        return read_lss(text.lstrip("\ufeff"), notes, identity)
    if start in "{[":
        return read_json(text.lstrip("\ufeff"), notes, identity)
    return read_csv(text, notes, identity)
