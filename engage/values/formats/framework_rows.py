"""Rows of the CSV layout become a document: audiences and levels by their words, values with their statements."""

from collections.abc import Callable, Sequence

from engage.values.formats.framework_cells import Row
from engage.values.formats.framework_fault import BadFile
from engage.values.rules.framework import (
    COLOURS,
    MOST_ABOUT,
    MOST_AUDIENCES,
    MOST_LEVELS,
    MOST_NAME,
    MOST_QUESTION,
    MOST_STATEMENT,
    MOST_TAG,
    MOST_TAGS,
    MOST_WORD,
    Audience,
    AudienceKind,
    Document,
    Level,
    LevelKind,
    Statement,
    Value,
    same,
)
from engage.values.rules.framework_document import MOST_IDENTITY, MOST_REPLACED, BadFramework, check
from engage.values.rules.framework_words import audience_kind, level_kind

TITLE = "Our values and behaviours"
LONGEST = {
    "organisation": MOST_NAME, "value": MOST_NAME, "audience": MOST_WORD, "level": MOST_WORD,
    "statement": MOST_STATEMENT, "about": MOST_ABOUT, "question": MOST_QUESTION,
}  # fmt: skip
WRITE_INSTEAD = (
    "Write everyone, managers, leaders or a grade (such as “grade 7 and above”), each with “(as above, plus)” "
    "after it where wanted; or say what it means in a column audience_kind: everyone, managers, leaders or grade."
)


class _Lists:
    """Audiences and levels in the order in which the rows name them first."""

    def __init__(self) -> None:
        self.audiences: dict[str, tuple[Audience, int]] = {}
        self.levels: dict[str, tuple[Level, int]] = {}

    def read(self, row: Row) -> None:
        """Note what a row names; raises BadFile for words that nobody knows, or that are written in two ways."""
        name = row.cells["audience"]
        known = self.audiences.get(same(name))
        kind = known[0].kind if known and not row.cells["audience_kind"] else _audience(row, name)
        audience = Audience(name, kind)
        self._same(row, "audience", audience, self.audiences.setdefault(same(name), (audience, row.number)))
        if row.cells["level"]:
            before = self.levels.get(same(row.cells["level"]))
            means = before[0].kind if before and not row.cells["level_kind"] else _level(row)
            level = Level(row.cells["level"], means)
            self._same(row, "level", level, self.levels.setdefault(same(level.name), (level, row.number)))
        elif row.cells["level_kind"]:
            raise row.bad("There is something under “level_kind” and nothing under “level”.")

    @staticmethod
    def _same(row: Row, what: str, now: Audience | Level, known: tuple[Audience | Level, int]) -> None:
        if now.name != known[0].name:
            raise row.bad(f"The {what} “{now.name}” is written “{known[0].name}” in row {known[1]}.")
        if now.kind != known[0].kind:
            raise row.bad(f"The {what} “{now.name}” is {now.kind} here and {known[0].kind} in row {known[1]}.")


def _audience(row: Row, name: str) -> AudienceKind:
    given = row.cells["audience_kind"].casefold()
    if given:
        return AudienceKind(_one_of(row, "audience_kind", given, [kind.value for kind in AudienceKind]))
    kind = audience_kind(name)
    if kind is None:
        raise row.bad(f"“{name[:MOST_WORD]}” under “audience” is not known. {WRITE_INSTEAD}")
    return kind


def _level(row: Row) -> LevelKind:
    given = row.cells["level_kind"].casefold()
    if given:
        return LevelKind(_one_of(row, "level_kind", given, [kind.value for kind in LevelKind]))
    return level_kind(row.cells["level"])


def _one_of(row: Row, column: str, given: str, allowed: Sequence[str]) -> str:
    if given not in allowed:
        raise row.bad(f"“{given[:40]}” under “{column}” is none of {', '.join(allowed)}.")
    return given


def built(organisation: str, values: Sequence[tuple[str, Sequence[Row]]], identity: Callable[[], str]) -> Document:
    """The document of one organisation's rows; raises BadFile naming the row."""
    lists = _Lists()
    made = []
    for name, rows in values:
        for row in rows:
            _short(row)
            lists.read(row)
        made.append(_value(name, rows, identity))
    for what, found, most in (
        ("audiences", lists.audiences, MOST_AUDIENCES), ("levels", lists.levels, MOST_LEVELS),
    ):  # fmt: skip
        if len(found) > most:
            raise BadFile("", f"{organisation} has {len(found)} {what}. A framework has at most {most}.")
    audiences = tuple(each for each, _ in lists.audiences.values())
    levels = tuple(each for each, _ in lists.levels.values())
    document = Document(organisation, TITLE, "", audiences, levels, tuple(made))
    try:
        return check(document)
    except BadFramework as bad:  # what is wrong with a row is said above; this is about the whole
        raise BadFile("", f"The identity “{bad.what}” is there twice.") from bad


def _short(row: Row) -> None:
    for column, most in LONGEST.items():
        if len(row.cells[column]) > most:
            raise row.bad(f"The text under “{column}” has {len(row.cells[column]):,} characters, of at most {most:,}.")


def _value(name: str, rows: Sequence[Row], identity: Callable[[], str]) -> Value:
    blank = [row for row in rows if not row.cells["statement"]]
    if blank and len(rows) > 1:
        if len(blank) == len(rows):
            raise blank[1].bad(f"The value “{name}” is there twice, in row {blank[0].number} and here.")
        raise blank[0].bad(f"There is no statement, though the value “{name}” has statements in other rows.")
    one = {column: _agreed(rows, column) for column in ("about", "colour", "value_identity", "value_replaces")}
    first = rows[0]
    if one["colour"]:
        _one_of(first, "colour", one["colour"], COLOURS)
    return Value(
        _identity(first, "value_identity", one["value_identity"]) or identity(), name, one["about"], one["colour"],
        first.cells["audience"] if blank else "", first.cells["level"] if blank else "",
        () if blank else _statements(rows, identity), _replaces(first, "value_replaces", one["value_replaces"]),
    )  # fmt: skip


def _agreed(rows: Sequence[Row], column: str) -> str:
    """What the rows of a value say of it, in one of them or in each."""
    said = ""
    for row in rows:
        cell = row.cells[column]
        if said and cell and cell != said:
            raise row.bad(f"“{column}” says something else in an earlier row of the same value.")
        said = said or cell
    return said


def _statements(rows: Sequence[Row], identity: Callable[[], str]) -> tuple[Statement, ...]:
    seen: dict[tuple[str, str, str], int] = {}
    made = []
    for row in rows:
        cells = row.cells
        key = (cells["audience"], cells["level"], same(cells["statement"]))
        if key in seen:
            raise row.bad(f"The same statement is in row {seen[key]} already, for the same people at the same level.")
        seen[key] = row.number
        made.append(
            Statement(
                _identity(row, "identity", cells["identity"]) or identity(),
                cells["statement"],
                cells["audience"],
                cells["level"],
                _tags(row),
                cells["question"],
                _replaces(row, "replaces", cells["replaces"]),
            )
        )
    return tuple(made)


def _tags(row: Row) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(tag.strip() for tag in row.cells["tags"].split(";") if tag.strip()))
    if len(tags) > MOST_TAGS or any(len(tag) > MOST_TAG for tag in tags):
        raise row.bad(f"A statement has at most {MOST_TAGS} tags of {MOST_TAG} characters, with semicolons between.")
    return tags


def _identity(row: Row, column: str, cell: str) -> str:
    if cell and not (len(cell) <= MOST_IDENTITY and cell.isascii() and cell.isalnum()):
        raise row.bad(f"“{cell[:40]}” under “{column}” is no identity: up to {MOST_IDENTITY} letters and digits.")
    return cell


def _replaces(row: Row, column: str, cell: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(cell.split()))
    if len(found) > MOST_REPLACED:
        raise row.bad(f"There are more than {MOST_REPLACED} identities under “{column}”.")
    return tuple(_identity(row, column, each) for each in found)
