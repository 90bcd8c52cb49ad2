"""Every row of both databases, gone; for the demonstration and nothing else."""

import shutil

from flask import current_app
from sqlalchemy import Engine, MetaData

from engage.core.db import BallotBase, Base, ballot_owner_engine, ballot_transaction, db


def empty() -> None:
    """Delete all rows, in an order that no reference forbids, and the keys and mail that belong to them."""
    db.session.remove()
    _empty(db.engine, Base.metadata)
    _empty(ballot_owner_engine(), BallotBase.metadata)
    for folder in ("keys", "mail", "uploads"):
        shutil.rmtree(current_app.extensions["settings"].instance / folder, ignore_errors=True)


def _empty(engine: Engine, metadata: MetaData) -> None:
    with ballot_transaction(engine) as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        else:
            names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
            connection.exec_driver_sql(f"TRUNCATE {names} CASCADE")
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
