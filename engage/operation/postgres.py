"""PostgreSQL's copy of one database: pg_dump within a snapshot that is held, and pg_restore.

Tables by whose order of rows one could tell who voted when are not dumped as they lie: they follow as members of
their own, in the order of their keys.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine, Table, inspect

from engage.core.errors import Conflict

VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
SECTIONS = ("pre-data", "data", "post-data")


class PostgresSource:
    """One database, held at one moment while it is copied."""

    kind = "postgresql"

    def __init__(self, name: str, engine: Engine, ordered: Sequence[Table]) -> None:
        self.name, self.engine, self.ordered = name, engine, [table.name for table in ordered]
        self.tool = _tool("pg_dump")
        self.connection = engine.connect().execution_options(isolation_level="REPEATABLE READ")
        self.snapshot, self.server = "", ""

    def pin(self) -> None:
        """From now on the copy is of this moment, whatever is written meanwhile."""
        self.snapshot = self.connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()

    def copy(self, folder: Path) -> dict[str, int]:
        """Write the members into the folder; how many rows each table has."""
        version: tuple[int, ...] = self.connection.dialect.server_version_info  # type: ignore[assignment]
        _refuse_older(self.tool, version[0])
        self.server = f"PostgreSQL {version[0]}"
        tables = sorted(inspect(self.connection).get_table_names())
        rows = {table: self._count(table) for table in tables}
        ordered = [table for table in self.ordered if table in rows]
        run(
            [self.tool, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={self.snapshot}",
             *(f"--exclude-table-data=public.{table}" for table in ordered),
             f"--file={folder / self.name}.dump"],
            self.engine,
        )  # fmt: skip
        for table in ordered:
            self._copy_ordered(table, folder / f"{self.name}.{table}.copy")
        return rows

    def release(self) -> None:
        """Let go of the moment."""
        self.connection.close()

    def _count(self, table: str) -> int:
        found: int = self.connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608  # our own table
        return found

    def _copy_ordered(self, table: str, file: Path) -> None:
        names = inspect(self.connection).get_pk_constraint(table)["constrained_columns"]
        keys = ", ".join(f'"{name}"' for name in names)
        query = f'COPY (SELECT * FROM "{table}" ORDER BY {keys}) TO STDOUT'  # noqa: S608  # our own table
        driver: Any = self.connection.connection.driver_connection
        try:
            with file.open("wb") as out, driver.cursor().copy(query) as rows:
                for chunk in rows:
                    out.write(chunk)
        except psycopg.Error as error:
            raise Conflict(f"PostgreSQL could not copy the table {table}: {_first(error)}.") from error


def restore(engine: Engine, name: str, folder: Path) -> None:
    """Fill a database without tables from the members in the folder."""
    tool = _tool("pg_restore")
    for section in SECTIONS:
        run([tool, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", f"--section={section}",
             str(folder / f"{name}.dump")], engine)  # fmt: skip
        if section == "data":
            _fill_ordered(engine, name, folder)


def _fill_ordered(engine: Engine, name: str, folder: Path) -> None:
    held = engine.raw_connection()
    try:
        driver: Any = held.driver_connection
        for file in sorted(folder.glob(f"{name}.*.copy")):
            with file.open("rb") as rows, driver.cursor().copy(f'COPY "{file.name.split(".")[1]}" FROM STDIN') as copy:
                while chunk := rows.read(1 << 20):
                    copy.write(chunk)
        driver.execute("COMMIT")
    except psycopg.Error as error:
        raise Conflict(f"PostgreSQL could not take the {name} database back: {_first(error)}.") from error
    finally:
        held.close()


def _first(error: psycopg.Error) -> str:
    return str(error).strip().partition("\n")[0]


# What triggers call: they outlast their tables. Those of extensions stay.
FUNCTIONS = (
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS "
    "(SELECT 1 FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e') ORDER BY 1"
)


def empty(engine: Engine) -> None:
    """Drop every table and every function, so that a restore finds nothing in its way."""
    tables = inspect(engine).get_table_names()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if tables:
            connection.exec_driver_sql("DROP TABLE " + ", ".join(f'"{table}"' for table in tables) + " CASCADE")
        functions = connection.exec_driver_sql(FUNCTIONS).scalars().all()
        if functions:
            connection.exec_driver_sql("DROP ROUTINE " + ", ".join(functions))


def run(command: list[str], engine: Engine) -> None:
    """Run one of PostgreSQL's own tools on a database; the password goes by its environment, never the command line."""
    told = dict(engine.dialect.create_connect_args(engine.url)[1])
    password = told.pop("password", None)
    names = {key: value for key, value in told.items() if key in LIBPQ}
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    done = subprocess.run(  # noqa: S603  # a tool found on the PATH, and our own arguments
        [*command, f"--dbname={make_conninfo(**names)}"], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise Conflict(f"{Path(command[0]).name} could not do it: {said[0]}")


# What the tools understand of an address's own words.
LIBPQ = frozenset({
    "host", "hostaddr", "port", "dbname", "user", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout",
    "options", "service", "passfile",
})  # fmt: skip


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Conflict(f"{name} is not on the PATH: install PostgreSQL's client programs, of the server's version.")
    return found


def _refuse_older(tool: str, server: int) -> None:
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = VERSION.search(said)
    if found is None or int(found[1]) < server:
        has = found[1] if found else "of no known version"
        raise Conflict(f"{Path(tool).name} is {has} and the server is {server}: install its client programs.")
