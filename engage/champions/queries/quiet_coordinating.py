"""Reads of staff networks for their coordinators, and for the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from engage.access import Viewer
from engage.champions.models.quiet import NetworkMessage, NetworkPerson, NetworkRequest, NetworkSize
from engage.champions.queries import quiet
from engage.champions.rules.quiet import Asked
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Network, NetworkCoordinator, Person
from engage.directory.queries_finding import Found, here_today, shown
from engage.directory.rules.networks import NetworkKind


@dataclass(frozen=True)
class Size:
    """A staff network as the OD team is told of it: `told` is None before the worker has looked at it."""

    id: int
    name: str
    hidden: bool
    coordinators: int
    told: int | None
    quarter: date | None


def coordinated(network_id: int, viewer: Viewer) -> Network:
    """A staff network for whoever looks after it; to everybody else there is no such page."""
    row = quiet.staff_network(network_id)
    if not quiet.standing(network_id, viewer).coordinates:
        raise NotThere
    return row


def asking(network_id: int) -> Sequence[Found]:
    """Whoever waits for an answer, by name: two statements. No row tells who asked first."""
    rows = (
        select(NetworkRequest.person_id)
        .join(Person, Person.id == NetworkRequest.person_id)
        .where(NetworkRequest.network_id == network_id, NetworkRequest.state == Asked.WAITING, here_today())
    )
    return sorted(shown(db.session.scalars(rows).all()).values(), key=lambda each: (each.name.lower(), each.id))


def inside(network_id: int, number: int) -> Page[Found]:
    """A page of the people in a network, by name."""
    rows = (
        select(Person.id)
        .join(NetworkPerson, NetworkPerson.person_id == Person.id)
        .where(NetworkPerson.network_id == network_id, here_today())
        .order_by(func.lower(Person.surname), func.lower(Person.first_name), Person.id)
    )
    found = cut(rows, number, quiet.EACH)
    people = shown(found.rows)
    return Page([people[each] for each in found.rows], found.number, found.size, found.total)


def request(network_id: int, person_id: int) -> NetworkRequest | None:
    """Somebody's request."""
    return db.session.get(NetworkRequest, (network_id, person_id))


def place(network_id: int, person_id: int) -> NetworkPerson | None:
    """Somebody's place in a network."""
    return db.session.get(NetworkPerson, (network_id, person_id))


def coordinator(network_id: int, person_id: int) -> NetworkCoordinator | None:
    """The row that makes somebody a coordinator."""
    return db.session.get(NetworkCoordinator, (network_id, person_id))


def mail_of_coordinators(network_id: int) -> Sequence[str]:
    """The addresses of those who look after a network and have one."""
    rows = (
        select(Person.email)
        .join(NetworkCoordinator, NetworkCoordinator.person_id == Person.id)
        .where(NetworkCoordinator.network_id == network_id, Person.email.is_not(None), Person.email != "")
    )
    return [each for each in db.session.scalars(rows.where(quiet.looks_after()).order_by(Person.id)) if each]


def message(message_id: int) -> NetworkMessage | None:
    """A message of coordinators."""
    return db.session.get(NetworkMessage, message_id)


def next_to_mail(row: NetworkMessage) -> tuple[int, str] | None:
    """Id and address of the next person in the network who has not been told of a message."""
    rows = (
        select(Person.id, Person.email)
        .join(NetworkPerson, NetworkPerson.person_id == Person.id)
        .where(NetworkPerson.network_id == row.network_id, Person.id > row.mailed_to)
        .where(Person.email.is_not(None), Person.email != "", here_today())
        .order_by(Person.id)
        .limit(1)
    )
    found = db.session.execute(rows).one_or_none()
    return (found[0], found[1]) if found and found[1] else None


def sent_before(once: str) -> NetworkMessage | None:
    """The message that the same form sent already."""
    return db.session.scalar(select(NetworkMessage).where(NetworkMessage.once == once))


def sizes() -> Sequence[Size]:
    """What the OD team may know of each staff network that is not closed: one statement, no exact number in it."""
    looked_after = (
        select(func.count())
        .select_from(NetworkCoordinator)
        .join(Person, Person.id == NetworkCoordinator.person_id)
        .where(NetworkCoordinator.network_id == Network.id, quiet.looks_after())
        .correlate(Network)
        .scalar_subquery()
    )
    rows = (
        select(Network.id, Network.name, Network.hidden, looked_after, NetworkSize.told, NetworkSize.quarter)
        .outerjoin(NetworkSize, NetworkSize.network_id == Network.id)
        .where(Network.kind == NetworkKind.STAFF, Network.closed_on.is_(None))
        .order_by(Network.position, func.lower(Network.name), Network.id)
    )
    return [Size(*row) for row in db.session.execute(rows)]
