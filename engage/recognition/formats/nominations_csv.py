"""Nominations as files: the council's own form as CSV, the rows that were left out, and all of a round."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from engage.core.formatting import moment
from engage.core.spreadsheets import Cell
from engage.directory.imports import rows
from engage.recognition.models import AwardRound, Nomination
from engage.recognition.rules.nominations_file import COLUMNS, MOST_ROWS, Row, columns

MOST = rows.Most(mb=5, rows=MOST_ROWS)


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
    names = criteria_of(row)
    found, unknown = rows.read(path, MOST, lambda headers: columns(headers, names))
    return [_row(number, cells, names) for number, cells in found], unknown


def _row(number: int, held: Mapping[str, str], names: Sequence[str]) -> Row:
    return Row(number, {name: " ".join(held[name].split()) for name in COLUMNS if name in held},
               {name.casefold(): held[name] for name in names if name in held})  # fmt: skip


def left_out(path: Path, why: Mapping[int, str]) -> tuple[list[str], list[list[Cell]]]:
    """The rows that cannot be taken as they stand in the file, with the reason."""
    return rows.left_out(path, MOST, why)


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
