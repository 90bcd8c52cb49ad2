"""What a file says of a group beyond its questions: what goes along with the index, tables by a characteristic."""

from collections.abc import Sequence
from typing import Any

from engage.surveys.formats.release_out import HIDDEN
from engage.surveys.rules import importance, splits
from engage.surveys.rules.published import Block, BlockFigures, Head, TableFigures

HOW = (
    "Percent positive of those who answered, or the share of a choice; indices run from 0 to 100. {c} means not shown: "
    "too few answers, or too alike. “With” means that a figure is of these answers put together. Answers that few gave "
    "are put together throughout, as “one or another”."
)
UNTESTED = "Differences here are not tested: with so many columns some look large by chance alone."
WITHHELD = (
    "{c}: this table is withheld, for too few answers, or answers too alike. Nothing was lost: everybody’s answers are "
    "in the figures of {name} as a whole."
)
PARTIAL = "from its items’ means"
Row = dict[str, Any]


def drivers(head: Head, block: Block, figures: BlockFigures) -> Row | None:
    """The table with its explanation, or the refusal; nothing for a group in which it is not looked for."""
    if not importance.looked_for(head, block, figures):
        return None
    made: Row = {"title": importance.TITLE, "refused": "", "about": [importance.WHERE], "lines": []}
    if figures.drivers is None:
        return made | {"refused": f"{HIDDEN}: {importance.refused(head)}"}
    found = [
        (line.name, f"{line.importance}%", HIDDEN if line.score is None else f"{line.score}%", line.place)
        for line in importance.lines(head, figures)
    ]
    intro, answered = importance.introduced(head, figures.drivers), importance.answered(figures.drivers)
    return made | {"lines": found, "about": [intro, answered, importance.METHOD]}


def tables(head: Head, block: Block, found: Sequence[TableFigures]) -> list[Row]:
    """Each table of the release that splits this group, in the order of the characteristics; the withheld ones too."""
    by_code = {each.characteristic: each for each in found if each.block == block.code}
    declared = {each.characteristic for each in head.tables if each.block == block.code}
    made = []
    for meta in head.characteristics:
        if meta.code in declared:
            table = by_code.get(meta.code)
            withheld = "" if table else WITHHELD.format(c=HIDDEN, name=block.name)
            columns = [(name, f"about {people:,} people" if people else "")
                       for name, people in splits.columns(meta, table)]  # fmt: skip
            parts = [(title, [_row(row) for row in rows]) for title, rows in splits.parts(head, meta, table)]
            made.append({"text": meta.text, "withheld": withheld, "columns": columns, "parts": parts})
    return made


def how() -> list[str]:
    """How tables by a characteristic are read."""
    return [HOW.format(c=HIDDEN), UNTESTED]


def _row(row: splits.Row) -> tuple[str, list[tuple[str, str]]]:
    """Its words, and each figure with what is said of it."""
    return row.text, [(_figure(each, row.scored), _note(each)) for each in row.values]


def _figure(each: splits.Value, scored: bool) -> str:
    return HIDDEN if each.value is None else f"{each.value}{'' if scored else '%'}"


def _note(each: splits.Value) -> str:
    if each.value is None:
        return ""
    return "; ".join(filter(None, [f"with {each.others}" if each.others else "", PARTIAL if each.partial else ""]))
