"""The application on each database, made once and emptied for every test."""

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import MetaData, NullPool, TextClause, create_engine, text
from sqlalchemy.engine import make_url

from engage import create_app
from engage.ballots import keys
from engage.config import Settings
from engage.core import migrate
from engage.core.db import BallotBase, Base, ballot_owner_engine, db
from engage.directory.actions import passwords
from tests import factories
from tests.site import Site

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "")
REQUIRED = os.environ.get("ENGAGE_REQUIRE", "").split(",")
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


@pytest.fixture(scope="session", autouse=True)
def _quick_secrets() -> None:
    """Thousands of passwords and recovery codes are tried; what one costs is production's, and asserted once."""
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    keys.SCRYPT["n"] = 2


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application a database; tests use `app`."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
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
    yield app
    with app.app_context():
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
        if "id" in table.columns and table.columns["id"].type.python_type is int
    ]  # fmt: skip
    return "SELECT " + ", ".join(f"setval('\"{name}_id_seq\"', 1, false)" for name in numbered) if numbered else ""


def _empty(app: Flask) -> None:
    """Every table of both databases, as after the first start."""
    for engine, metadata in ((db.engine, Base.metadata), (ballot_owner_engine(), BallotBase.metadata)):
        with engine.connect() as connection:
            postgresql = engine.dialect.name == "postgresql"
            connection.exec_driver_sql(
                # Deleting is quicker than truncating by far, and nobody looks at what is left half-way.
                "SET LOCAL session_replication_role = replica; SET LOCAL synchronous_commit = off"
                if postgresql
                else "PRAGMA defer_foreign_keys=ON"
            )
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
def people(app: Flask) -> factories.People:
    """The six people with fixed meanings, in a small council."""
    return factories.people()


@pytest.fixture
def site(app: Flask, people: factories.People) -> Site:
    """A visitor whose every page is reviewed."""
    return Site(app, factories.sign_in)
