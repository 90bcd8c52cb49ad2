"""Reads of networks: who is appointed, to what, and which training counts."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from engage.core import clock
from engage.core.db import db, once
from engage.directory.models import Appointment, Network, NetworkCoordinator, Training
from engage.directory.rules.networks import NetworkKind


def network(network_id: int) -> Network | None:
    """A network, closed ones too."""
    return db.session.get(Network, network_id)


def networks(kinds: Collection[str] = tuple(NetworkKind)) -> Sequence[Network]:
    """The networks of these kinds that are not closed, in the council's order."""
    rows = select(Network).where(Network.closed_on.is_(None), Network.kind.in_(kinds))
    return db.session.scalars(rows.order_by(Network.position, func.lower(Network.name), Network.id)).all()


def is_on(day: Any = None) -> ColumnElement[bool]:
    """Appointments of a day, today's where none is given: begun, not ended.

    A term that has run out still counts until somebody decides.
    """
    day = clock.today() if day is None else day
    ended = or_(Appointment.ended_on.is_(None), Appointment.ended_on > day)
    return and_(Appointment.started_on <= day, ended)


def champions(day: Any = None) -> Select[int]:
    """The ids of all employee champions of a day, today's where none is given: for statements about them."""
    return (
        select(Appointment.person_id)
        .join(Network, Network.id == Appointment.network_id)
        .where(Network.kind == NetworkKind.CHAMPIONS, Network.closed_on.is_(None), is_on(day))
    )


def appointed(network_id: int) -> Sequence[Appointment]:
    """Today's appointments of a network, whoever has left since too: one statement, the people loaded."""
    rows = select(Appointment).where(Appointment.network_id == network_id, is_on())
    return db.session.scalars(rows.options(joinedload(Appointment.person)).order_by(Appointment.id)).all()


def appointments_of(person_id: int) -> Sequence[Appointment]:
    """Somebody's appointments of today, their networks loaded: one statement, once for a page."""
    values = {"person": person_id, "today": clock.today()}
    return once(("appointments", person_id), lambda: db.session.scalars(_appointments(), values).all())


@cache
def _appointments() -> Select[Appointment]:
    return (
        select(Appointment)
        .join(Network, Network.id == Appointment.network_id)
        .where(Appointment.person_id == bindparam("person"), Network.closed_on.is_(None), is_on(bindparam("today")))
        .options(joinedload(Appointment.network))
        .order_by(Network.position, Network.id)
    )


def appointment(appointment_id: int) -> Appointment | None:
    """An appointment, ended ones too."""
    return db.session.get(Appointment, appointment_id)


def coordinates(person_id: int, network_id: int) -> bool:
    """Whether somebody looks after a network."""
    return db.session.get(NetworkCoordinator, (network_id, person_id)) is not None


def training_of(person_ids: Collection[int], course: str = "") -> Sequence[Training]:
    """The training of these people, of one course where it is named, the newest first."""
    rows = select(Training).where(Training.person_id.in_(person_ids))
    if course:
        rows = rows.where(Training.course == course)
    return db.session.scalars(rows.order_by(Training.done_on.desc(), Training.id.desc())).all()
