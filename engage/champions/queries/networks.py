"""Networks as all staff see them, and their coordinators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory import queries_networks as directory
from engage.directory.models import Appointment, Network, NetworkCoordinator, Person
from engage.directory.queries_finding import here_today
from engage.directory.rules.networks import APPOINTED, NetworkKind

# What a form cannot have meant: PostgreSQL's numbers end here.
GREATEST = 2**31


@dataclass(frozen=True)
class Coordinator:
    """Whoever looks after a network, and whether their name stands on its page."""

    id: int
    name: str
    email: str | None
    named: bool


def shown() -> Sequence[Network]:
    """The council's networks with their sponsors: one statement."""
    rows = select(Network).where(Network.closed_on.is_(None)).options(joinedload(Network.sponsor))
    return db.session.scalars(rows.order_by(Network.position, func.lower(Network.name), Network.id)).all()


def seen(network_id: int, viewer: Viewer) -> Network:
    """A network's page is for everybody; of one that is closed, for whoever manages networks."""
    row = held(network_id)
    if row.closed_on is not None and not viewer.may(Permission.NETWORKS_MANAGE):
        raise NotThere
    return row


def held(network_id: int) -> Network:
    """A network, closed ones too, or NotThere."""
    row = directory.network(network_id) if network_id < GREATEST else None
    if row is None:
        raise NotThere
    return row


def held_appointment(appointment_id: int) -> Appointment:
    """An appointment, ended ones too, or NotThere."""
    row = directory.appointment(appointment_id) if appointment_id < GREATEST else None
    if row is None:
        raise NotThere
    return row


def counts() -> Mapping[int, int]:
    """How many people who work here are in each network that appoints them: one statement, of no staff network."""
    rows = (
        select(Appointment.network_id, func.count())
        .join(Person, Person.id == Appointment.person_id)
        .join(Network, Network.id == Appointment.network_id)
        .where(directory.is_on(), here_today(), Network.kind.in_(APPOINTED))
        .group_by(Appointment.network_id)
    )
    return dict(db.session.execute(rows).all())


def coordinators(network_id: int) -> Sequence[Coordinator]:
    """Those of a network who work here, by name."""
    rows = (
        select(Person, NetworkCoordinator.named)
        .join(NetworkCoordinator, NetworkCoordinator.person_id == Person.id)
        .where(NetworkCoordinator.network_id == network_id, here_today())
        .order_by(func.lower(Person.surname), Person.id)
    )
    return [Coordinator(who.id, who.name, who.email, named) for who, named in db.session.execute(rows)]


def coordinated_by(person_id: int) -> Sequence[tuple[Network, bool]]:
    """The networks that somebody looks after, and whether they are named there."""
    rows = (
        select(Network, NetworkCoordinator.named)
        .join(NetworkCoordinator, NetworkCoordinator.network_id == Network.id)
        .where(NetworkCoordinator.person_id == person_id, Network.closed_on.is_(None))
        .order_by(Network.position, Network.id)
    )
    return [(network, named) for network, named in db.session.execute(rows)]


def courses() -> Sequence[tuple[str, int | None]]:
    """The courses that networks ask for, and for how many months they count."""
    rows = select(Network.training, Network.training_months).where(Network.training != "", Network.closed_on.is_(None))
    return [(course, months) for course, months in db.session.execute(rows.order_by(Network.id))]


def has_fixed_kind(row: Network) -> bool:
    """Whether anybody is or was appointed to it; who is in a staff network is not known here, so its kind stays."""
    appointed = select(Appointment.id).where(Appointment.network_id == row.id).limit(1)
    return row.kind == NetworkKind.STAFF or db.session.scalar(appointed) is not None


def now_in(network_id: int) -> int:
    """How many appointments to it hold today or begin later."""
    rows = select(func.count()).select_from(Appointment).where(Appointment.network_id == network_id)
    return db.session.scalar(rows.where(Appointment.ended_on.is_(None))) or 0
