"""Many rows at once: ids reserved, inserted in order, changed in groups; the same on both databases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, insert, select, text, update

from engage.core.db import db
from engage.directory.models import Person, Post, Unit
from engage.directory.rules.plan import Change

BATCH = 5_000
TABLES: dict[str, Table] = {
    name: model.__table__ for name, model in (("unit", Unit), ("person", Person), ("post", Post))  # type: ignore[misc]  # a mapped class has a Table
}  # fmt: skip


def lock() -> None:
    """One import at a time; SQLite's writers queue by themselves."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE import_run IN EXCLUSIVE MODE"))


def reserve(name: str, many: int) -> Sequence[int]:
    """So many new ids of a table, in rising order."""
    if not many:
        return ()
    if db.engine.dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :many)")
        return sorted(db.session.scalars(drawn, {"name": name, "many": many}))
    first = (db.session.scalar(select(func.max(TABLES[name].c.id))) or 0) + 1
    return range(first, first + many)


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def add(name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows that all have the same keys, in order."""
    for batch in _batches(rows):
        db.session.execute(insert(TABLES[name]), batch)


def change(name: str, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Set fields by id; rows with the same fields go together."""
    groups: dict[tuple[str, ...], list[tuple[int, Mapping[str, Any]]]] = {}
    for row_id, values in rows:
        groups.setdefault(tuple(sorted(values)), []).append((row_id, values))
    table = TABLES[name]
    for fields, members in groups.items():
        statement = update(table).where(table.c.id == bindparam("_id")).values(
            {field: bindparam(f"_{field}") for field in fields})  # fmt: skip
        for batch in _batches({"_id": i, **{f"_{f}": values[f] for f in fields}} for i, values in members):
            db.session.connection().execute(statement, batch)


def ranges(ids: Sequence[int]) -> list[list[int]]:
    """Rising ids as first and last of each unbroken run."""
    found: list[list[int]] = []
    for one in ids:
        if found and found[-1][1] == one - 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return found


def remove(name: str, runs: Sequence[Sequence[int]]) -> None:
    """Delete rows by their ranges of ids."""
    table = TABLES[name]
    for first, last in runs:
        db.session.execute(delete(table).where(table.c.id.between(first, last)))


def packed(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """What rows were before, ready for JSON: grouped by their fields."""
    groups: dict[tuple[str, ...], list[list[Any]]] = {}
    for one in changes:
        fields = tuple(sorted(one.was))
        values = [value.isoformat() if isinstance(value, date) else value for value in map(one.was.get, fields)]
        groups.setdefault(fields, []).append([one.id, *values])
    return [{"fields": list(fields), "rows": rows} for fields, rows in groups.items()]


def unpacked(groups: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The same back again."""
    for group in groups:
        for row_id, *values in group["rows"]:
            named = dict(zip(group["fields"], values, strict=True))
            for field in ("started_on", "leaves_on", "ended_on", "closed_on"):
                if isinstance(named.get(field), str):
                    named[field] = date.fromisoformat(named[field])
            yield row_id, named
