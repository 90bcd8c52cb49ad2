"""Rows as CSV that a spreadsheet opens as what they are: no cell of it is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response, make_response

RISKY = ("=", "+", "-", "@", "\t", "\r", "\0")


def safe(cell: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(RISKY) else cell


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """A header and a line for each row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def download(name: str, columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """The same as a download of this name."""
    response = make_response(csv_text(columns, rows).encode("utf-8-sig"))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
