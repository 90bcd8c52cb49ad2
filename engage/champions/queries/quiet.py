"""Reads of staff networks for one person: their own standing, and what everybody may see. Nobody else's standing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select

from engage.access import Permission, Role, Viewer
from engage.champions.models.quiet import NetworkMessage, NetworkPerson, NetworkRequest
from engage.champions.rules import quiet as rules
from engage.champions.rules.quiet import Asked, Standing
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Network, NetworkCoordinator, Person, RoleGrant
from engage.directory.queries_finding import called, here_today
from engage.directory.rules.networks import NetworkKind

EACH, EACH_MESSAGE = 50, 10
# Columns of any kind.
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Coordinators:
    """How many look after a network, and the names of those who show theirs."""

    number: int
    names: Sequence[str]


@dataclass(frozen=True)
class Own:
    """A staff network with which somebody has to do."""

    id: int
    name: str
    standing: Standing


def staff_network(network_id: int) -> Network:
    """A staff network, open or hidden, closed ones too; any other network is not one."""
    row = db.session.get(Network, network_id)
    if row is None or row.kind != NetworkKind.STAFF:
        raise NotThere
    return row


def standing(network_id: int, viewer: Viewer) -> Standing:
    """What this person themselves has to do with a network: one statement, the same for everybody."""
    return _standings(viewer, _with_mine().where(Network.id == network_id))[network_id].standing


def own(viewer: Viewer) -> Sequence[Own]:
    """The staff networks that this person is in, has asked to join, or looks after: one statement."""
    found = _standings(viewer, _open_ones()).values()
    return [each for each in found if each.standing != Standing()]


@cache
def _open_ones() -> Rows:
    return _with_mine().where(Network.closed_on.is_(None))


def _with_mine() -> Rows:
    def mine(table: Any) -> ColumnElement[bool]:
        return and_(table.network_id == Network.id, table.person_id == bindparam("person"))

    return (
        select(Network.id, Network.name, NetworkPerson.named, NetworkRequest.state, NetworkRequest.answer,
               NetworkRequest.answered_on, exists().where(mine(NetworkCoordinator)))
        .outerjoin(NetworkPerson, mine(NetworkPerson))
        .outerjoin(NetworkRequest, mine(NetworkRequest))
        .where(Network.kind == NetworkKind.STAFF)
        .order_by(Network.position, func.lower(Network.name), Network.id)
    )  # fmt: skip


def _standings(viewer: Viewer, rows: Rows) -> dict[int, Own]:
    gives = viewer.may(Permission.NETWORKS_MANAGE)
    found = db.session.execute(rows, {"person": viewer.id})
    return {
        network: Own(network, name, Standing(
            inside=named is not None, named=bool(named), coordinates=rules.may_coordinate(coordinates, gives),
            asked=Asked(state) if state else None, answer=answer or "", answered_on=answered,
        ))
        for network, name, named, state, answer, answered, coordinates in found
    }  # fmt: skip


def looks_after() -> ColumnElement[bool]:
    """Coordinators who hold the task: they work here, and do not give it. For statements that join Person."""
    gives = select(RoleGrant.person_id).where(RoleGrant.role == Role.OD)
    return here_today() & NetworkCoordinator.person_id.not_in(gives)


def coordinators(network_id: int) -> Coordinators:
    """Of a network: everybody may know how many there are, for they see who is in it."""
    rows = (
        select(NetworkCoordinator.named, called())
        .join(Person, Person.id == NetworkCoordinator.person_id)
        .where(NetworkCoordinator.network_id == network_id, looks_after())
        .order_by(func.lower(Person.surname), func.lower(Person.first_name), Person.id)
    )
    found = db.session.execute(rows).all()
    return Coordinators(len(found), [name for named, name in found if named])


def shown(row: Network) -> Sequence[str]:
    """The names of those in an open network who show theirs; of a hidden one nobody's."""
    if row.hidden:
        return ()
    rows = (
        select(called())
        .join(NetworkPerson, NetworkPerson.person_id == Person.id)
        .where(NetworkPerson.network_id == row.id, NetworkPerson.named, here_today())
        .order_by(func.lower(Person.surname), func.lower(Person.first_name), Person.id)
    )
    return db.session.scalars(rows).all()


def messages(network_id: int, number: int) -> Page[NetworkMessage]:
    """A page of what the coordinators wrote, the newest first: for people in the network and its coordinators."""
    rows = select(NetworkMessage).where(NetworkMessage.network_id == network_id)
    return cut(rows.order_by(NetworkMessage.sent_at.desc(), NetworkMessage.id.desc()), number, EACH_MESSAGE)
