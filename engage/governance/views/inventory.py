"""The data inventory: to read, and as a file."""

from itertools import groupby

from flask import Response

from engage.access import Permission, requires
from engage.core.htmx import page
from engage.core.spreadsheets import download
from engage.governance.queries import inventory as queries
from engage.governance.views import bp

READ = requires(Permission.POLICY_READ)
FILE = ("part", "table", "column", "class", "what it is for", "lawful basis", "who sees it", "how long")


@bp.get("/governance/data")
@READ
def data() -> Response:
    """Every table in words, by part of the service."""
    found = queries.rows()
    parts = {part: list(rows) for part, rows in groupby(found, key=lambda row: row.part)}
    return page("governance/data.html", parts=parts, classes=queries.classes(found))


@bp.get("/governance/data.csv")
@READ
def data_csv() -> Response:
    """Every column, one a line."""
    rows = (
        (row.part, row.table, column, kind, row.purpose, row.basis, row.seen, "; ".join(row.kept))
        for row in queries.rows()
        for column, kind in row.columns
    )
    return download("data-inventory", FILE, rows)
