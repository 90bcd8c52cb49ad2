"""The grid of outputs by quarter: what is pasted from a spreadsheet, row by row."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_ROWS, MOST_CELL, QUARTERS = 500, 500, 12
# A cell that only says that something is promised, or done.
TICKS = ("x", "✓", "✔", "yes", "•", "●")
DONE = re.compile(r"(?:✓|✔|done)\s*:?\s*", re.IGNORECASE)


class GridFault(StrEnum):
    """What can be wrong with a pasted row."""

    UNKNOWN = "unknown"
    SEVERAL = "several"
    TWICE = "twice"
    WIDE = "wide"
    LONG = "long"
    MANY = "many"
    EMPTY = "empty"


@dataclass(frozen=True)
class PastedCell:
    """What a quarter holds: words (or none), and whether it is done. `there` is False for an empty cell."""

    there: bool
    text: str = ""
    done: bool = False


@dataclass(frozen=True)
class PastedRow:
    """A row of an item: its cells from the first quarter on; an empty cell leaves its quarter as it is."""

    item_id: int
    name: str
    cells: tuple[PastedCell, ...]


@dataclass(frozen=True)
class BadRow:
    """What is wrong: the row, a code, and what stands there."""

    row: int
    fault: GridFault
    value: str = ""


def cell(text: str) -> PastedCell:
    """A cell as it was pasted: “x” promises, “done” or “✓” is done, words say what; empty says nothing."""
    text = " ".join(text.split())
    if not text:
        return PastedCell(False)
    begins = DONE.match(text)
    if begins and (begins.end() == len(text) or begins.group().rstrip().endswith(":") or text[0] in "✓✔"):
        return PastedCell(True, text[begins.end() :], True)
    return PastedCell(True, "" if text.casefold() in TICKS else text)


def pasted(text: str, items: Mapping[str, Sequence[int]]) -> tuple[list[PastedRow], list[BadRow]]:
    """Rows of a spreadsheet, a tab between cells: the item, then a cell for each quarter.

    `items`: the ids under each item's name in small letters. A first row that names no item is a header.
    """
    found: list[PastedRow] = []
    bad: list[BadRow] = []
    # A cell of several lines comes in quotes.
    pasted_rows = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter="\t"), 1)
    rows = [(at, row) for at, row in pasted_rows if any(cell.strip() for cell in row)]
    if not rows:
        return [], [BadRow(1, GridFault.EMPTY)]
    if len(rows) > MOST_ROWS:
        return [], [BadRow(rows[MOST_ROWS][0], GridFault.MANY, str(MOST_ROWS))]
    for index, (number, row) in enumerate(rows):
        name, *cells = (" ".join(each.split()) for each in row)
        ids = items.get(name.casefold(), ())
        if index == 0 and not ids and len(rows) > 1:
            continue
        fault = _fault(name, ids, cells, found)
        if fault is not None:
            bad.append(BadRow(number, *fault))
        else:
            found.append(PastedRow(ids[0], name, tuple(cell(each) for each in cells)))
    return found, bad


def _fault(
    name: str, ids: Sequence[int], cells: Sequence[str], before: Sequence[PastedRow]
) -> tuple[GridFault, str] | None:
    if len(ids) != 1:
        return (GridFault.SEVERAL if ids else GridFault.UNKNOWN), name[:80]
    if any(each.item_id == ids[0] for each in before):
        return GridFault.TWICE, name[:80]
    if any(cells[QUARTERS:]):
        return GridFault.WIDE, str(QUARTERS)
    if any(len(each) > MOST_CELL for each in cells):
        return GridFault.LONG, str(MOST_CELL)
    return None
