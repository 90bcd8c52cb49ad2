"""After deletions: the files of the main database are written anew, so that nothing of what was deleted is in them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, LargeBinary, String, text
from sqlalchemy.types import TypeEngine

from engage.core import beats, clock, holds, search_index
from engage.core.db import Base, db, transaction
from engage.core.errors import Conflict

CLEARED = "traces cleared"
# At night, when nobody waits for a table; else as soon as a day has passed.
LOOKS, LOOKS_A_SECOND = 600, 20  # for half a minute
# What is longer may be words of a person; what is shorter is a code, and what the planner knows of it is needed.
LONGEST_CODE = 32
NIGHT, AT_LATEST = range(1, 5), timedelta(days=1)


def clear() -> None:
    """Write the main database anew; the ballot box's is written anew whenever answers are deleted.

    SQLite: the whole file, and its log is emptied. PostgreSQL: each table with its indexes and long values into new
    files, the old ones given back to the disk; held exclusively meanwhile. Copies elsewhere (backups, PostgreSQL's
    write-ahead log until it is recycled, a disk's freed blocks) are not reached from here.
    """
    search_index.tidy()
    if db.engine.dialect.name == "sqlite":
        rewrite_sqlite(db.engine)
    else:
        quote = db.engine.dialect.identifier_preparer.quote
        alone(db.engine, [f"VACUUM (FULL) {quote(table.name)}" for table in Base.metadata.sorted_tables])
    with transaction():
        beats.held(CLEARED).at = clock.now()


def ensure_no_samples(connection: Connection) -> None:
    """PostgreSQL's planner keeps no sample of what people wrote or are called: deleting a row would leave it there."""
    if connection.dialect.name != "postgresql":
        return
    sampled: dict[str, list[str]] = {}
    for table, name in connection.execute(_SAMPLED):
        sampled.setdefault(table, []).append(name)
    for table in Base.metadata.sorted_tables:
        words = [each.name for each in table.columns if _may_be_words(each.type)]
        unsampled = ", ".join(
            f'ALTER COLUMN "{name}" SET STATISTICS 0' for name in words if name in sampled.get(table.name, ())
        )
        if unsampled:
            connection.exec_driver_sql(f'ALTER TABLE "{table.name}" {unsampled}')


def _may_be_words(kind: TypeEngine[Any]) -> bool:
    return isinstance(kind, String | LargeBinary) and (kind.length or LONGEST_CODE + 1) > LONGEST_CODE


_SAMPLED = text(
    "SELECT attrelid::regclass::text, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
    "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 AND attstattarget <> 0"
)


def clear_where_due() -> bool:
    """Clear once after deletions; answers whether it did."""
    with transaction():
        due = is_due(holds.last_deletion(), beats.held(CLEARED).at, clock.now())
    if due:
        clear()
    return due


def is_due(deleted_at: datetime | None, cleared_at: datetime, at: datetime) -> bool:
    """Whether something was deleted since the last clearing, and it is night or was deleted a day ago."""
    if deleted_at is None or deleted_at <= cleared_at:
        return False
    return clock.local(at).hour in NIGHT or at - deleted_at >= AT_LATEST


def _wait_for_others(connection: Connection) -> None:
    """Until no transaction is left that may still see what was deleted before now."""
    since = connection.execute(text("SELECT CAST(CAST(pg_current_xact_id() AS xid) AS text)")).scalar_one()
    for _ in range(LOOKS):
        if not connection.execute(_OLDER, {"since": since}).scalar_one():
            return
        connection.exec_driver_sql(f"SELECT pg_sleep({1 / LOOKS_A_SECOND})")
    raise Conflict("A long transaction on the database server could still see what was deleted: it is tried again.")


# Whoever writes, in any database of the server, and whoever reads in this one, since then or before.
_OLDER = text(
    "WITH asked AS (SELECT age(CAST(CAST(:since AS text) AS xid)) AS since) SELECT EXISTS ("
    "SELECT 1 FROM pg_stat_activity, asked WHERE pid <> pg_backend_pid() AND (age(backend_xid) >= since "
    "OR datname = current_database() AND age(backend_xmin) >= since))"
)


def rewrite_sqlite(engine: Engine) -> None:
    """On the driver's own connection: the engine would begin a transaction, in which neither may run."""
    held = engine.raw_connection()
    try:
        cursor = held.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchall()[0][0]
        cursor.close()
    finally:
        held.close()
    if busy:
        raise Conflict("The database's log could not be truncated, as somebody is reading: it is tried again.")


def alone(engine: Engine, statements: Sequence[str]) -> None:
    """Each in no transaction; one that waits long gives up, as everybody else would queue behind it.

    A table written anew takes along what an older transaction may still see, one of another database too: it waits
    for those first, and where one lasts: Conflict.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _wait_for_others(connection)
        connection.exec_driver_sql("SET lock_timeout = '3s'")
        try:
            for statement in statements:
                connection.exec_driver_sql(statement)
        finally:
            connection.exec_driver_sql("RESET lock_timeout")
