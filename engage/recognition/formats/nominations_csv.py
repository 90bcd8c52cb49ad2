"""Nominations as files: the council's own form as CSV, the rows that were left out, and all of a round."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from engage.core.errors import Invalid
from engage.core.formatting import moment
from engage.core.forms import clean
from engage.core.spreadsheets import Cell
from engage.directory.imports.reading import Source, open_source
from engage.directory.rules.faults import FileFault, Notes
from engage.recognition.models import AwardRound, Nomination
from engage.recognition.rules.nominations_file import COLUMNS, MOST_ROWS, Bad, Row, columns

MOST_BYTES = 5_000_000
READ = {
    "too_big": "The file is larger than 5 MB.",
    "empty": "The file is empty.",
    "a_workbook": "This is a workbook, not CSV. In Excel choose “Save as”, then “CSV UTF-8”.",
    "not_csv": "This is not a CSV file.",
    "no_header": "The first row must name the columns.",
}


def criteria_of(row: AwardRound) -> list[str]:
    """The names of all criteria of the round, each once, in their order."""
    return list(dict.fromkeys(each.name for category in row.categories for each in category.criteria))


def template_rows(row: AwardRound) -> tuple[list[str], list[list[Cell]]]:
    """The header, and a row that shows what goes where."""
    names = criteria_of(row)
    first = row.categories[0] if row.categories else None
    mine = {each.name for each in first.criteria} if first else set()
    example: list[Cell] = ["Resident", "A. Resident", "a.resident@example.org", first.name if first else "", "", "Sam",
                           "Example", ""]  # fmt: skip
    return [*COLUMNS, *names], [[*example, *("What they did" if each in mine else "" for each in names)]]


def read(path: Path, row: AwardRound) -> tuple[list[Row], list[str]]:
    """The rows, and the columns that nobody knows; Invalid, in plain words, where the file cannot be used."""
    try:
        source = open_source(path, MOST_BYTES, Notes())
        lines = _lines(source)
    except FileFault as fault:
        raise Invalid(READ.get(fault.fault.code, "The file cannot be read as CSV.")) from None
    names = criteria_of(row)
    known, missing, unknown = columns(source.headers, names)
    if missing:
        raise Invalid(f"The file has no column “{missing[0]}”. The template shows the columns.")
    if len(lines) > MOST_ROWS:
        raise Invalid(f"The file has {len(lines):,} rows. Upload at most {MOST_ROWS} at a time.")
    return [_row(number, cells, known, names) for number, cells in lines], unknown


def _lines(source: Source) -> list[tuple[int, Sequence[str]]]:
    """Rows as a spreadsheet numbers them: the header is row 1, and blank rows count."""
    with source.path.open(encoding=source.encoding, newline="") as file:
        try:
            rows = list(enumerate(csv.reader(file, delimiter=source.delimiter, strict=True), 1))
        except csv.Error:
            raise Invalid("A cell of the file is too long, or a quotation mark in it is not closed.") from None
    return [(number, cells) for number, cells in rows[1:] if any(cell.strip() for cell in cells)]


def _row(number: int, cells: Sequence[str], known: Mapping[int, str], names: Sequence[str]) -> Row:
    held = {known[at]: clean(cell) for at, cell in enumerate(cells) if at in known}
    return Row(number, {name: " ".join(held[name].split()) for name in COLUMNS if name in held},
               {name.casefold(): held[name] for name in names if name in held})  # fmt: skip


def left_out(path: Path, bad: Mapping[int, tuple[Bad, str]]) -> tuple[list[str], list[list[Cell]]]:
    """The rows that cannot be taken as they stand in the file, with the reason."""
    source = open_source(path, MOST_BYTES, Notes())
    wide = len(source.headers)
    rows: list[list[Cell]] = [
        [str(number), bad[number][1], *(list(cells) + [""] * wide)[:wide]]
        for number, cells in _lines(source)
        if number in bad
    ]
    return ["Row", "Why it was left out", *source.headers], rows


def export_rows(row: AwardRound, found: Sequence[Nomination]) -> tuple[list[str], list[list[Cell]]]:
    """What was sent, without contact details."""
    names = criteria_of(row)
    called = {one.id: one.name for category in row.categories for one in category.criteria}
    head = ["Number", "Category", "Nominee", "Team", "As written", "Nominated by", "From", "State", "Joined to", "Sent",
            "Seconder", "Seconded", *names]  # fmt: skip
    return head, [_exported(each, names, called) for each in found]


def _exported(each: Nomination, names: Sequence[str], called: Mapping[int, str]) -> list[Cell]:
    words = {called.get(one.criterion_id, ""): one.words for one in each.answers}
    second = each.seconding
    agreed = {True: "yes", False: "no", None: "not answered"}[second.agreed] if second else ""
    return [
        each.id, each.category.name, each.nominee.name if each.nominee else "", each.team.name if each.team else "",
        each.nominee_words, each.nominator.name if each.nominator else each.nominator_name, each.origin, each.state,
        each.joined_to_id, moment(each.submitted_at), second.person.name if second else "", agreed,
        *(words.get(name, "") for name in names),
    ]  # fmt: skip
