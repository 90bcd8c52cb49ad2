"""The inventory of every part of the service, as its code has it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec

from flask import current_app

from engage.admin.queries import kept
from engage.core.formatting import plain
from engage.core.inventory import Kind, Table
from engage.governance.rules.facts import Row

# What is called otherwise than its folder.
NAMES = {
    "core": "What crosses all of it",
    "ballots": "Ballot boxes",
    "directory": "People and signing in",
    "recognition": "Thanks, stories and awards",
    "champions": "Networks, champions and concerns",
    "values": "Values, feedback and conversations",
    "consultation": "Consultations",
    "pages": "Guides and help",
    "governance": "Data protection",
}
BELOW = ("core", "ballots")


def tables() -> Mapping[str, Mapping[str, Table]]:
    """Folder to its tables by name, in the order of the features; a part that stores nothing is left out."""
    features: Sequence[str] = current_app.extensions["features"]
    found = {}
    for part in (*features, *BELOW):
        if find_spec(f"engage.{part}.inventory"):
            found[part] = import_module(f"engage.{part}.inventory").INVENTORY
    return found


def lines_of(table: Table) -> tuple[str, ...]:
    """How long a table is kept, in the words of its schedules."""
    lines = [line for _, lines in kept() for line in lines]
    said = tuple(
        f"{line.what}: {line.how_long}" for begin in table.kept for line in lines if line.what.startswith(begin)
    )
    return (*said, *((table.until,) if table.until else ()))


def rows() -> Sequence[Row]:
    """Every table in words."""
    return [
        Row(
            part=NAMES.get(part, plain(part)), table=name, purpose=table.purpose, seen=table.seen,
            basis=table.basis, kept=lines_of(table),
            columns=tuple((column, str(kind)) for column, kind in table.columns.items()),
            is_personal=table.is_personal,
        )
        for part, found in tables().items()
        for name, table in found.items()
    ]  # fmt: skip


def classes(found: Sequence[Row]) -> Mapping[str, int]:
    """How many columns there are of each class, in the order of the classes."""
    counted = Counter(kind for row in found for _, kind in row.columns)
    return {str(kind): counted[kind] for kind in Kind}
