"""Training as a file of the learning system: reading it, and giving back the rows that were left out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from engage.champions.rules.networks_training_file import COLUMNS, MOST_ROWS, Row, columns
from engage.core.spreadsheets import Cell
from engage.directory.imports import rows

MOST = rows.Most(mb=2, rows=MOST_ROWS)
TEMPLATE: tuple[Sequence[str], Sequence[Sequence[Cell]]] = (
    COLUMNS, [["1001", "Mental health first aid", "27/3/2027", "27/3/2030"]],
)  # fmt: skip


def read(path: Path) -> tuple[list[Row], list[str]]:
    """The rows, and the columns that nobody knows; Invalid, in plain words, where the file cannot be used."""
    found, unknown = rows.read(path, MOST, columns)
    return [Row(number, {name: " ".join(cells[name].split()) for name in cells}) for number, cells in found], unknown


def left_out(path: Path, why: Mapping[int, str]) -> tuple[list[str], list[list[Cell]]]:
    """The rows that cannot be taken as they stand in the file, with the reason."""
    return rows.left_out(path, MOST, why)
