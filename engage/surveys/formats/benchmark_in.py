"""A benchmark's file, CSV or Excel workbook: good as a whole, or one error in plain words."""

import tempfile
from pathlib import Path
from typing import IO

from engage.core.errors import Invalid
from engage.directory.imports import rows
from engage.surveys.rules.benchmarks import MOST_ROWS, BadRow, Figure, columns, figures

MOST = rows.Most(mb=1, rows=MOST_ROWS)
WORDS = {
    "kind": "Row {row}: “{value}” is no kind of figure. Write question, theme or index.",
    "key": "Row {row}: it has no identity, or one that is too long. The template shows those of your questions.",
    "value": "Row {row}: “{value}” is no figure from 0 to 100. Write it as 61 or 61.5.",
    "twice": "Row {row}: “{value}” stands further up already.",
    "nothing": "No row of the file has a value.",
}
TAIL = " Nothing was changed."


def read(stream: IO[bytes]) -> tuple[Figure, ...]:
    """The figures of a file; Invalid with one error for whatever cannot be taken."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark"
        path.write_bytes(stream.read(MOST.mb * rows.MB + 1))
        try:
            found, _ = rows.read(path, MOST, columns)
            return figures(found)
        except Invalid as invalid:
            raise Invalid(invalid.message + TAIL) from None
        except BadRow as bad:
            raise Invalid(WORDS[bad.code].format(row=bad.row, value=bad.value) + TAIL) from None
