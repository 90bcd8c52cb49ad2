"""An XLSForm workbook as lines of words: one language, columns by their plain names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from engage.core.errors import Invalid
from engage.directory.imports import workbook
from engage.surveys.formats.imported import BadFile, Note

SHEETS = ("survey", "choices", "settings", "engage")
MOST_LINES = 10_000
# XLSForm's older names for columns.
SAME = {
    "list name": "list_name",
    "caption": "label",
    "value": "name",
    "command": "type",
    "tag": "name",
    "relevance": "relevant",
    "constraint message": "constraint_message",
    "required message": "required_message",
    "calculate": "calculation",
}
SPOKEN = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "audio", "video"}
)
HEADING = re.compile(r"(?P<name>[a-z_ ]+?)\s*::?\s*(?P<language>(?!:).+)")


@dataclass(frozen=True)
class Line:
    """One row of a sheet that holds anything."""

    sheet: str
    number: int
    cells: dict[str, str]

    def get(self, name: str) -> str:
        """A cell's text, stripped; empty where there is none."""
        return self.cells.get(name, "").strip()

    @property
    def where(self) -> str:
        """The sheet and row, in words."""
        return f"{self.sheet}, row {self.number}"


@dataclass
class Book:
    """The sheets that are read, and what was noticed on the way."""

    survey: list[Line]
    choices: list[Line]
    settings: dict[str, str]
    groups: list[Line]
    ours: bool
    notes: list[Note] = field(default_factory=list)


def _column(heading: str) -> tuple[str, str]:
    """A column's plain name and its language, empty where it has none: "label::English (en)"."""
    text = " ".join(heading.split())
    lowered = text.lower()
    if lowered.startswith("engage"):
        return lowered, ""
    found = HEADING.fullmatch(lowered)
    name = found["name"] if found else lowered
    name = SAME.get(name, name.removeprefix("media").strip())
    if found and name in SPOKEN:
        return name, text[found.start("language") :]
    return SAME.get(lowered, lowered.replace(" ", "_")), ""


def _wanted(languages: Sequence[str], default: str) -> str:
    """The form's own language, else English, else the first; empty where a label has none."""
    if "" in languages or not languages:
        return ""
    for mark in (default.lower(), "english", "(en", "en"):
        for language in languages:
            if mark and mark in language.lower():
                return language
    return languages[0]


def _lines(sheet: str, rows: workbook.Rows, default: str, notes: list[Note]) -> list[Line]:
    if not rows:
        return []
    columns = [_column(heading) for heading in rows[0][1]]
    languages = list(dict.fromkeys(language for name, language in columns if name == "label"))
    wanted = _wanted(languages, default)
    kept: dict[int, str] = {}
    for at, (name, language) in enumerate(columns):
        if not name or (language and language != wanted):
            continue
        if name in kept.values():
            raise BadFile(f"{sheet}, row {rows[0][0]}", "doubled_column", f'The column "{name[:40]}" stands twice.')
        kept[at] = name
    others = dict.fromkeys(language for _, language in columns if language and language != wanted)
    said = {note.what for note in notes}
    for language in others:
        what = f"language {language[:40]}"
        if what not in said:
            notes.append(Note(f"{sheet}, row {rows[0][0]}", what, f"only {wanted or 'the plain column'} is read"))
    found = (
        Line(sheet, number, {kept[at]: cell for at, cell in enumerate(cells) if at in kept and cell.strip()})
        for number, cells in rows[1:]
    )
    return [line for line in found if line.cells]


def read_book(data: bytes) -> Book:
    """The workbook's lines; raises BadFile where it is no XLSForm, or holds more than a questionnaire may."""
    try:
        sheets = workbook.sheets(data, SHEETS, MOST_LINES)
    except Invalid as error:
        raise BadFile("", "not_a_workbook", str(error)) from error
    if "survey" not in sheets:
        raise BadFile("", "not_an_xlsform", "The workbook has no sheet “survey”, so it is no XLSForm.")
    notes: list[Note] = []
    settings = _lines("settings", sheets.get("settings", []), "", notes)
    told = {name: settings[0].get(name) for name in settings[0].cells} if settings else {}
    default = told.get("default_language", "")
    survey = _lines("survey", sheets["survey"], default, notes)
    heads = {_column(heading)[0] for heading in sheets["survey"][0][1]} if sheets["survey"] else set()
    for name in ("type", "name"):
        if name not in heads:
            raise BadFile("survey, row 1", "missing_column", f'The column "{name}" is missing.')
    return Book(
        survey,
        _lines("choices", sheets.get("choices", []), default, notes),
        told,
        _lines("engage", sheets.get("engage", []), "", notes),
        "engage::identity" in heads,
        notes,
    )
