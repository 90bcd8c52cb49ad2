"""Small units count with the unit above: which unit each stands in, and how many people that makes."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from engage.directory.rules.units import depths

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class RolledUp(Generic[Key]):
    """Every unit with the one that stands for it (itself, or one above), and the people of those that stand."""

    stands_in: Mapping[Key, Key]
    people: Mapping[Key, int]

    def joining(self, unit: Key) -> frozenset[Key]:
        """The other units that a unit stands for."""
        return frozenset(each for each, rep in self.stands_in.items() if rep == unit and each != unit)


def roll_up(parents: Mapping[Key, Key | None], headcount: Mapping[Key, int], minimum: int) -> RolledUp[Key]:
    """From the bottom up: a unit stands alone with `minimum` people of its own and of what was rolled up into it.

    parents: unit to the unit above, None or one that is not in the mapping at a top; no rings. headcount: people
    of each unit itself, without those below it. What is still too small at a top stands there all the same, so
    that nobody is left out; a unit in which nobody counts stands for nothing.
    """
    people = {unit: headcount.get(unit, 0) for unit in parents}
    depth = depths(parents)
    rolled: dict[Key, Key] = {}
    for unit in sorted(parents, key=lambda each: -depth[each]):
        above = parents[unit]
        if people[unit] < minimum and above is not None and above in people:
            people[above] += people[unit]
            rolled[unit] = above
    stands_in: dict[Key, Key] = {}
    for unit in sorted(parents, key=lambda each: depth[each]):
        stands_in[unit] = stands_in[rolled[unit]] if unit in rolled else unit
    return RolledUp(stands_in, {unit: people[unit] for unit in parents if unit not in rolled and people[unit] > 0})
