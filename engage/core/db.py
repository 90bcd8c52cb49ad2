"""The databases: one session for the product, a second engine for the ballot box, and the one commit."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, Response, current_app, g, has_app_context, has_request_context, request, session
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Engine, Executable, MetaData, create_engine, event
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeDecorator

from engage.core.marks import reads as reads
from engage.core.marks import writes as writes
from engage.core.turns import PATIENCE, Turns

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
# What was put together once is kept; 500 are otherwise, and the product has several times as many statements.
STATEMENTS = 2000
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
ANSWERS = "engage.answers"
T = TypeVar("T")


class Base(DeclarativeBase):
    """Every table of the main database."""

    metadata = MetaData(naming_convention=NAMES)


class BallotBase(DeclarativeBase):
    """Every table of the ballot box's own database; never in a session with the others."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; a naive one is a mistake and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To UTC on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Aware, in UTC, on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _request_writes() -> bool:
    mark = getattr(current_app.view_functions.get(request.endpoint or ""), "database", None)
    return mark == "writes" or (request.method not in SAFE and mark != "reads")


def _only_reads() -> bool:
    told: bool | None = g.get("only_reads") if has_app_context() else None
    if told is not None:
        return told
    return has_request_context() and not _request_writes() and not g.get("independent_running")


def init_app(app: Flask, main_url: str, ballot_url: str, owner_url: str) -> None:
    """Bind the engines and put the one transaction around every request."""
    app.config["SQLALCHEMY_DATABASE_URI"] = main_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _options(main_url)
    db.init_app(app)
    with app.app_context():
        _listen(db.engine)
    insert = create_engine(ballot_url, **_options(ballot_url))
    owner = insert if owner_url == ballot_url else create_engine(owner_url, **_options(owner_url))
    for engine in {insert, owner}:
        _listen(engine)
    app.extensions["ballot_engines"] = (insert, owner)
    app.after_request(_end_transaction)


def _options(url: str) -> dict[str, Any]:
    """For an engine; hide_parameters keeps answers and names out of what a failed statement says."""
    both = {"hide_parameters": True, "query_cache_size": STATEMENTS}
    if url.startswith("sqlite"):
        return both | {"connect_args": {"timeout": PATIENCE, "check_same_thread": False}}
    return both | {
        "pool_pre_ping": True,
        "pool_size": 10,
        "max_overflow": 10,
        "connect_args": {"connect_timeout": 2},
    }


def private(engine: Engine) -> None:
    """A database file that is not there is made for its owner alone; SQLite gives what it lays beside it the same mode.

    It is never opened here: closing a file lets go of every lock that this process, and so SQLite, holds on it. What
    cannot be made SQLite makes itself, or says why not.
    """
    with suppress(OSError):
        os.mknod(str(engine.url.database), 0o600)


def _listen(engine: Engine) -> None:
    """SQLite as the service needs it: WAL, foreign keys, what is deleted overwritten, and writers that queue."""
    if engine.dialect.name != "sqlite":
        return
    turns = Turns(str(engine.url.database))

    @event.listens_for(engine, "do_connect")
    def _make(*_given: Any) -> None:
        private(engine)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (*PRAGMAS, f"busy_timeout={PATIENCE * 1000}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        only_reads = _only_reads()
        if not only_reads and not connection.info.get("in_turn"):
            connection.info["in_turn"] = turns.take()
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def _checkin(_connection: Any, record: Any) -> None:
        if record.info.pop("in_turn", False):
            turns.leave()


def fetch(statement: Executable, **values: Any) -> CursorResult[Any]:
    """Run a statement about columns in the session's transaction, past the ORM: in half of its time."""
    return db.session.connection().execute(statement, values)


def once(question: tuple[object, ...], ask: Callable[[], T]) -> T:
    """What several parts of one page ask alike: asked once by a request that only reads, by all else each time."""
    if not has_request_context() or not _only_reads():
        return ask()
    answers: dict[tuple[object, ...], Any] = request.environ.setdefault(ANSWERS, {})
    if question not in answers:
        answers[question] = ask()
    return answers[question]  # type: ignore[no-any-return]


def ballot_insert_engine() -> Engine:
    """The ballot box as the web process may use it: insert, and nothing else."""
    engine: Engine = current_app.extensions["ballot_engines"][0]
    return engine


def ballot_owner_engine() -> Engine:
    """The ballot box as the worker may use it: migrate and open."""
    engine: Engine = current_app.extensions["ballot_engines"][1]
    return engine


def _end_transaction(response: Response) -> Response:
    try:
        if _request_writes() and response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
    except Exception:
        db.session.rollback()
        session.pop("_flashes", None)
        raise
    _run_independent()
    return response


def abandon() -> None:
    """Drop what a request has half done, so that its error page can read."""
    db.session.rollback()


DOUBLED = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}


def flush_or(told: Exception) -> None:
    """Write; where another writer's version, or the one row there may be, came in between, drop all and say so.

    Without the first a page that repeats the form could read nothing any more.
    """
    try:
        db.session.flush()
    except (StaleDataError, IntegrityError) as error:
        said = getattr(error, "orig", None)
        why = {getattr(said, "sqlstate", None), getattr(said, "sqlite_errorname", None)}
        if isinstance(error, IntegrityError) and not why & DOUBLED:
            raise
        abandon()
        raise told from error


def independent(work: Callable[[Session], None]) -> None:
    """Do this in a transaction of its own once the request's has ended, whatever became of it."""
    if has_request_context():
        g.setdefault("independent", []).append(work)
    else:
        with Session(db.engine) as own:
            work(own)
            own.commit()


def _run_independent() -> None:
    waiting: list[Callable[[Session], None]] = g.pop("independent", [])
    g.independent_running = True
    try:
        for work in waiting:
            with Session(db.engine) as own:
                work(own)
                own.commit()
    finally:
        # Whoever holds a context open over several requests would take the next for one that writes.
        g.pop("independent_running")


@contextmanager
def transaction() -> Iterator[None]:
    """The same boundary for commands and the worker: all of it, or nothing."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def reading() -> Iterator[None]:
    """What a command only reads: others write meanwhile, and nothing of it is kept."""
    with _told(only_reads=True):
        try:
            yield
        finally:
            db.session.rollback()


@contextmanager
def writing() -> Iterator[None]:
    """One short writing transaction after what was only read, in a request too; all of that is read anew."""
    db.session.rollback()
    if has_request_context():
        request.environ.pop(ANSWERS, None)
    with _told(only_reads=False), transaction():
        yield


@contextmanager
def _told(only_reads: bool) -> Iterator[None]:
    g.only_reads = only_reads
    try:
        yield
    finally:
        del g.only_reads


@contextmanager
def ballot_transaction(engine: Engine) -> Iterator[Any]:
    """One transaction of the ballot box, on its own engine, committed before the main one."""
    with engine.connect() as connection:
        yield connection
        connection.commit()


def is_unavailable(error: BaseException) -> bool:
    """Whether the database, not the request, is at fault."""
    return isinstance(error, OperationalError)


def is_bad_value(error: BaseException) -> bool:
    """Whether no database could take what was asked for: a number past its range, for example."""
    return isinstance(error, DataError) or (isinstance(error, OverflowError) and "SQLite" in str(error))
