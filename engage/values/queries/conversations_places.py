"""The organisation as teams that talk: small units rolled up, and where one person stands among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.directory import queries as directory
from engage.directory.models import Post, Unit
from engage.directory.queries_finding import led_units_of, units_above, units_of
from engage.directory.rules.rollup import RolledUp, roll_up
from engage.values.rules.conversations import SMALLEST_TEAM, Standing
from engage.values.rules.conversations_tree import Branch, Place, Talk, grow, highest


@dataclass(frozen=True)
class Organisation:
    """Today's units by id: names, what is above each, and the teams they make."""

    names: Mapping[int, str]
    parents: Mapping[int, int | None]
    headcount: Mapping[int, int]
    teams: RolledUp[int]

    def below(self, units: frozenset[int]) -> frozenset[int]:
        """These units with everything below them."""
        inside: dict[int, bool] = {}

        def belongs(unit: int | None) -> bool:
            if unit is None or unit not in self.parents:
                return False
            if unit not in inside:
                inside[unit] = unit in units or belongs(self.parents[unit])
            return inside[unit]

        return frozenset(unit for unit in self.parents if belongs(unit))

    def stand_for(self, units: frozenset[int]) -> frozenset[int]:
        """The teams that these units talk in."""
        reps = (self.teams.stands_in[unit] for unit in units if unit in self.teams.stands_in)
        return frozenset(unit for unit in reps if unit in self.teams.people)

    def named(self, units: Iterable[int]) -> list[tuple[int, str]]:
        """Units with their names, in the order of the names."""
        return sorted(((unit, self.names[unit]) for unit in units), key=lambda pair: (pair[1], pair[0]))

    def path(self, unit: int) -> tuple[str, ...]:
        """The names above a unit, from the top, without its own."""
        names: list[str] = []
        at = self.parents.get(unit)
        while at is not None and at in self.names:
            names.insert(0, self.names[at])
            at = self.parents[at]
        return tuple(names)

    def branches(self, talks: Mapping[int, Talk], standing: Standing) -> tuple[Branch, ...]:
        """The tree that somebody may see: all of it, or what they lead."""
        tops = None if standing.everything else highest(standing.led, self.parents)
        return grow([self._place(unit) for unit in self.parents], talks, tops)

    def _place(self, unit: int) -> Place:
        rep = self.teams.stands_in[unit]
        joins = rep != unit and rep in self.teams.people and bool(self.headcount.get(unit))
        return Place(
            unit, self.names[unit], self.parents[unit],
            is_team=unit in self.teams.people,
            talks_with=self.names[rep] if joins else "",
        )  # fmt: skip


def organisation() -> Organisation:
    """Today's units and their teams: two statements, however many there are."""
    nodes = directory.unit_nodes()
    parents = {node.id: node.parent_id for node in nodes}
    headcount = directory.main_posts_by_unit()
    teams = roll_up(parents, headcount, SMALLEST_TEAM)
    return Organisation({node.id: node.name for node in nodes}, parents, headcount, teams)


def standing(viewer: Viewer, places: Organisation) -> Standing:
    """Where somebody stands among the teams: three statements."""
    return Standing(
        led=places.below(led_units_of(viewer.id)),
        own=own_teams(viewer, places),
        member=units_of(viewer.id),
        roles=frozenset(str(role) for role in viewer.roles),
        everything=viewer.may(Permission.CONVERSATIONS_SEE),
    )


def is_seen_by(unit: InstrumentedAttribute[int], viewer: Viewer) -> ColumnElement[bool]:
    """Units whose conversations somebody without the right to all may see, as Standing has them: those that they lead
    with everything below, and theirs with everything above. One statement, for whom they lead."""
    is_open = Unit.closed_on.is_(None)
    led = select(Unit.id).where(Unit.id.in_(led_units_of(viewer.id)), is_open).cte("led", recursive=True)
    below = led.union(select(Unit.id).where(is_open).join(led, Unit.parent_id == led.c.id))
    return or_(unit.in_(select(below.c.id)), unit.in_(select(units_above(viewer.id).c.id)))


def nearest_teams(viewer: Viewer, places: Organisation) -> frozenset[int]:
    """The teams whose conversations are somebody's own to hold: those they head or whose people they manage."""
    led = places.stand_for(led_units_of(viewer.id))
    return led | own_teams(viewer, places) if "champion" in viewer.roles else led


def own_teams(viewer: Viewer, places: Organisation) -> frozenset[int]:
    """The teams that the units of somebody's posts talk in: one statement."""
    return places.stand_for(_own_units(viewer))


def own_teams_alone(viewer: Viewer) -> frozenset[int]:
    """The same without the whole organisation, which is read only where a unit may be too small to stand alone."""
    units = _own_units(viewer)
    people = directory.main_posts_by_unit(units)
    if all(people.get(unit, 0) >= SMALLEST_TEAM for unit in units):
        return units
    return organisation().stand_for(units)


def _own_units(viewer: Viewer) -> frozenset[int]:
    posts = select(Post.unit_id).where(Post.person_id == viewer.id, Post.ended_on.is_(None))
    return frozenset(db.session.scalars(posts))
