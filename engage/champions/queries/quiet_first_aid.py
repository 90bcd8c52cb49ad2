"""Reads of the first aiders' log: each aider's own, and the frozen totals. No function reads anybody else's."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from engage.champions.models import FirstAidContact, FirstAidYear
from engage.champions.queries import coverage
from engage.champions.rules import quiet_first_aid as rules
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Network, Unit
from engage.directory.queries import units_by_path
from engage.directory.queries_networks import appointments_of
from engage.directory.rules.networks import NetworkKind

EACH = 20


@dataclass(frozen=True)
class Year:
    """A whole year: contacts by theme, rounded; 0 stands for fewer than 10."""

    year: int
    told: dict[str, int]


def network_of(person_id: int) -> Network | None:
    """The first aiders' network that somebody is appointed to."""
    found = (row.network for row in appointments_of(person_id) if row.network.kind == NetworkKind.FIRST_AIDERS)
    return next(found, None)


def has_noted(person_id: int) -> bool:
    """Whether somebody's log holds anything."""
    rows = select(FirstAidContact.id).where(FirstAidContact.aider_id == person_id)
    return db.session.scalar(rows.limit(1)) is not None


def own(person_id: int, number: int) -> Page[FirstAidContact]:
    """A page of somebody's own log, the newest first."""
    rows = select(FirstAidContact).where(FirstAidContact.aider_id == person_id)
    return cut(rows.order_by(FirstAidContact.on.desc(), FirstAidContact.id.desc()), number, EACH)


def all_own(person_id: int) -> Sequence[tuple[FirstAidContact, str]]:
    """The whole of somebody's own log, with the names of the parts of the council."""
    rows = (
        select(FirstAidContact, func.coalesce(Unit.name, ""))
        .outerjoin(Unit, Unit.id == FirstAidContact.unit_id)
        .where(FirstAidContact.aider_id == person_id)
        .order_by(FirstAidContact.on, FirstAidContact.id)
    )
    return [(row, name) for row, name in db.session.execute(rows)]


def contact(contact_id: int, person_id: int) -> FirstAidContact:
    """A contact for whoever noted it; to everybody else it is not there."""
    row = db.session.get(FirstAidContact, contact_id)
    if row is None or row.aider_id != person_id:
        raise NotThere
    return row


def parts(network: Network) -> Sequence[tuple[int, str]]:
    """The parts of the council that can be named: coverage groups with enough people. Three statements."""
    offered = rules.offered(coverage.groups(network).people, network.group_minimum)
    found = [(unit, path) for unit, path in units_by_path() if unit in offered]
    times = Counter(_last(path) for _, path in found)
    return [(unit, _last(path) if times[_last(path)] == 1 else path) for unit, path in found]


def _last(path: str) -> str:
    return path.rsplit(" › ", 1)[-1]


def names_of(unit_ids: Sequence[int]) -> dict[int, str]:
    """The names of these units, closed ones too."""
    rows = select(Unit.id, Unit.name).where(Unit.id.in_(unit_ids))
    return dict(db.session.execute(rows).all()) if unit_ids else {}


def sent_before(once: str) -> FirstAidContact | None:
    """The contact that the same form noted already."""
    return db.session.scalar(select(FirstAidContact).where(FirstAidContact.once == once))


def years() -> Sequence[Year]:
    """The frozen totals of whole years, the newest first: one statement, and no contact is read."""
    found: dict[int, dict[str, int]] = {}
    for row in db.session.scalars(select(FirstAidYear).order_by(FirstAidYear.year.desc())):
        found.setdefault(row.year, {})[row.theme] = row.told
    return [Year(year, told) for year, told in found.items()]
