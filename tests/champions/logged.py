"""Entries of the log, made through the feature's own action."""

import secrets
from datetime import timedelta
from typing import Any

from engage.champions.actions import activity as actions
from engage.champions.models import Activity
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Theme, Unit
from tests.champions import made


def get(number: int) -> Activity:
    """As the database has it."""
    return db.session.get_one(Activity, number, populate_existing=True)


def entry(person_id: int, days_ago: int = 0, **more: Any) -> int:
    """Somebody logged something; its id."""
    given = {"kind": "conversation", "network_id": made.champions()} | more
    day = clock.today() - timedelta(days=days_ago)
    with transaction():
        return actions.log(actions.Entry(happened_on=day, **given), person_id, secrets.token_hex(8), clock.now()).id


def unit(code: str) -> int:
    """The id of a unit of the small council."""
    return int(db.session.query(Unit.id).filter_by(code=code).one()[0])


def theme(name: str = "Rotas") -> int:
    """A theme; its id."""
    with transaction():
        row = Theme(name=name, position=1)
        db.session.add(row)
        db.session.flush()
        return row.id
