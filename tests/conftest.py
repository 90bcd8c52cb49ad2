"""The application on each database, made once and emptied for every test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Connection, Engine, MetaData, NullPool, TextClause, create_engine, event, text
from sqlalchemy.engine import make_url

from engage import create_app
from engage.ballots import keys
from engage.config import Settings
from engage.core import clock, migrate, traces
from engage.core.db import BallotBase, Base, ballot_owner_engine, db
from engage.directory.actions import passwords
from tests import factories, review
from tests.site import Site

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")
REQUIRED = os.environ.get("ENGAGE_REQUIRE", "").split(",")
MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000
NO_POSTGRES = "no PostgreSQL: set TEST_POSTGRES_URL=postgresql://user@host/ (a server where databases may be made)"


def settings(folder: Path, main: str, ballots: str) -> Settings:
    """Settings of a test's application."""
    return Settings(
        secret_key="s" * 40, key_wrapping_secret="w" * 40, audit_secret="a" * 40, instance=folder, demo=True,
        database_url=main, ballot_database_url=ballots, ballot_owner_url=ballots,
    )  # fmt: skip


def postgres(name: str) -> str:
    """A fresh PostgreSQL database of this name, and its address."""
    server = make_url(POSTGRES.replace("postgresql://", "postgresql+psycopg://")).set(database="postgres")
    with create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        # No test pulls the plug of PostgreSQL itself.
        connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    return server.set(database=name).render_as_string(hide_password=False)


def _keeps_plans(connection: Any, *_rest: Any) -> None:
    """Tests ask of one connection what a service asks of twenty: more than the hundred statements kept otherwise."""
    connection.prepared_max = 1000


@pytest.fixture(scope="session", autouse=True)
def _quick_secrets() -> None:
    """Thousands of passwords and recovery codes are tried; what one costs is production's, and asserted once."""
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    keys.SCRYPT["n"] = 2


@pytest.fixture(scope="session", autouse=True)
def _others_work_besides() -> None:
    """Tests beside this one hold transactions on the same server for as long as they take: no reason to give up."""
    traces.LOOKS = 10_000


@pytest.fixture(scope="session", autouse=True)
def _told_to_all(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What html-validate has told one worker of a page it tells no other: half of the pages are on both databases."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        review.told_by_all(tmp_path_factory.getbasetemp().parent / "valid")


@pytest.fixture(scope="session")
def memory() -> Iterator[Path | None]:
    """A folder that waits for no disk, where there is room for one: SQLite waits at every commit, as it should."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        yield None
        return
    with TemporaryDirectory(dir=MEMORY, prefix="engage-test-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application a database; tests use `app`."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        folder = request.getfixturevalue("memory") or folder
        urls = [f"sqlite:///{folder / name}.db" for name in ("engage", "ballots")]
    elif POSTGRES:
        urls = [postgres(f"engage_test_{name}_{os.getpid()}") for name in ("main", "ballots")]
    elif "postgres" in REQUIRED:
        pytest.fail(NO_POSTGRES)
    else:
        pytest.skip(NO_POSTGRES)
    app = create_app(settings(folder, *urls))
    app.testing = True
    with app.app_context():
        migrate.upgrade()
        if request.param == "postgresql":
            event.listen(db.engine, "checkout", _keeps_plans)
    yield app
    with app.app_context():
        if request.param == "postgresql":
            for engine in (db.engine, ballot_owner_engine()):
                _never_lent(engine).close()
        db.engine.dispose()
        ballot_owner_engine().dispose()
    if request.param == "postgresql":
        server = make_url(urls[0]).set(database="postgres")
        with create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
            for url in urls:
                connection.execute(text(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)'))


@cache
def _filled(metadata: MetaData) -> TextClause:
    """Names of the tables that hold something; put together once, for it is asked thousands of times."""
    each = (f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM \"{table.name}\")" for table in metadata.sorted_tables)
    return text(" UNION ALL ".join(each))


@cache
def _numbers_begin_again(metadata: MetaData) -> str:
    """Every table's numbers start with 1, whether it holds something or did."""
    numbered = [
        table.name for table in metadata.sorted_tables
        if "id" in table.columns and table.columns["id"].type.python_type is int and table.columns["id"].autoincrement
    ]  # fmt: skip
    return "SELECT " + ", ".join(f"setval('\"{name}_id_seq\"', 1, false)" for name in numbered) if numbered else ""


@cache
def _never_lent(engine: Engine) -> Connection:
    connection = engine.connect()
    connection.detach()
    # Deleting is quicker than truncating by far, and nobody looks at what is left half-way.
    connection.exec_driver_sql("SET session_replication_role = replica")
    connection.commit()
    return connection


@contextmanager
def _emptying(engine: Engine) -> Iterator[Connection]:
    """What a database is emptied through. PostgreSQL forgets every plan of a connection that changes what role it
    replicates in, and those of the pages are worth keeping: it has one for this alone."""
    if engine.dialect.name == "postgresql":
        yield _never_lent(engine)
    else:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            yield connection


def _empty(app: Flask) -> None:
    """Every table of both databases, as after the first start."""
    for engine, metadata in ((db.engine, Base.metadata), (ballot_owner_engine(), BallotBase.metadata)):
        with _emptying(engine) as connection:
            postgresql = engine.dialect.name == "postgresql"
            filled = connection.execute(_filled(metadata)).scalars().all()
            if "audit_event" in filled and not postgresql:  # nothing of it goes that no checkpoint names
                connection.exec_driver_sql(
                    "INSERT INTO audit_checkpoint (at, up_to, acts, digest, seal) "
                    "VALUES ('2026-01-01', 1 << 40, 0, '', '')"
                )
                connection.exec_driver_sql("DELETE FROM audit_event")
                connection.exec_driver_sql("DELETE FROM audit_checkpoint")
            for name in filled:
                connection.exec_driver_sql(f'DELETE FROM "{name}"')
            if postgresql and _numbers_begin_again(metadata):
                connection.exec_driver_sql(_numbers_begin_again(metadata))
            connection.commit()
    for kept in ("keys", "mail"):
        shutil.rmtree(app.extensions["settings"].instance / kept, ignore_errors=True)


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The application with empty databases, inside its context."""
    with shared_app.app_context():
        _empty(shared_app)
        yield shared_app
        db.session.remove()


@pytest.fixture
def winter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock runs from 1 December 2026: days that a test names in full stay to come, whenever it runs."""
    now, begun = clock.now, clock.now()
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 1, 12, tzinfo=UTC) + (now() - begun))


@pytest.fixture
def people(app: Flask) -> factories.People:
    """The six people with fixed meanings, in a small council."""
    return factories.people()


@pytest.fixture
def site(app: Flask, people: factories.People) -> Site:
    """A visitor whose every page is reviewed."""
    return Site(app, factories.sign_in)
