"""Reads that cross features."""

from collections.abc import Callable

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from engage.ballots.models import Ballot
from engage.core import migrate, outbox
from engage.core.db import ballot_insert_engine, db


def readiness() -> dict[str, bool]:
    """Each thing the service needs to do its work, and whether it is there."""
    return {
        "database": _answers_main(),
        "ballot_database": _answers_ballots(),
        "migrations": _safely(migrate.is_current),
        "ballot_migrations": _takes_ballots() and _safely(migrate.ballots_are_current),
        "worker": _safely(outbox.worker_is_alive),
    }


def _answers_main() -> bool:
    return _safely(lambda: bool(db.session.execute(text("SELECT 1"))))


def _answers_ballots() -> bool:
    def ask() -> bool:
        with ballot_insert_engine().connect() as connection:
            return bool(connection.execute(text("SELECT 1")))

    return _safely(ask)


def _takes_ballots() -> bool:
    """The very database that this process inserts into; what the worker noted may be of another."""

    def ask() -> bool:
        with ballot_insert_engine().connect() as connection:
            return inspect(connection).has_table(Ballot.__tablename__)

    return _safely(ask)


def _safely(check: Callable[[], bool]) -> bool:
    try:
        return bool(check())
    except SQLAlchemyError:
        db.session.rollback()
        return False
