"""What goes with time of who is appointed, trained, and looks after a network."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, tuple_

from engage.core import audit
from engage.core.db import db
from engage.directory.models import Appointment, NetworkCoordinator, Training

COORDINATORS = (
    select(NetworkCoordinator.network_id, NetworkCoordinator.person_id, NetworkCoordinator.person_id.label("who")),
)


def appointments(ids: Sequence[int], at: datetime) -> None:
    """Delete appointments that ended long ago."""
    db.session.execute(delete(Appointment).where(Appointment.id.in_(ids)))
    for each in ids:
        audit.record("delete", "appointment", each)


def training(ids: Sequence[int], at: datetime) -> None:
    """Delete training of people who left long ago."""
    db.session.execute(delete(Training).where(Training.id.in_(ids)))
    for each in ids:
        audit.record("delete", "training", each)


def coordinators(keys: Sequence[tuple[int, int]], at: datetime) -> None:
    """Whoever has left looks after nothing."""
    ours = tuple_(NetworkCoordinator.network_id, NetworkCoordinator.person_id).in_(keys)
    db.session.execute(delete(NetworkCoordinator).where(ours))
