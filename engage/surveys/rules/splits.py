"""A group split by a characteristic, as it is read: columns of answers, and a row for each figure, as released."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engage.surveys.rules.published import (
    CellFigures,
    GroupFigure,
    Head,
    ItemFigure,
    ItemMeta,
    SplitMeta,
    TableFigures,
)

BLANK = "Did not say"


@dataclass(frozen=True)
class Value:
    """One figure of one column, and the columns it was put together with; `partial`: a mean of items’ means."""

    value: int | None
    others: str = ""
    partial: bool = False


@dataclass(frozen=True)
class Row:
    """One figure over all columns; `scored`: an index from 0 to 100, else percents; `choice`: neither good nor bad."""

    text: str
    values: tuple[Value, ...]
    scored: bool = False
    choice: bool = False


def label(meta: SplitMeta, cell: CellFigures) -> str:
    """What a cell of a table is called: the answers it puts together."""
    texts = dict(meta.options)
    return " or ".join([*(texts[code] for code in cell.categories), *([BLANK] if cell.blank else [])])


def columns(meta: SplitMeta, table: TableFigures | None) -> list[tuple[str, int]]:
    """The name of each column, and how many people it is about."""
    return [(label(meta, cell), cell.people) for cell in table.cells] if table else []


def parts(head: Head, meta: SplitMeta, table: TableFigures | None) -> list[tuple[str, list[Row]]]:
    """The rows under their titles; nothing of a table that is withheld."""
    if table is None:
        return []
    names = {cell.code: label(meta, cell) for cell in table.cells}
    found = (("Themes and indices", _groups(head, table, names)), ("Questions", _items(head, table, names)))
    return [(title, rows) for title, each in found if (rows := list(each))]


def _others(figure: ItemFigure | GroupFigure, here: str, names: Mapping[str, str]) -> str:
    return ", ".join(names[code] for code in figure.with_blocks if code != here)


def _groups(head: Head, table: TableFigures, names: Mapping[str, str]) -> Iterator[Row]:
    def values(figures: Sequence[GroupFigure]) -> tuple[Value, ...]:
        pairs = zip(table.cells, figures, strict=True)
        return tuple(Value(each.value, _others(each, cell.code, names), each.partial) for cell, each in pairs)

    for at, index in enumerate(head.indices):
        yield Row(index.name, values([cell.indices[at] for cell in table.cells]), scored=True)
    for at, theme in enumerate(head.themes):
        yield Row(theme.name, values([cell.themes[at] for cell in table.cells]))


def _items(head: Head, table: TableFigures, names: Mapping[str, str]) -> Iterator[Row]:
    for at, item in enumerate(head.items):
        found = [(cell.items[at], _others(cell.items[at], cell.code, names)) for cell in table.cells]
        if item.directed:
            yield Row(item.text, tuple(Value(each.positive, others) for each, others in found))
        else:
            yield from _choices(item, found)


def _choices(item: ItemMeta, found: Sequence[tuple[ItemFigure, str]]) -> Iterator[Row]:
    """A row for each answer that is told of any column; one row says that none is."""
    shown = list(dict.fromkeys(share.code for each, _ in found for share in each.spread))
    if not shown:
        yield Row(item.text, tuple(Value(None, others) for _, others in found), choice=True)
    for code in shown:
        shares = [({share.code: share.percent for share in each.spread}, others) for each, others in found]
        values = tuple(Value(share.get(code), others) for share, others in shares)
        yield Row(f"{item.text}: {item.texts[code]}", values, choice=True)
