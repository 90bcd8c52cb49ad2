"""What the worker does about staff networks: telling their news, telling their size, and forgetting in time."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select, update

from engage.champions.models.quiet import NetworkMessage, NetworkPerson, NetworkRequest, NetworkSize
from engage.champions.rules import quiet as rules
from engage.champions.rules.quiet import Asked
from engage.core import clock
from engage.core.db import db
from engage.directory.models import Network, NetworkCoordinator, Person
from engage.directory.queries_finding import here_today
from engage.directory.rules.networks import NetworkKind


def mailed(message_id: int, up_to: int | None) -> None:
    """Everybody up to this person was told of a message; None: all were, and nobody is remembered."""
    told = {"mailed": True, "mailed_to": 0} if up_to is None else {"mailed_to": up_to}
    db.session.execute(update(NetworkMessage).where(NetworkMessage.id == message_id).values(**told))


def forget(now: datetime, today: date) -> None:
    """Whoever has left the council, what was answered, old messages, and all of networks closed a while ago."""
    here = select(Person.id).where(here_today())
    closed = select(Network.id).where(Network.closed_on < today - timedelta(days=rules.DAYS_CLOSED))
    # A network that has become one of another kind has no list that nobody can see.
    other = select(Network.id).where(Network.kind != NetworkKind.STAFF)
    for table in (NetworkPerson, NetworkRequest):
        db.session.execute(delete(table).where(table.person_id.not_in(here)))
    # Whoever comes back years later does not read the list again before the OD team says so.
    db.session.execute(delete(NetworkCoordinator).where(
        NetworkCoordinator.person_id.not_in(here),
        NetworkCoordinator.network_id.in_(select(Network.id).where(Network.kind == NetworkKind.STAFF)),
    ))  # fmt: skip
    for each in (NetworkPerson, NetworkRequest, NetworkMessage, NetworkSize):
        gone = each.network_id.in_(closed) | each.network_id.in_(other)
        db.session.execute(delete(each).where(gone))
    answered = NetworkRequest.answered_on < today - timedelta(days=rules.DAYS_ANSWERED)
    db.session.execute(delete(NetworkRequest).where(NetworkRequest.state != Asked.WAITING, answered))
    old = NetworkMessage.sent_at < clock.months_after(now, -rules.MONTHS_MESSAGES)
    db.session.execute(delete(NetworkMessage).where(old))


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
