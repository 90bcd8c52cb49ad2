"""Every row of both databases, gone; for the demonstration and nothing else."""

import shutil

from flask import current_app
from sqlalchemy import Engine, MetaData, func, literal, select

from engage.core import clock
from engage.core.db import BallotBase, Base, ballot_owner_engine, ballot_transaction, db

# What a worker writes by being there, and where the record of acts begins.
BEATS = ("worker_beat", "audit_head")
# What the database lets go only after a checkpoint says so.
AUDIT = {"audit_event", "audit_checkpoint"}


def empty() -> None:
    """Delete all rows, in an order that no reference forbids, and the keys and mail that belong to them."""
    db.session.remove()
    _empty(db.engine, Base.metadata)
    _empty(ballot_owner_engine(), BallotBase.metadata)
    for folder in ("keys", "mail", "uploads"):
        shutil.rmtree(current_app.extensions["settings"].instance / folder, ignore_errors=True)


def what_is_held() -> str:
    """A table of either database that holds a row, in words; nothing where all are empty."""
    with ballot_owner_engine().connect() as ballots:
        # The main database by the session: a second connection would wait for the turn that this one holds.
        for run, metadata in ((db.session.execute, Base.metadata), (ballots.execute, BallotBase.metadata)):
            for table in metadata.sorted_tables:
                if table.name not in BEATS and run(select(literal(1)).select_from(table).limit(1)).first():
                    return table.name.replace("_", " ")
    return ""


def _empty(engine: Engine, metadata: MetaData) -> None:
    with ballot_transaction(engine) as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        else:
            names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables if table.name not in AUDIT)
            connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")
        if metadata.tables.keys() >= AUDIT:
            # Nothing of the record goes that no checkpoint names; both go.
            log, checkpoint = (metadata.tables[name] for name in ("audit_event", "audit_checkpoint"))
            last = select(func.coalesce(func.max(log.c.id), 0)).scalar_subquery()
            everything = {"at": clock.now(), "up_to": last, "acts": 0, "digest": "", "seal": ""}
            connection.execute(checkpoint.insert().values(everything))
            connection.execute(log.delete())
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
