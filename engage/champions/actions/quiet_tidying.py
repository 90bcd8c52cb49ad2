"""What the worker does about staff networks: telling their news, telling their size, and forgetting in time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, delete, func, select, tuple_, update

from engage.champions.models.quiet import NetworkMessage, NetworkPerson, NetworkRequest, NetworkSize
from engage.champions.rules import quiet as rules
from engage.champions.rules.quiet import Asked
from engage.core import clock
from engage.core.db import db
from engage.directory.models import Network, Person
from engage.directory.queries_finding import here_on
from engage.directory.rules.networks import NetworkKind


def mailed(message_id: int, up_to: int | None) -> None:
    """Everybody up to this person was told of a message; None: all were, and nobody is remembered."""
    told = {"mailed": True, "mailed_to": 0} if up_to is None else {"mailed_to": up_to}
    db.session.execute(update(NetworkMessage).where(NetworkMessage.id == message_id).values(**told))


PEOPLE = (select(NetworkPerson.network_id, NetworkPerson.person_id, NetworkPerson.person_id.label("who")),)
ASKED = (select(NetworkRequest.network_id, NetworkRequest.person_id, NetworkRequest.person_id.label("who")),)


def due_people(at: datetime) -> Select[int, int]:
    """In a staff network: whoever has left the council, and all of what was closed a while ago."""
    rows = select(NetworkPerson.network_id, NetworkPerson.person_id)
    return rows.where(NetworkPerson.person_id.not_in(_here(at)) | NetworkPerson.network_id.in_(_over(at)))


def forget_people(keys: Sequence[tuple[int, int]], at: datetime) -> None:
    """They are in it no longer; not in the audit log, which keeps names."""
    ours = tuple_(NetworkPerson.network_id, NetworkPerson.person_id).in_(keys)
    db.session.execute(delete(NetworkPerson).where(ours))


def forget_sizes(at: datetime) -> None:
    """The sizes of networks that are over; they name nobody."""
    db.session.execute(delete(NetworkSize).where(NetworkSize.network_id.in_(_over(at))))


def due_requests(at: datetime) -> Select[int, int]:
    """Requests to join of whoever has left, of what was closed, and those answered a while ago."""
    answered = NetworkRequest.answered_on < clock.local(at).date() - timedelta(days=rules.DAYS_ANSWERED)
    over = NetworkRequest.person_id.not_in(_here(at)) | NetworkRequest.network_id.in_(_over(at))
    rows = select(NetworkRequest.network_id, NetworkRequest.person_id)
    return rows.where(over | ((NetworkRequest.state != Asked.WAITING) & answered))


def forget_requests(keys: Sequence[tuple[int, int]], at: datetime) -> None:
    """That they asked, and what they were told."""
    ours = tuple_(NetworkRequest.network_id, NetworkRequest.person_id).in_(keys)
    db.session.execute(delete(NetworkRequest).where(ours))


def due_messages(at: datetime) -> Select[int]:
    """Messages of long ago, and of what was closed."""
    old = NetworkMessage.sent_at < clock.months_after(at, -rules.MONTHS_MESSAGES)
    return select(NetworkMessage.id).where(old | NetworkMessage.network_id.in_(_over(at)))


def forget_messages(ids: Sequence[int], at: datetime) -> None:
    """Delete messages."""
    db.session.execute(delete(NetworkMessage).where(NetworkMessage.id.in_(ids)))


def _here(at: datetime) -> Select[int]:
    return select(Person.id).where(here_on(clock.local(at).date()))


def _over(at: datetime) -> Select[int]:
    """Networks closed a while ago, or of another kind now: none of these has a list that nobody can see."""
    before = clock.local(at).date() - timedelta(days=rules.DAYS_CLOSED)
    return select(Network.id).where((Network.closed_on < before) | (Network.kind != NetworkKind.STAFF))


def tell_sizes(today: date) -> None:
    """Once a quarter, how many are in each staff network; a new one begins as fewer than 10."""
    counted = dict(db.session.execute(
        select(NetworkPerson.network_id, func.count()).group_by(NetworkPerson.network_id)
    ).all())  # fmt: skip
    held = {row.network_id: row for row in db.session.scalars(select(NetworkSize))}
    quarter = rules.quarter_of(today)
    for network in db.session.scalars(select(Network.id).where(Network.kind == NetworkKind.STAFF)):
        row = held.get(network)
        if row is None:
            db.session.add(NetworkSize(network_id=network, told=0, counted=0, quarter=quarter))
        elif row.quarter < quarter:
            row.told, row.counted = rules.told_next(row.counted, row.told, counted.get(network, 0))
            row.quarter = quarter
