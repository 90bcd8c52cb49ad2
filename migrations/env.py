"""Runs the steps of whichever of the two databases is handed over."""

from typing import Any

from alembic import context

from engage.core.db import UtcDateTime
from engage.core.search_index import is_ours

engine = context.config.attributes["engine"]
metadata = context.config.attributes["metadata"]


def _plain(kind: str, item: Any, _context: Any) -> str | bool:
    """Our own column type by its short name, which every step imports."""
    return "UtcDateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


with engine.connect() as connection:
    sqlite = connection.connection.dbapi_connection if engine.dialect.name == "sqlite" else None
    if sqlite is not None:
        # A table that changes its shape is made anew: dropping the old one must not take what hangs on it along.
        sqlite.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=_plain,
        compare_type=True,
        include_name=lambda name, _kind, _parents: not is_ours(name),
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if sqlite is not None:
        sqlite.execute("PRAGMA foreign_keys=ON")
