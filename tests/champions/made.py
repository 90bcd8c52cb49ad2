"""Networks and appointments as rows: for tests of one part that need what another part makes."""

import secrets
from datetime import timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, NetworkCoordinator, Training
from engage.directory.queries import main_unit_of
from engage.directory.rules.networks import NetworkKind


def champions() -> int:
    """The network of employee champions that the six people come with: Bryn is in it."""
    return db.session.query(Network.id).filter_by(kind=NetworkKind.CHAMPIONS).order_by(Network.id).first()[0]


def network(kind: str = NetworkKind.FIRST_AIDERS, coordinator: int | None = None, **more: Any) -> int:
    """A network; its id."""
    with transaction():
        row = Network(kind=kind, name=more.pop("name", f"Network {secrets.token_hex(3)}"), created_at=clock.now(),
                      **({"hidden": kind == NetworkKind.STAFF} | more))  # fmt: skip
        db.session.add(row)
        db.session.flush()
        if coordinator:
            db.session.add(NetworkCoordinator(network_id=row.id, person_id=coordinator))
        return row.id


def appointed(person_id: int, network_id: int | None = None, days_ago: int = 30, **more: Any) -> int:
    """Somebody's appointment to a network, to the employee champions where none is named; its id."""
    unit = main_unit_of(person_id)
    with transaction():
        row = Appointment(network_id=network_id or champions(), person_id=person_id, unit_id=unit.id if unit else None,
                          started_on=clock.today() - timedelta(days=days_ago), **more)  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row.id


def trained(person_id: int, course: str = "Mental health first aid", days_ago: int = 30,
            expires_in: int | None = 1000) -> int:  # fmt: skip
    """A course that somebody did; its id."""
    today = clock.today()
    with transaction():
        row = Training(person_id=person_id, course=course, done_on=today - timedelta(days=days_ago), origin="entry",
                       expires_on=today + timedelta(days=expires_in) if expires_in is not None else None)  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row.id
