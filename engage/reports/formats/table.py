"""The figures of a report as rows of a file."""

from collections.abc import Iterator

from engage.core.money import plain
from engage.core.spreadsheets import Cell
from engage.reports.rules import figures
from engage.reports.rules.figures import PENCE, Evidence, Snapshot
from engage.reports.rules.periods import words

COLUMNS = ("Block", "Measure", "This period", "Period before", "Unit", "Exception", "Evidence", "Period", "Before")
UNITS = {figures.NUMBER: "number", figures.PERCENT: "percent", PENCE: "pounds"}


def rows(snapshot: Snapshot) -> Iterator[tuple[Cell, ...]]:
    """A line for each figure, then for each sentence; what is not told stands empty."""
    this, last = words(snapshot.period), words(snapshot.before)
    for block in snapshot.blocks:
        for each in block.figures:
            yield (
                block.title, each.words, _cell(each.this, each.kind), _cell(each.last, each.kind), UNITS[each.kind],
                _flag(each.exception), address(snapshot, each.evidence), this, last,
            )  # fmt: skip
        for said in block.sentences:
            yield (block.title, said.words, None, None, "words", _flag(said.exception),
                   address(snapshot, said.evidence), this, last)  # fmt: skip


def address(snapshot: Snapshot, evidence: Evidence | None) -> str:
    """Where evidence is found from outside: a whole address."""
    if evidence is None:
        return ""
    return snapshot.site + evidence.address if evidence.address.startswith("/") else evidence.address


def _cell(value: figures.Cell, kind: str) -> Cell:
    return plain(value) if kind == PENCE and isinstance(value, int) else value


def _flag(exception: bool) -> str:
    return "yes" if exception else ""
