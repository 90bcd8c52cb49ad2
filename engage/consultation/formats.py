"""Entries as rows of a file: no name unless the consultation shows names."""

from collections.abc import Iterator, Mapping, Sequence

from engage.consultation.models import Consultation, Entry

COLUMNS = ("on", "statement", "text", "agree with it", "themes")
BOARD = {"works_well": "What works well", "even_better": "Even better if"}


def columns(row: Consultation) -> Sequence[str]:
    """The header."""
    return (*COLUMNS, "name") if row.named else COLUMNS


def rows(row: Consultation, entries: Sequence[Entry], names: Mapping[int, str]) -> Iterator[Sequence[str | int]]:
    """A row for each entry."""
    numbers = {each.id: f"{number}. {each.text}" for number, each in enumerate(row.statements, 1)}
    for entry in entries:
        cells = (
            BOARD.get(entry.board_column or "", "Comment on a statement"),
            numbers.get(entry.statement_id or 0, ""),
            entry.text,
            entry.agreed,
            "; ".join(theme.name for theme in entry.themes),
        )
        yield (*cells, names.get(entry.author_id or 0, "")) if row.named else cells
