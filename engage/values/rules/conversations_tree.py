"""The tree of units coloured by who has talked: which lines there are, how far each is, and what is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Talk:
    """What a line says of a team's conversation; a hidden commitment is empty."""

    held_on: date
    led_by: str
    commitment: str
    took_part: int | None = None
    kept: str = ""
    hidden: bool = False
    id: int = 0


@dataclass(frozen=True)
class Place:
    """A unit with people: its own or rolled-up ones where it is a team, and the unit that it talks with else."""

    id: int
    name: str
    parent_id: int | None
    is_team: bool
    talks_with: str = ""


@dataclass(frozen=True)
class Branch:
    """A line of the tree; `teams` and `talked` count it and everything below it."""

    place: Place
    talk: Talk | None
    teams: int
    talked: int
    children: tuple["Branch", ...] = ()

    @property
    def below(self) -> tuple[int, int]:
        """Of the teams below it alone: how many have talked, and how many there are."""
        own = int(self.place.is_team)
        return self.talked - (own if self.talk else 0), self.teams - own


def grow(places: Sequence[Place], talks: Mapping[int, Talk], tops: frozenset[int] | None = None) -> tuple[Branch, ...]:
    """The branches from the tops (None: units with nothing above), in the order of `places`; empty ones left out."""
    known = {place.id for place in places}
    below: dict[int | None, list[Place]] = {}
    for place in places:
        below.setdefault(place.parent_id if place.parent_id in known else None, []).append(place)

    def branch(place: Place) -> Branch:
        children = tuple(filter(lambda each: each.teams or each.place.talks_with, map(branch, below.get(place.id, ()))))
        talk = talks.get(place.id) if place.is_team else None
        own = int(place.is_team)
        return Branch(
            place, talk,
            teams=own + sum(child.teams for child in children),
            talked=(own if talk else 0) + sum(child.talked for child in children),
            children=children,
        )  # fmt: skip

    first = below.get(None, []) if tops is None else [place for place in places if place.id in tops]
    return tuple(found for found in map(branch, first) if found.teams)


def highest(units: frozenset[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    """Those of some units that stand below no other of them: where a manager's tree begins."""
    return frozenset(unit for unit in units if parents.get(unit) not in units)


def not_yet(branches: Sequence[Branch]) -> tuple[Branch, ...]:
    """Only what leads to a team that has not talked; counts stay those of the whole."""
    return tuple(replace(each, children=not_yet(each.children)) for each in branches if each.talked < each.teams)


def walk(branches: Sequence[Branch], depth: int = 0) -> Iterator[tuple[int, Branch]]:
    """Every line with its depth, in the order of the page."""
    for each in branches:
        yield depth, each
        yield from walk(each.children, depth + 1)


def parts(branches: Sequence[Branch]) -> tuple[Branch, ...]:
    """What a summary table has a row for: the units below a single top, or the tops where there are several."""
    return branches[0].children if len(branches) == 1 else tuple(branches)
