"""Whom a nomination can be of: where people and teams stand, and who is eligible in a category."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from engage.core.db import db
from engage.directory.models import Appointment, Network, Post, Unit
from engage.directory.queries_networks import is_on
from engage.directory.rules.audience import Standing, from_text
from engage.directory.rules.choosing import PERSON, UNIT
from engage.directory.rules.networks import NetworkKind
from engage.recognition.models import AwardCategory

NOWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Places:
    """Where each person stands, and the units of each team with everything above them."""

    people: dict[int, Standing]
    teams: dict[int, frozenset[int]]

    def eligible(self, category: AwardCategory, kind: str, key: int) -> bool:
        """Whether this person or team may be nominated in the category."""
        audience = from_text(category.eligible)
        if kind == UNIT:
            return audience.includes(Standing(self.teams.get(key, NOWHERE)))
        return audience.includes(self.people.get(key, Standing()))


def places(people: Collection[int], teams: Collection[int]) -> Places:
    """Where these people and teams stand: four statements, however many they are."""
    above = {row.id: row.parent_id for row in db.session.execute(select(Unit.id, Unit.parent_id))}
    held = select(Post.id, Post.person_id, Post.unit_id, Post.is_head).where(
        Post.person_id.in_(people), Post.ended_on.is_(None)
    )
    posts = db.session.execute(held).all()
    champion, networks = _appointed(people)
    under = select(Post.manager_post_id).where(
        Post.manager_post_id.in_([row.id for row in posts]), Post.ended_on.is_(None), Post.person_id.is_not(None)
    )
    managing = set(db.session.scalars(under))
    units: dict[int, set[int]] = {each: set() for each in people}
    roles: dict[int, set[str]] = {each: {"champion"} if each in champion else set() for each in people}
    for row in posts:
        units[row.person_id] |= _up(row.unit_id, above)
        if row.is_head or row.id in managing:
            roles[row.person_id].add("manager")
    return Places(
        {each: Standing(found, roles[each], networks.get(each, NOWHERE)) for each, found in units.items()},
        {each: frozenset(_up(each, above)) for each in teams},
    )


def _appointed(people: Collection[int]) -> tuple[set[int], dict[int, set[int]]]:
    """Who of them is an employee champion, and who is in which networks."""
    rows = (
        select(Appointment.person_id, Appointment.network_id, Network.kind)
        .join(Network, Network.id == Appointment.network_id)
        .where(Appointment.person_id.in_(people), Network.closed_on.is_(None), is_on())
    )
    champion: set[int] = set()
    networks: dict[int, set[int]] = {}
    for person, network, kind in db.session.execute(rows):
        networks.setdefault(person, set()).add(network)
        if kind == NetworkKind.CHAMPIONS:
            champion.add(person)
    return champion, networks


def _up(unit: int | None, above: dict[int, int | None]) -> set[int]:
    """A unit and everything above it."""
    found: set[int] = set()
    while unit is not None and unit not in found:
        found.add(unit)
        unit = above.get(unit)
    return found


def is_eligible(category: AwardCategory, kind: str, key: int) -> bool:
    """Whether one person or team may be nominated in the category."""
    if from_text(category.eligible).is_everyone:
        return True
    found = places([key] if kind == PERSON else [], [key] if kind == UNIT else [])
    return found.eligible(category, kind, key)
