"""Reads of what is shared with union representatives: for them, and for the OD team."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import selectinload

from engage.champions.models import SharedItem, SharedItemNetwork
from engage.champions.rules import quiet_shared as rules
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Appointment, Network, Person
from engage.directory.queries_finding import here_today
from engage.directory.queries_networks import is_on, networks
from engage.directory.rules.networks import NetworkKind

ON = "shared-item"


def union_networks() -> Sequence[Network]:
    """What an item can be shared with: networks of union representatives that are not closed."""
    return networks((NetworkKind.UNION,))


def represents(person_id: int) -> bool:
    """Whether somebody is appointed to a network of union representatives today."""
    return db.session.scalar(select(_appointed(person_id).exists())) or False


def _appointed(person_id: int):  # type: ignore[no-untyped-def]  # a Select of one column
    return (
        select(Appointment.network_id)
        .join(Network, Network.id == Appointment.network_id)
        .where(Appointment.person_id == person_id, is_on())
        .where(Network.kind == NetworkKind.UNION, Network.closed_on.is_(None))
    )


def _for(person_id: int) -> ColumnElement[bool]:
    mine = select(SharedItemNetwork.item_id).where(SharedItemNetwork.network_id.in_(_appointed(person_id)))
    return SharedItem.shared_at.is_not(None) & SharedItem.id.in_(mine)


def shared(person_id: int, number: int) -> Page[SharedItem]:
    """A page of what is shared with somebody, the newest first."""
    rows = select(SharedItem).where(_for(person_id))
    return cut(rows.order_by(SharedItem.shared_at.desc(), SharedItem.id.desc()), number, rules.EACH)


def seen(item_id: int, person_id: int) -> SharedItem:
    """An item for whoever it is shared with; to everybody else it is not there."""
    row = db.session.scalar(select(SharedItem).where(SharedItem.id == item_id, _for(person_id)))
    if row is None:
        raise NotThere
    return row


def may_see(item_id: int, person_id: int) -> bool:
    """Whether an item is shared with somebody."""
    return db.session.scalar(select(SharedItem.id).where(SharedItem.id == item_id, _for(person_id))) is not None


def news_for(person_id: int) -> bool:
    """Whether something was shared with somebody of late."""
    since = clock.now() - timedelta(days=rules.DAYS_NEWS)
    rows = select(SharedItem.id).where(_for(person_id), SharedItem.shared_at > since)
    return db.session.scalar(rows.limit(1)) is not None


def item(item_id: int) -> SharedItem:
    """An item with its networks, a draft too: for the OD team."""
    whole = selectinload(SharedItem.networks).joinedload(SharedItemNetwork.network)
    row = db.session.scalar(select(SharedItem).where(SharedItem.id == item_id).options(whole))
    if row is None:
        raise NotThere
    return row


def maybe(item_id: int) -> SharedItem | None:
    """The same, or None."""
    return db.session.get(SharedItem, item_id)


def items(number: int) -> Page[SharedItem]:
    """A page of all items, drafts first, then the newest: three statements."""
    whole = selectinload(SharedItem.networks).joinedload(SharedItemNetwork.network)
    rows = select(SharedItem).options(whole)
    order = (SharedItem.shared_at.is_not(None), SharedItem.shared_at.desc(), SharedItem.id.desc())
    return cut(rows.order_by(*order), number, rules.EACH)


def sent_before(once: str) -> SharedItem | None:
    """The item that the same form made already."""
    return db.session.scalar(select(SharedItem).where(SharedItem.once == once))


def readers_mail(row: SharedItem) -> Sequence[str]:
    """The addresses of whoever an item is shared with, each once."""
    rows = (
        select(Person.id, Person.email)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Network, Network.id == Appointment.network_id)
        .where(Appointment.network_id.in_([each.network_id for each in row.networks]), is_on(), here_today())
        .where(Network.kind == NetworkKind.UNION, Network.closed_on.is_(None))
        .where(Person.email.is_not(None), Person.email != "")
        .distinct()
        .order_by(Person.id)
    )
    return [each for _, each in db.session.execute(rows) if each]


def due(at: datetime) -> Select[int]:
    """Items shared, or drafts made, so long ago that they go."""
    before = clock.months_after(at, -rules.MONTHS_KEPT)
    old = (SharedItem.shared_at < before) | (SharedItem.shared_at.is_(None) & (SharedItem.made_at < before))
    return select(SharedItem.id).where(old)
