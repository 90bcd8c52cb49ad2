"""Setting a network's targets, and putting right what a reorganisation did to an appointment."""

from datetime import date

from engage.champions.actions import networks_people
from engage.champions.rules.coverage import Targets
from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, NotThere
from engage.directory.models import Appointment, Network
from engage.directory.queries import main_unit_of
from engage.directory.queries_finding import here
from engage.directory.rules.networks import Ended


def set_targets(network: Network, targets: Targets) -> None:
    """How many champions there should be from now on."""
    network.seats, network.ratio = targets.seats, targets.ratio
    network.floor, network.group_minimum = targets.floor, targets.group_minimum
    db.session.flush()
    audit.record("set coverage", "network", network.id)


def keep(network: Network, appointment_id: int) -> None:
    """They go on being a champion where they work now."""
    row = _of(network, appointment_id)
    unit = main_unit_of(row.person_id) if here([row.person_id]) else None
    if unit is None:
        raise Conflict("They do not work here any more, so they cannot go on. Nothing was changed.")
    row.unit_id = unit.id
    db.session.flush()
    audit.record("keep after a move", "appointment", row.id, network=network.id)


def end(network: Network, appointment_id: int, on: date) -> Ended:
    """They are no champion any more, because they left or because they moved; which of the two.

    Conflict while they answer for open concerns: those are handed over first.
    """
    row = _of(network, appointment_id)
    why = Ended.MOVED if here([row.person_id]) else Ended.LEFT
    networks_people.end(row, why, on)
    return why


def _of(network: Network, appointment_id: int) -> Appointment:
    row = db.session.get(Appointment, appointment_id)
    if row is None or row.network_id != network.id:
        raise NotThere
    if row.ended_on is not None:
        raise Conflict("This appointment has ended already. Nothing was changed.")
    return row
