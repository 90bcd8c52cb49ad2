"""Which units share their champions, and what lies thin within such a group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engage.directory.rules.rollup import RolledUp, roll_up
from engage.directory.rules.units import depths


def coverage_groups(
    parents: Mapping[int, int | None], headcount: Mapping[int, int], minimum: int
) -> RolledUp[int]:  # fmt: skip
    """Units of at least `minimum` people, smaller ones counted with the unit above; what stays small at a top sinks.

    parents, headcount: as for `roll_up`. It leaves a chief executive alone at the top of the council, and "no group
    without a champion" would appoint the chief executive. So what is under the minimum at a top counts with the
    smallest group below it; where nothing stands below it, it is a group all the same, and nobody is left out.
    """
    rolled = roll_up(parents, headcount, minimum)
    people, sunk = dict(rolled.people), dict[int, int]()
    tops = _tops(parents)
    for top in sorted(people, key=lambda unit: (people[unit], unit)):
        below = [unit for unit in people if unit != top and tops[unit] == top and unit not in sunk]
        if people[top] < minimum and tops[top] == top and below:
            smallest = min(below, key=lambda unit: (people[unit], unit))
            sunk[top] = smallest
            people[smallest] += people[top]
    stands_in = {unit: sunk.get(rep, rep) for unit, rep in rolled.stands_in.items()}
    return RolledUp(stands_in, {unit: count for unit, count in people.items() if unit not in sunk})


def _tops(parents: Mapping[int, int | None]) -> dict[int, int]:
    """The top that each unit hangs on in the end."""
    depth, found = depths(parents), dict[int, int]()
    for unit in sorted(parents, key=lambda each: depth[each]):
        above = parents[unit]
        found[unit] = found[above] if above is not None and above in found else unit
    return found


@dataclass(frozen=True)
class Place:
    """Where and when somebody works; empty where it is not known."""

    site: str
    shift: str


@dataclass(frozen=True)
class Thin:
    """A shift or a site of a group with staff and no champion."""

    what: str
    name: str
    staff: int


def thin_places(staff: Mapping[Place, int], covered: Iterable[Place], minimum: int) -> tuple[Thin, ...]:
    """Shifts, then sites, with at least `minimum` people of the group and none of its champions, the largest first.

    Only where the group has several of them: that everybody works days says nothing.
    """
    there = tuple(covered)
    found: list[Thin] = []
    for what in ("shift", "site"):
        counts: dict[str, int] = {}
        for place, people in staff.items():
            counts[getattr(place, what)] = counts.get(getattr(place, what), 0) + people
        held = {getattr(place, what) for place in there}
        bare = [Thin(what, name, people) for name, people in counts.items()
                if name and name not in held and people >= minimum]  # fmt: skip
        if len(counts) > 1:
            found += sorted(bare, key=lambda each: (-each.staff, each.name))
    return tuple(found)
