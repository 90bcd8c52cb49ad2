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
LOOKS = 150  # five a second
# What is longer may be words of a person; what is shorter is a code, and what the planner knows of it is needed.
LONGEST_CODE = 32
NIGHT, AT_LATEST = range(1, 5), timedelta(days=1)


def clear() -> None:
    """Write the main database anew; the ballot box's is written anew whenever answers are deleted.

    SQLite: the whole file, and its log is emptied. PostgreSQL: each table with its indexes and long values into new
    files, the old ones given back to the disk; held exclusively meanwhile. It would carry over what an older
    transaction, of any database of the server, may still see: it waits for those, and where one lasts: Conflict.
    Copies elsewhere (backups, PostgreSQL's write-ahead log until it is recycled, a disk's freed blocks) are not
    reached from here.
    """
    search_index.tidy()
    if db.engine.dialect.name == "sqlite":
        rewrite_sqlite(db.engine)
    else:
        _wait_for_others(db.engine)
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


def _wait_for_others(engine: Engine) -> None:
    """Until every transaction on the server is younger than the deletions."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        now = connection.exec_driver_sql("SELECT txid_current()").scalar_one()
        for _ in range(LOOKS):
            oldest = connection.exec_driver_sql("SELECT txid_snapshot_xmin(txid_current_snapshot())").scalar_one()
            if oldest > now:
                return
            connection.exec_driver_sql("SELECT pg_sleep(0.2)")
    raise Conflict("A long transaction on the database server could still see what was deleted: it is tried again.")


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
    """Each in no transaction; one that waits long gives up, as everybody else would queue behind it."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET lock_timeout = '3s'")
        try:
            for statement in statements:
                connection.exec_driver_sql(statement)
        finally:
            connection.exec_driver_sql("RESET lock_timeout")
