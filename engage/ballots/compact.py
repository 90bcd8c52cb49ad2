"""After an opening: no deleted row, old page or log is left that shows the order of arrival."""

from collections.abc import Sequence

from sqlalchemy import Engine

from engage.ballots.models import Ballot
from engage.ballots.opened import OpenedAnswers, OpenedComment
from engage.core.errors import Conflict

TABLES = (Ballot.__tablename__, OpenedAnswers.__tablename__, OpenedComment.__tablename__)


def compact_ballots(engine: Engine) -> None:
    """Rewrite the ballot box's database; the new order is that in which the opening wrote its rows, shuffled.

    PostgreSQL holds each table exclusively meanwhile, so ballots of other boxes wait for a moment.
    """
    if engine.dialect.name == "sqlite":
        _compact_sqlite(engine)
    else:
        _alone(engine, [f'VACUUM (FULL) "{table}"' for table in TABLES])


def compact_main(engine: Engine, participation: Sequence[str]) -> None:
    """Rewrite the main database (SQLite), or these tables of flags in the order of their key (PostgreSQL).

    Updated rows lie in the order in which people took part; clustered ones don't.
    """
    if engine.dialect.name == "sqlite":
        _compact_sqlite(engine)
        return
    quote = engine.dialect.identifier_preparer.quote
    _alone(engine, [f"CLUSTER {quote(table)} USING {quote('pk_' + table)}" for table in participation])


def _compact_sqlite(engine: Engine) -> None:
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


def _alone(engine: Engine, statements: Sequence[str]) -> None:
    """Each in no transaction; one that waits long gives up, as everybody else would queue behind it."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET lock_timeout = '3s'")
        try:
            for statement in statements:
                connection.exec_driver_sql(statement)
        finally:
            connection.exec_driver_sql("RESET lock_timeout")
