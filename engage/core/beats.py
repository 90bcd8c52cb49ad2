"""The worker's beats: that it lives, and when each of its schedules last ran."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from engage.core import clock
from engage.core.db import Model, UtcDateTime, db, transaction

BEAT_FRESH = timedelta(minutes=2)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class WorkerBeat(Model):
    """When the worker last showed that it lives, and when each of its schedules last ran."""

    __tablename__ = "worker_beat"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # What a schedule leaves for the web process to read.
    said: Mapped[str] = mapped_column(String(40), default="")


def beat() -> None:
    """The worker lives."""
    with transaction():
        beating()


def beating() -> None:
    """The same as part of a transaction: its last act, so that two workers never wait for each other."""
    held("worker").at = clock.now()


def held(name: str) -> WorkerBeat:
    """The beat of this name, locked; another worker may be making it at this moment."""
    found = db.session.get(WorkerBeat, name, with_for_update=True)
    if found is None:
        insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        db.session.execute(insert(WorkerBeat).values(name=name, at=NEVER).on_conflict_do_nothing())
        found = db.session.get_one(WorkerBeat, name, with_for_update=True)
    return found


def worker_is_alive() -> bool:
    """Whether the last beat is recent."""
    last = db.session.get(WorkerBeat, "worker")
    return last is not None and clock.now() - last.at < BEAT_FRESH
