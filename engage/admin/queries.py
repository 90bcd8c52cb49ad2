"""Reads that cross features."""

from collections.abc import Callable, Sequence
from importlib import import_module

from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from engage.ballots.models import Ballot
from engage.core import audit_verify, mail, migrate, outbox
from engage.core.db import ballot_insert_engine, db
from engage.core.retention import Kept

# Each part of the service, and the module whose schedules delete what it keeps.
PARTS = (
    ("Thanks, stories and awards", "engage.recognition.jobs"),
    ("Networks, champions and concerns", "engage.champions.jobs"),
    ("Events", "engage.events.jobs"),
    ("Surveys", "engage.surveys.jobs"),
    ("Values, feedback and conversations", "engage.values.jobs"),
    ("Consultations", "engage.consultation.jobs"),
    ("Actions", "engage.followup.jobs"),
    ("Guides and help", "engage.pages.jobs"),
    ("The programme", "engage.programme.jobs"),
    ("Reports", "engage.reports.jobs"),
    ("People and signing in", "engage.directory.jobs"),
    ("Data protection", "engage.governance.jobs"),
    ("What crosses all of it", "engage.admin.jobs"),
)


def kept() -> Sequence[tuple[str, Sequence[Kept]]]:
    """What is kept and how long, by part of the service; a part that keeps nothing is left out."""
    found = [(title, tuple(import_module(name).KEPT)) for title, name in PARTS]
    found.append(("Mail and the record of acts", (*outbox.KEPT, *mail.KEPT, *audit_verify.KEPT)))
    return [(title, lines) for title, lines in found if lines]


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
