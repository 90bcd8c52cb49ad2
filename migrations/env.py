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
