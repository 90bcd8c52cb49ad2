"""Whom a nomination can be of: where people and teams stand, and who is eligible in a category."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from engage.core.db import db
from engage.directory.models import Appointment, Post, Unit
from engage.directory.queries_networks import champions
from engage.directory.rules.audience import ROLES, from_text
from engage.directory.rules.choosing import PERSON, UNIT
from engage.recognition.models import AwardCategory

NOWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Places:
    """Units with everything above them, by person and by team, and the roles of each person."""

    people: dict[int, frozenset[int]]
    roles: dict[int, frozenset[str]]
    teams: dict[int, frozenset[int]]

    def eligible(self, category: AwardCategory, kind: str, key: int) -> bool:
        """Whether this person or team may be nominated in the category."""
        audience = from_text(category.eligible)
        if kind == UNIT:
            return audience.includes(self.teams.get(key, NOWHERE), ())
        return audience.includes(self.people.get(key, NOWHERE), self.roles.get(key, frozenset()))


def places(people: Collection[int], teams: Collection[int]) -> Places:
    """Where these people and teams stand: four statements, however many they are."""
    above = {row.id: row.parent_id for row in db.session.execute(select(Unit.id, Unit.parent_id))}
    held = select(Post.id, Post.person_id, Post.unit_id, Post.is_head).where(
        Post.person_id.in_(people), Post.ended_on.is_(None)
    )
    posts = db.session.execute(held).all()
    champion = set(db.session.scalars(champions().where(Appointment.person_id.in_(people))))
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
        {each: frozenset(found) for each, found in units.items()},
        {each: frozenset(found) for each, found in roles.items()},
        {each: frozenset(_up(each, above)) for each in teams},
    )


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


def names(eligible: str) -> list[str]:
    """Who can be nominated, in words: units by name, then roles; nothing for everyone."""
    meant = from_text(eligible)
    if meant.is_everyone:
        return []
    units = db.session.scalars(select(Unit.name).where(Unit.id.in_(meant.units)).order_by(func.lower(Unit.name)))
    return [*units, *(ROLES[role] for role in sorted(meant.roles))]
