"""Rows as CSV that a spreadsheet opens as what they are: no cell of it is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response, make_response

RISKY = frozenset("=+-@\t\r\0")
Cell = str | int | float | None


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return "'" + text if text[:1] in RISKY else text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A header and a line for each row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(column) for column in columns])
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def download(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The same as a download of this name."""
    response = make_response(csv_text(columns, rows).encode("utf-8-sig"))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
