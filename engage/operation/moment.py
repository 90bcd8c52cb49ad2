"""One moment of both databases, at which nobody's ballot is on its way.

The ballot box commits first, the flag "has taken part" second. A copy of the box that is older than the main one would
lack the ballot of somebody who is flagged: an answer lost for good, as the person cannot vote again. A younger one
would hold a ballot of somebody who is not flagged yet, who after a restore could vote twice. So both are held at
the same moment, while no cast is between its two commits: a cast holds its box's row in share (on SQLite it is the
one writer), and for the blink of an eye in which both copies begin nobody can. Readers notice nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from engage.ballots.models import BallotBox
from engage.core.db import BallotBase, Base, ballot_owner_engine, db
from engage.core.errors import Conflict
from engage.operation.postgres import PostgresSource
from engage.operation.sqlite import SqliteSource

TRIES = 10


class Source(Protocol):
    """One database, held at one moment while it is copied."""

    kind: str
    server: str

    def pin(self) -> None:
        """From now on the copy is of this moment."""

    def copy(self, folder: Path) -> dict[str, int]:
        """Write the members into the folder; how many rows each table has."""

    def release(self) -> None:
        """Let go of the moment."""


def engines() -> dict[str, Engine]:
    """Both databases by name, the ballot box as its owner."""
    return {"main": db.engine, "ballots": ballot_owner_engine()}


def _source(name: str, engine: Engine, folder: Path) -> Source:
    if engine.dialect.name == "sqlite":
        return SqliteSource(name, engine, folder, sealed=name == "ballots")
    flagged = [table for table in Base.metadata.sorted_tables if "taken_part" in table.columns]
    return PostgresSource(name, engine, BallotBase.metadata.sorted_tables if name == "ballots" else flagged)


@contextmanager
def held(folder: Path) -> Iterator[dict[str, Source]]:
    """Both databases at one moment, until the end of this block."""
    sources: dict[str, Source] = {}
    try:
        for name, engine in engines().items():
            sources[name] = _source(name, engine, folder)
        with _nobody_casts():
            for source in sources.values():
                source.pin()
        yield sources
    finally:
        for source in sources.values():
            source.release()


@contextmanager
def _nobody_casts() -> Iterator[None]:
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "postgresql":
            for left in reversed(range(TRIES)):
                try:
                    connection.exec_driver_sql("SET LOCAL lock_timeout = '3s'")
                    connection.exec_driver_sql(f'LOCK TABLE "{BallotBox.__tablename__}" IN EXCLUSIVE MODE')
                    break
                except OperationalError as error:
                    connection.rollback()
                    if not left:
                        raise Conflict("A ballot box was busy for half a minute: try the backup again.") from error
        else:
            connection.exec_driver_sql("SELECT 1")  # the engine begins with the pen in its hand
        yield
        connection.rollback()
