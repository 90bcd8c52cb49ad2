"""Equality figures as a CSV file or a workbook."""

from collections.abc import Sequence
from pathlib import Path

from engage.core import clock
from engage.core.errors import Invalid
from engage.directory.imports import rows
from engage.programme.rules.equality_file import COLUMNS, Bad, Line, faults, read

MOST = rows.Most(mb=2, rows=5_000)


def lines(path: Path) -> tuple[list[Line], list[Bad]]:
    """Every row as a line, and everything that is wrong with the rows; Invalid where the file is no use at all."""
    found, _ = rows.read(path, MOST, _columns)
    if not found:
        raise Invalid("There is no row under the names of the columns.")
    good: list[Line] = []
    bad: list[Bad] = []
    for number, cells in found:
        line, wrong = read(number, {name: " ".join(cells.get(name, "").split()) for name in COLUMNS}, clock.today())
        bad.extend(wrong)
        if line is not None:
            good.append(line)
    return good, sorted([*bad, *faults(good)], key=lambda each: each.row)


def _columns(headers: Sequence[str]) -> tuple[dict[int, str], list[str], list[str]]:
    names = ["_".join(each.casefold().split()) for each in headers]
    known = {at: name for at, name in enumerate(names) if name in COLUMNS}
    for name in known.values():
        if names.count(name) > 1:
            raise Invalid(f"The column “{name}” is there twice.")
    unknown = [each for at, each in enumerate(headers) if at not in known and each]
    if unknown:
        raise Invalid(f"Row 1: “{unknown[0][:60]}” is no column of equality figures. Take it out: only numbers of "
                      "groups belong here.")  # fmt: skip
    return known, [name for name in COLUMNS if name not in known.values()], []
