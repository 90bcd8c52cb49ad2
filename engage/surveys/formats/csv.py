"""Our CSV layout: a row a question; a column a score, holding the word for it.

Columns: code, section, text; numbers as names for the scores; if wanted not_applicable, prefer_not_to_say,
kind, hint, required, reversed, sensitive, theme, index. Without `kind`, a row with words is a scale. Only a
scale is scored, with directions by rank: of a single or multiple choice the columns only give the order.
Columns options and identity together are the whole layout of csv_whole."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from engage.surveys.formats.csv_whole import read_whole, unquoted
from engage.surveys.formats.imported import BadFile, Imported, NewIdentity, Note, Tally, counted
from engage.surveys.rules import (
    Aside,
    Direction,
    Group,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
    clean,
    fields,
    is_code,
    items,
)
from engage.surveys.rules.document import MOST_NAME, MOST_QUESTIONS, MOST_TEXT
from engage.surveys.rules.scales import directions

NEEDED = ("code", "section", "text")
ASIDES = {
    "not_applicable": ("na", Aside.NOT_APPLICABLE),
    "prefer_not_to_say": ("pnts", Aside.PREFER_NOT_TO_SAY),
}
FLAGS = ("required", "reversed", "sensitive")
KNOWN = {*NEEDED, *ASIDES, *FLAGS, "kind", "hint", "theme", "index"}
SCORE = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,2})?")
TRUE, FALSE = {"yes", "true", "1", "y", "x"}, {"", "no", "false", "0", "n"}
MOST_COLUMNS = 100
# The layout that Engage writes: told by these two.
WHOLE = {"options", "identity"}
SEVERAL_LINES = {"text", "hint", "options", "rows"}
MOST_LINES = 3000


@dataclass(frozen=True)
class Line:
    """One row: the line it begins on, and its cells by column."""

    number: int
    cells: dict[str, str]

    def bad(self, code: str, sentence: str) -> BadFile:
        """The error that names this line."""
        return BadFile(f"line {self.number}", code, sentence)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cut = "unexpected end" in str(error)
            raise BadFile(
                f"line {start}",
                "truncated" if cut else "not_csv",
                "A quoted text does not end: the file looks cut off." if cut else "This line is not valid CSV.",
            ) from error
        if any(cell.strip() for cell in cells):
            yield start, cells


def _header(cells: list[str]) -> list[str]:
    names = [clean(cell, lines=False).lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise BadFile("line 1", "too_many", f"More than {MOST_COLUMNS} columns.")
    doubled = next((name for name in names if names.count(name) > 1), None)
    if doubled is not None:
        raise BadFile("line 1", "doubled_column", f'The column "{doubled}" stands twice.')
    missing = [name for name in NEEDED if name not in names]
    if missing:
        read_as = "The file was read as CSV, as it is no JSON, LimeSurvey or XLSForm file."
        raise BadFile("line 1", "missing_column", f"Missing columns: {', '.join(missing)}. {read_as}")
    return names


def _lines(text: str) -> tuple[list[str], list[Line]]:
    rows = _rows(text)
    _, first = next(rows, (1, []))
    names = _header(first)
    whole = set(names) >= WHOLE
    lines = []
    for number, cells in rows:
        if any(cell.strip() for cell in cells[len(names) :]):
            raise BadFile(f"line {number}", "too_many_cells", "This line has more cells than there are columns.")
        if len(cells) < len(names):
            raise BadFile(f"line {number}", "too_few_cells", "This line ends early: the file looks cut off.")
        found = {
            name: clean(unquoted(cell) if whole else cell, lines=name in SEVERAL_LINES)
            for name, cell in zip(names, cells, strict=False)
        }
        lines.append(Line(number, found))
        if len(lines) > (MOST_LINES if whole else MOST_QUESTIONS):
            raise BadFile(f"line {number}", "too_many", f"More than {MOST_QUESTIONS} questions.")
    return names, lines


def _flag(line: Line, name: str) -> bool:
    value = line.cells.get(name, "").lower()
    if value not in TRUE | FALSE:
        raise line.bad("not_true_or_false", f'"{name}" is yes, no or empty.')
    return value in TRUE


def _words(line: Line, scores: list[str]) -> tuple[Option, ...]:
    """The options in the order of the columns, scored, with directions by their rank."""
    found = [(float(name), name, line.cells[name]) for name in scores if line.cells[name]]
    ranked = dict(zip(sorted((score for score, _, _ in found), reverse=True), directions(len(found)), strict=True))
    return tuple(_scored(name, word, score, ranked[score]) for score, name, word in found)


def _scored(name: str, word: str, score: float, direction: Direction) -> Option:
    code = name.replace("-", "minus-").replace(".", "_")
    return Option(code, word, score + 0.0, direction)


def _unscored(words: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(Option(word.code, word.text) for word in words)


def _kind(line: Line, words: tuple[Option, ...]) -> Kind:
    given = line.cells.get("kind", "").lower()
    if not given:
        if not words:
            raise line.bad("no_options", "No score column holds a word, and there is no kind.")
        return Kind.SCALE
    if given not in {kind.value for kind in Kind} - {Kind.GRID.value}:
        raise line.bad("unknown_kind", f'The kind "{given[:40]}" is not known here.')
    kind = Kind(given)
    chosen = kind in {Kind.SCALE, Kind.SINGLE, Kind.MULTIPLE}
    if words and not chosen:
        raise line.bad("options_not_used", f'A question of the kind "{given}" has no words to choose.')
    if not words and chosen:
        raise line.bad("no_options", f'A question of the kind "{given}" needs words in the score columns.')
    return kind


def _question(line: Line, scores: list[str], identity: NewIdentity) -> Question:
    for name in NEEDED:
        if not line.cells[name]:
            raise line.bad("empty", f'"{name}" is empty.')
    for name, value in line.cells.items():
        if len(value) > (MOST_TEXT if name in {"text", "hint"} else MOST_NAME):
            raise line.bad("too_long", f'The text under "{name}" is too long.')
    if not is_code(line.cells["code"]):
        raise line.bad("bad_code", "A code is up to 40 letters, digits, hyphens and single underscores.")
    words = _words(line, scores)
    if len(words) == 1:
        raise line.bad("too_few_options", "A question needs at least two words to choose from.")
    asides = tuple(
        Option(code, line.cells[name], aside=aside) for name, (code, aside) in ASIDES.items() if line.cells.get(name)
    )
    kind = _kind(line, words)
    if asides and not (words or kind is Kind.NPS):
        raise line.bad("options_not_used", "This kind of question has no options, so none can be set aside.")
    return Question(
        line.cells["code"],
        identity(),
        kind,
        line.cells["text"],
        hint=line.cells.get("hint", ""),
        required=_flag(line, "required"),
        options=(*(words if kind is Kind.SCALE else _unscored(words)), *asides),
        reversed=_flag(line, "reversed"),
        sensitive=_flag(line, "sensitive"),
    )


def _groups(lines: list[Line], column: str, prefix: str, usable: set[str]) -> tuple[tuple[Group, ...], list[Note]]:
    named: dict[str, list[str]] = {}
    notes = []
    for line in lines:
        name, code = line.cells.get(column, ""), line.cells["code"]
        if name and code in usable:
            named.setdefault(name, []).append(code)
        elif name:
            notes.append(Note(f"line {line.number}", f"{column} {name}", "this question has no scale"))
    groups = (Group(f"{prefix}{place}", name, tuple(codes)) for place, (name, codes) in enumerate(named.items(), 1))
    return tuple(groups), notes


def _sections(lines: list[Line], scores: list[str], identity: NewIdentity) -> dict[str, list[Question]]:
    """The questions by the title of their section, in the order of the file; codes are unique."""
    sections: dict[str, list[Question]] = {}
    taken: set[str] = set()
    for line in lines:
        question = _question(line, scores, identity)
        if taken.intersection(fields(question)):
            raise line.bad("doubled_code", f'The code "{question.code}" stands twice.')
        taken.update(fields(question))
        sections.setdefault(line.cells["section"], []).append(question)
    if not sections:
        raise BadFile("line 2", "no_questions", "There is no question in this file.")
    return sections


def read_csv(text: str, notes: tuple[Note, ...], identity: NewIdentity) -> Imported:
    """A questionnaire from our CSV layout; raises BadFile with the line number for anything amiss."""
    names, lines = _lines(text)
    scores = [name for name in names if SCORE.fullmatch(name)]
    values = [float(name) for name in scores]
    if len(set(values)) != len(values):
        raise BadFile("line 1", "doubled_column", "Two columns stand for the same score.")
    if set(names) >= WHOLE:
        return read_whole([(line.number, line.cells) for line in lines], notes, identity)
    found = [*notes]
    found += [
        Note("line 1", f'column "{name}"', "not a column of this layout")
        for name in names
        if name not in KNOWN and name not in scores
    ]
    sections = _sections(lines, scores, identity)
    built = Questionnaire(
        tuple(
            Section(f"S{place}", title, questions=tuple(questions))
            for place, (title, questions) in enumerate(sections.items(), 1)
        )
    )
    scaled = {item.code for item in items(built) if item.kind is Kind.SCALE}
    themes, amiss = _groups(lines, "theme", "T", scaled)
    indices, more = _groups(lines, "index", "I", scaled)
    count = len(built.questions)
    options = sum(len(question.options) for question in built.questions)
    carried = (
        f"{counted(count, 'question')} in {counted(len(sections), 'section')}",
        counted(options, "option"),
    )
    return Imported(
        Questionnaire(built.sections, themes, indices),
        carried,
        (*found, *amiss, *more),
        (Tally("questions", count, count), Tally("options", options, options)),
    )
