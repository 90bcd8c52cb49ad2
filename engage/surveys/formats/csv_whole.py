"""Our CSV layout with everything a questionnaire holds: what Engage writes, and reads again without loss.

A row is a section, a question, or a theme or index, by its `kind`. `options` has a line for each answer: code,
score, direction, what it is set aside as, and the words, with bars between; `rows` a line for each line of a grid.
A cell that a spreadsheet would take for a formula begins with an apostrophe, here as in every file of ours."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from engage.core.spreadsheets import RISKY
from engage.surveys.formats.imported import BadFile, Imported, NewIdentity, Note, Tally, counted
from engage.surveys.formats.json import SENTENCES, refuse_doubles
from engage.surveys.formats.parts import condition_text
from engage.surveys.rules import BadQuestionnaire, Condition, Option, Question, Questionnaire, Row, Section
from engage.surveys.rules.document import from_plain, load

COLUMNS = (
    "kind", "code", "section", "text", "hint", "required", "reversed", "sensitive", "characteristic", "ordered",
    "other", "comment", "max_length", "low", "high", "whole", "options", "rows", "items", "condition", "identity",
    "was",
)  # fmt: skip
FLAGS = {
    "required": "required", "reversed": "reversed", "sensitive": "sensitive", "characteristic": "characteristic",
    "ordered": "ordered", "other": "has_other", "comment": "has_comment", "whole": "whole",
}  # fmt: skip
NUMBERS = ("max_length", "low", "high")
LISTS = {"theme": "themes", "index": "indices"}
YES, NO = {"yes", "true", "1", "y", "x"}, {"", "no", "false", "0", "n"}
BAR = " | "

Cells = dict[str, str]


def quoted(text: str) -> str:
    """A text that no spreadsheet takes for a formula, and that can be read back."""
    return "'" + text if text.startswith((*RISKY, "'")) else text


def unquoted(text: str) -> str:
    """The text as it was."""
    return text[1:] if text.startswith("'") and text[1:].startswith((*RISKY, "'")) else text


def _option(option: Option) -> str:
    score = "" if option.score is None else repr(option.score)
    return BAR.join((option.code, score, option.direction or "", option.aside or "", option.text))


def _row(row: Row) -> str:
    told = " ".join((*(["reversed"] if row.reversed else []), *([f"was {row.was}"] if row.was else [])))
    return BAR.join((row.code, told, row.text))


def _condition(condition: Condition | None) -> str:
    return condition_text(condition) if condition else ""


def _question(question: Question, section: Section) -> Cells:
    numbers = {name: getattr(question, name) for name in NUMBERS}
    return {
        "kind": question.kind.value, "code": question.code, "section": section.title, "text": question.text,
        "hint": question.hint, "identity": question.identity, "was": question.was or "",
        "condition": _condition(question.condition),
        "options": "\n".join(map(_option, question.options)), "rows": "\n".join(map(_row, question.rows)),
        **{column: "yes" if getattr(question, name) else "" for column, name in FLAGS.items()},
        **{name: "" if value is None else repr(value) for name, value in numbers.items()},
    }  # fmt: skip


def csv_whole(questionnaire: Questionnaire) -> str:
    """The questionnaire as CSV: sections with their questions, then themes and indices."""
    lines: list[Cells] = []
    for section in questionnaire.sections:
        told = {"kind": "section", "code": section.code, "section": section.title, "text": section.intro}
        lines.append(told | {"condition": _condition(section.condition)})
        lines += [_question(question, section) for question in section.questions]
    for kind, name in LISTS.items():
        for group in getattr(questionnaire, name):
            lines.append({"kind": kind, "code": group.code, "text": group.name, "items": " ".join(group.items)})
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([quoted(line.get(column, "")) for column in COLUMNS] for line in lines)
    return out.getvalue()


class _Reader:
    """Rows as the plain values of our JSON, with the line of each."""

    def __init__(self, identity: NewIdentity) -> None:
        self.identity = identity
        self.sections: list[dict[str, Any]] = []
        self.lists: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS.values()}
        self.where: dict[str, int] = {}
        self.given = 0

    def take(self, number: int, cells: Cells) -> None:
        kind = cells.get("kind", "").lower()
        if kind == "section":
            self.where[f"$.sections[{len(self.sections)}]"] = number
            told = {"code": cells["code"], "title": cells["section"], "intro": cells["text"], "questions": []}
            self.sections.append(told | self._asked(number, cells))
        elif kind in LISTS:
            found = self.lists[LISTS[kind]]
            self.where[f"$.{LISTS[kind]}[{len(found)}]"] = number
            found.append({"code": cells["code"], "name": cells["text"], "items": cells.get("items", "").split()})
        else:
            self._question(number, cells)

    def _question(self, number: int, cells: Cells) -> None:
        if not self.sections:
            told = {"code": "S1", "title": cells["section"] or "Questions", "questions": []}
            self.sections.append(told)
        questions = self.sections[-1]["questions"]
        self.where[f"$.sections[{len(self.sections) - 1}].questions[{len(questions)}]"] = number
        made = {
            "code": cells["code"], "kind": cells.get("kind", "").lower(), "text": cells["text"],
            "hint": cells.get("hint", ""), "identity": cells.get("identity", ""), "was": cells.get("was") or None,
            "options": [self._option(number, line) for line in cells.get("options", "").split("\n") if line.strip()],
            "rows": [self._row(number, line) for line in cells.get("rows", "").split("\n") if line.strip()],
            **{name: self._flag(number, cells, column) for column, name in FLAGS.items()},
            **{name: self._number(number, cells, name) for name in NUMBERS},
        }  # fmt: skip
        if not made["identity"]:
            made["identity"] = self.identity()
            self.given += 1
        questions.append(made | self._asked(number, cells))

    def _asked(self, number: int, cells: Cells) -> dict[str, Any]:
        try:
            return {"condition": load(cells["condition"])} if cells.get("condition") else {}
        except BadQuestionnaire as error:
            raise BadFile(f"line {number}", error.code, "The condition is not complete JSON.") from error

    def _flag(self, number: int, cells: Cells, name: str) -> bool:
        value = cells.get(name, "").lower()
        if value not in YES | NO:
            raise BadFile(f"line {number}", "not_true_or_false", f'"{name}" is yes, no or empty.')
        return value in YES

    def _number(self, number: int, cells: Cells, name: str) -> float | int | None:
        value = cells.get(name, "")
        try:
            return None if not value else int(value) if name == "max_length" else float(value)
        except ValueError as error:
            raise BadFile(f"line {number}", "not_a_number", f'"{name}" is a number or empty.') from error

    def _option(self, number: int, line: str) -> dict[str, Any]:
        parts = line.split("|", 4)
        if len(parts) < 5:
            raise BadFile(f"line {number}", "bad_option", "An answer is: code | score | direction | aside | words.")
        code, score, direction, aside, text = (part.strip() for part in parts)
        return {
            "code": code, "text": text, "score": self._number(number, {"score": score}, "score"),
            "direction": direction or None, "aside": aside or None,
        }  # fmt: skip

    def _row(self, number: int, line: str) -> dict[str, Any]:
        parts = line.split("|", 2)
        told = parts[1].strip() if len(parts) > 2 else "?"
        turned, said, was = told.partition("was ") if "was " in told else (told, "", "")
        if turned.strip() not in {"", "reversed"}:
            raise BadFile(f"line {number}", "bad_row", "A line of a grid is: code | reversed or nothing | words.")
        made = {"code": parts[0].strip(), "text": parts[2].strip(), "reversed": bool(turned.strip())}
        return made | ({"was": was.strip()} if said else {})

    def line_of(self, path: str) -> str:
        """The line of the file that a path of our JSON came from."""
        known = [place for place in self.where if path.startswith(place)]
        return f"line {self.where[max(known, key=len)]}" if known else "line 1"


def read_whole(lines: Sequence[tuple[int, Cells]], notes: tuple[Note, ...], identity: NewIdentity) -> Imported:
    """A questionnaire from rows of this layout; raises BadFile with the line for anything amiss."""
    reader = _Reader(identity)
    for number, cells in lines:
        reader.take(number, cells)
    try:
        built = from_plain({"sections": reader.sections, **reader.lists})
    except BadQuestionnaire as error:
        sentence = SENTENCES.get(error.code, "This is no questionnaire.")
        raise BadFile(reader.line_of(error.path), error.code, sentence) from error
    refuse_doubles(built)
    count = len(built.questions)
    if not count:
        raise BadFile("line 2", "no_questions", "There is no question in this file.")
    carried = [f"{counted(count, 'question')} in {counted(len(built.sections), 'section')}"]
    if reader.given:
        carried.append(f"{counted(reader.given, 'question')} without an identity, now given one")
    options = sum(len(question.options) for question in built.questions)
    return Imported(
        built, tuple(carried), notes, (Tally("questions", count, count), Tally("options", options, options))
    )
