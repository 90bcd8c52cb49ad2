"""Where champions are and nothing is logged, and where nobody is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from engage.champions.queries import coverage
from engage.champions.queries.activity_figures import Scope, by_unit
from engage.champions.rules.activity_places import QUIET, Services, quiet
from engage.core.db import db
from engage.directory.models import Appointment, Network, Post
from engage.directory.queries_networks import champions, is_on


@dataclass(frozen=True)
class Area:
    """A coverage group: the unit that stands, where that is, and how many work there."""

    name: str
    where: str
    staff: int


@dataclass(frozen=True)
class QuietAreas:
    """Groups with somebody appointed and nothing logged, and groups without anybody."""

    silent: Sequence[Area]
    nobody: Sequence[Area]


def quiet_areas(network: Network, places: Services, today: date) -> QuietAreas:
    """Of one network: four statements, those of the coverage groups among them."""
    groups = coverage.groups(network)
    since: dict[int, date] = {}
    for unit, began in _appointed(network.id):
        if (group := groups.stands_in.get(unit)) is not None:
            since[group] = min(began, since.get(group, began))
    active = by_unit(Scope(network.id, since=today - QUIET))
    logged = {groups.stands_in.get(places.successors.get(unit, unit), 0) for unit in active}
    found = quiet(tuple(groups.people), since, logged, today)

    def areas(ids: Sequence[int]) -> Sequence[Area]:
        whole = [Area(places.names[each], _above(each, places), groups.people[each]) for each in ids]
        return sorted(whole, key=lambda area: (area.name.lower(), area.where.lower()))

    return QuietAreas(areas(found.silent), areas(found.nobody))


def _above(unit: int, places: Services) -> str:
    above = places.above.get(unit)
    return places.names[above] if above is not None else ""


def _appointed(network_id: int) -> Sequence[tuple[int, date]]:
    """The unit of each person's main post today, with the day they began in the network: not who they are."""
    rows = (
        select(Post.unit_id, func.min(Appointment.started_on))
        .join(Post, Post.person_id == Appointment.person_id)
        .where(Appointment.network_id == network_id, is_on(), Post.is_main, Post.ended_on.is_(None))
        .group_by(Post.unit_id)
    )
    return [(unit, began) for unit, began in db.session.execute(rows)]


def champions_by_service(places: Services) -> Mapping[int, int]:
    """How many employee champions each service has: one statement."""
    rows = (
        select(Post.unit_id, func.count(Post.person_id.distinct()))
        .where(Post.person_id.in_(champions()), Post.is_main, Post.ended_on.is_(None))
        .group_by(Post.unit_id)
    )
    found: Counter[int] = Counter()
    for unit, number in db.session.execute(rows):
        found[places.of.get(unit, 0)] += number
    return found
