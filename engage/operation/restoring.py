"""Check an archive and put it back: into the databases of the settings, or for practice into some of its own."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask, current_app
from sqlalchemy import Engine, NullPool, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ProgrammingError

from engage import create_app
from engage.ballots.grants import grant_sql
from engage.config import Settings
from engage.core import beats, migrate
from engage.core.db import BallotBase, Base, ballot_insert_engine, ballot_owner_engine, db
from engage.core.errors import Conflict, Invalid
from engage.operation import archive, moment, postgres, sqlite
from engage.operation.archive import Manifest

# What a database may hold and still count as empty: its steps, and that a worker has run.
NOTHING_YET = frozenset({"alembic_version", "worker_beat"})
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def read(file: Path) -> Manifest:
    """Check every byte of an archive, and that this version of Engage can use it; nothing is changed."""
    if not file.is_file():
        raise Invalid(f"{file} is not there.")
    manifest = archive.check(file)
    for name, engine in moment.engines().items():
        part = manifest.parts[name]
        if part.kind != engine.dialect.name:
            raise Conflict(
                f"The archive's {name} database is of {KINDS.get(part.kind, part.kind)}, and the settings name "
                f"{KINDS[engine.dialect.name]}: restore into the kind that it was made from. Nothing was changed."
            )
        _refuse_unknown(name, engine, part.step)
    return manifest


def _refuse_unknown(name: str, engine: Engine, step: str) -> None:
    metadata = Base.metadata if name == "main" else BallotBase.metadata
    try:
        ScriptDirectory.from_config(migrate.config(name, engine, metadata)).get_revision(step)
    except CommandError as error:
        raise Conflict(
            f"The archive was made by a newer version ({name} step {step}): install that first. Nothing was changed."
        ) from error


def held_already() -> Mapping[str, int]:
    """The tables of both databases that hold rows, with how many: empty where a restore would lose nothing."""
    found: dict[str, int] = {}
    for name, engine in moment.engines().items():
        with engine.connect() as connection:
            for table in sorted(set(inspect(connection).get_table_names()) - NOTHING_YET):
                rows = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608
                if rows:
                    found[f"{name}.{table}"] = rows
            connection.rollback()
    return found


def refuse_running() -> None:
    """A restore under a running service would mix two times: Conflict where the worker is alive."""
    with db.engine.connect() as connection:
        is_migrated = "worker_beat" in inspect(connection).get_table_names()
        connection.rollback()
    alive = is_migrated and beats.worker_is_alive()
    db.session.rollback()
    if alive:
        raise Conflict(
            "The service is running: its worker was alive within the last two minutes. Stop the web and the worker "
            "process, wait two minutes, and try again. Nothing was changed."
        )


def put_back(file: Path, manifest: Manifest) -> None:
    """Fill both databases of the settings in force from a checked archive, and bring them up to date."""
    instance: Path = current_app.extensions["settings"].instance
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".engage-restore-", dir=instance))
    try:
        archive.extract(file, manifest, folder)
        db.session.remove()
        for name, engine in moment.engines().items():
            engine.dispose()
            if engine.dialect.name == "sqlite":
                sqlite.restore(engine, name, folder)
            else:
                postgres.empty(engine)
                postgres.restore(engine, name, folder)
    finally:
        shutil.rmtree(folder)
    _compare(manifest)
    migrate.upgrade()
    _grant()


def _compare(manifest: Manifest) -> None:
    """Every table has the rows it had."""
    wrong = []
    for name, engine in moment.engines().items():
        with engine.connect() as connection:
            for table, rows in manifest.parts[name].rows.items():
                found = connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608
                if found != rows:
                    wrong.append(f"{name}.{table}")
            connection.rollback()
    if wrong:
        raise Conflict(f"What was restored has not the rows that the archive names: {', '.join(wrong)}.")


def _grant() -> None:
    """The role of the web process may insert ballots again, and nothing else."""
    owner, web = ballot_owner_engine(), ballot_insert_engine()
    if owner.dialect.name != "postgresql" or web.url.username in (None, owner.url.username):
        return
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in grant_sql(str(web.url.username), owner.url.database or ""):
            connection.exec_driver_sql(statement)


@contextmanager
def practice(server: str = "") -> Iterator[Flask]:
    """The application over two empty databases of the same kinds, which are gone at the end of this block."""
    settings: Settings = current_app.extensions["settings"]
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".engage-practice-", dir=settings.instance))
    made: list[URL] = []
    try:
        urls = [_place(name, engine, folder, server, made) for name, engine in moment.engines().items()]
        ballots = {"ballot_database_url": urls[1], "ballot_owner_url": urls[1]}
        app = create_app(replace(settings, instance=folder, database_url=urls[0], **ballots))  # type: ignore[arg-type]
        with app.app_context():
            try:
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()
                ballot_owner_engine().dispose()
    finally:
        for url in made:
            _maintain(url, f'DROP DATABASE "{url.database}" WITH (FORCE)')
        shutil.rmtree(folder)


def _place(name: str, engine: Engine, folder: Path, server: str, made: list[URL]) -> str:
    if engine.dialect.name == "sqlite":
        return f"sqlite:///{folder / name}.db"
    on = make_url(server.replace("postgresql://", "postgresql+psycopg://", 1)) if server else engine.url
    url = on.set(database=f"engage_practice_{secrets.token_hex(6)}_{name}")
    _maintain(url, f'CREATE DATABASE "{url.database}"')
    made.append(url)
    return url.render_as_string(hide_password=False)


def _maintain(url: URL, statement: str) -> None:
    """Make or drop a database, from the server's own."""
    server = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    try:
        with server.connect() as connection:
            connection.execute(text(statement))
    except ProgrammingError as error:
        raise Conflict(
            f"The role {url.username} may not make a database to practise in: name another server with --server, "
            "or let an administrator of PostgreSQL run ALTER ROLE … CREATEDB. Nothing was changed."
        ) from error
