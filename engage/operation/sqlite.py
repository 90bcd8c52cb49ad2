"""SQLite's copy of one database: of a moment that is held, while others go on writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from engage.core.db import private
from engage.core.errors import Conflict
from engage.core.turns import PATIENCE

WAIT = 0.25
ALL_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


@contextmanager
def plainly(name: str) -> Iterator[None]:
    """What SQLite could not do (a full disk, a damaged file, a lock held for long), in a line."""
    try:
        yield
    except sqlite3.Error as error:
        raise Conflict(f"SQLite could not copy the {name} database: {error}.") from error


class SqliteSource:
    """One database, held at one moment while it is copied.

    The product's is copied by SQLite's own backup and then written anew, so that nothing deleted lies in between.
    The ballot box is copied row by row in the order of its random numbers: pages would show who came after whom.
    """

    kind = "sqlite"

    def __init__(self, name: str, engine: Engine, folder: Path, sealed: bool) -> None:
        self.name, self.sealed, self.server = name, sealed, f"SQLite {sqlite3.sqlite_version}"
        self.target = folder / f"{name}.sqlite"
        self.connection = connect(engine)
        if sealed:
            with plainly(name):
                self._prepare()

    def _prepare(self) -> None:
        made = (
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name"
        )
        copy = sqlite3.connect(self.target, isolation_level=None)
        for (sql,) in self.connection.execute(made):
            copy.execute(sql)
        copy.close()
        self.connection.execute("ATTACH ? AS copy", (str(self.target),))

    def pin(self) -> None:
        """From now on the copy is of this moment, whatever is written meanwhile."""
        with plainly(self.name):
            self.connection.execute("BEGIN")
            self.connection.execute("SELECT count(*) FROM main.sqlite_master").fetchone()

    def copy(self, folder: Path) -> dict[str, int]:
        """Write the member into the folder; how many rows each table has."""
        with plainly(self.name):
            if self.sealed:
                self._copy_in_order()
            else:
                self._copy_whole(folder / f"{self.name}.raw")
            return rows_of(self.target)

    def _copy_in_order(self) -> None:
        for (table,) in self.connection.execute(ALL_TABLES).fetchall():
            keys = ", ".join(f'"{name}"' for name in self._keys(table))
            self.connection.execute(
                f'INSERT INTO copy."{table}" SELECT * FROM main."{table}" ORDER BY {keys}'  # noqa: S608  # our own table
            )
        self.connection.execute("COMMIT")

    def release(self) -> None:
        """Let go of the moment."""
        self.connection.close()

    def _keys(self, table: str) -> list[str]:
        columns = self.connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()
        return [name for _, name, _, _, _, key in columns if key] or [columns[0][1]]

    def _copy_whole(self, raw: Path) -> None:
        copy = sqlite3.connect(raw, isolation_level=None)
        try:
            self.connection.backup(copy)
            copy.execute("VACUUM INTO ?", (str(self.target),))
        finally:
            copy.close()
            raw.unlink()


def connect(engine: Engine) -> sqlite3.Connection:
    """A connection of one's own: what the service's do at every beginning is not wanted here."""
    private(engine)
    return sqlite3.connect(str(engine.url.database), isolation_level=None, timeout=PATIENCE)


def rows_of(file: Path) -> dict[str, int]:
    """How many rows each table of a database file has."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        names = [name for (name,) in connection.execute(ALL_TABLES)]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
    finally:
        connection.close()


class _Patience:
    """Python's backup waits for a lock for ever: this gives up."""

    def __init__(self) -> None:
        self.left = PATIENCE / WAIT

    def __call__(self, status: int, _left: int, _pages: int) -> None:
        """After each try."""
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self.left -= 1
        if self.left < 0:
            raise sqlite3.OperationalError("somebody else is writing, and does not stop")


def restore(engine: Engine, name: str, folder: Path) -> None:
    """Put a copy in the place of what the database holds: one transaction of SQLite's, past no lock."""
    source, target = sqlite3.connect(folder / f"{name}.sqlite", isolation_level=None), connect(engine)
    try:
        with plainly(name):
            target.execute("PRAGMA journal_mode=WAL")
            source.backup(target, progress=_Patience(), sleep=WAIT)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        source.close()
        target.close()
