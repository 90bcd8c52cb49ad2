"""What coverage is worked out from: units, who works where and when, and who is appointed. Four statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from engage.champions.rules.coverage_groups import Place
from engage.core import clock
from engage.core.db import db
from engage.directory.models import Appointment, Network, Person, Post
from engage.directory.queries import unit_nodes
from engage.directory.queries_finding import called
from engage.directory.queries_networks import is_on
from engage.directory.rules.networks import RECRUITED
from engage.directory.rules.units import UnitNode


@dataclass(frozen=True)
class Appointed:
    """Somebody's appointment of today, and where their main post is now; no unit where they hold none."""

    id: int
    network_id: int
    person_id: int
    name: str
    # The unit of their main post when they were appointed.
    from_unit: int | None
    term_ends_on: date | None
    leaves_on: date | None
    unit: int | None
    site: str
    shift: str

    @property
    def place(self) -> Place:
        """Where and when they work."""
        return Place(self.site, self.shift)


@dataclass(frozen=True)
class Material:
    """A day's council as coverage sees it."""

    today: date
    units: Sequence[UnitNode]
    # People of today by the unit of their main post, and by site and shift within it.
    people: Mapping[int, Mapping[Place, int]]
    appointed: Sequence[Appointed]
    # Units of other posts of the appointed, by person.
    others: Mapping[int, Sequence[int]]

    @property
    def headcount(self) -> dict[int, int]:
        """People of today by the unit of their main post."""
        return {unit: sum(places.values()) for unit, places in self.people.items()}


def recruiting(network_id: int | None = None) -> Sequence[Network]:
    """Networks that recruit, those of today; one of them where it is named."""
    rows = select(Network).where(Network.closed_on.is_(None), Network.kind.in_(RECRUITED))
    if network_id is not None:
        rows = rows.where(Network.id == network_id)
    return db.session.scalars(rows.order_by(Network.position, func.lower(Network.name), Network.id)).all()


def material(network_ids: Collection[int]) -> Material:
    """All of it for these networks."""
    today = clock.today()
    of = {"today": today, "networks": list(network_ids)}
    return Material(today, unit_nodes(), _people(today), _appointed(of), _others(of))


@cache
def _by_place() -> Select[*tuple[Any, ...]]:
    return (
        select(Post.unit_id, Post.site, Post.shift, func.count())
        .join(Person, Person.id == Post.person_id)
        .where(Post.is_main, Post.ended_on.is_(None))
        .where(Person.leaves_on.is_(None) | (Person.leaves_on >= bindparam("today")))
        .group_by(Post.unit_id, Post.site, Post.shift)
    )


def _people(today: date) -> Mapping[int, Mapping[Place, int]]:
    found: dict[int, dict[Place, int]] = {}
    for unit, site, shift, count in db.session.execute(_by_place(), {"today": today}):
        found.setdefault(unit, {})[Place(site, shift)] = count
    return found


@cache
def _appointments() -> Select[*tuple[Any, ...]]:
    main = aliased(Post)
    columns: list[Any] = [
        Appointment.id, Appointment.network_id, Appointment.person_id, called(), Appointment.unit_id,
        Appointment.term_ends_on, Person.leaves_on, main.unit_id, func.coalesce(main.site, ""),
        func.coalesce(main.shift, ""),
    ]  # fmt: skip
    return (
        select(*columns)
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(main, and_(main.person_id == Person.id, main.is_main, main.ended_on.is_(None)))
        .where(_of_these())
        .order_by(func.lower(Person.surname), func.lower(Person.first_name), Appointment.id)
    )


def _of_these() -> ColumnElement[bool]:
    return Appointment.network_id.in_(bindparam("networks", expanding=True)) & is_on(bindparam("today"))


def _appointed(of: Mapping[str, Any]) -> Sequence[Appointed]:
    return [Appointed(*row) for row in db.session.execute(_appointments(), of)]


@cache
def _other_posts() -> Select[*tuple[Any, ...]]:
    who = select(Appointment.person_id).where(_of_these())
    rows = select(Post.person_id, Post.unit_id).where(
        Post.person_id.in_(who), Post.is_main.is_(False), Post.ended_on.is_(None)
    )
    return rows.order_by(Post.person_id, Post.unit_id).distinct()


def _others(of: Mapping[str, Any]) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    for person, unit in db.session.execute(_other_posts(), of):
        if person is not None:
            found.setdefault(person, []).append(unit)
    return found
