"""Where and when people of a coverage group work, and what lies thin within it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


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
