"""The units of a council one below the other, with who covers each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engage.champions.rules.coverage import GroupPlan


@dataclass(frozen=True)
class Stem:
    """A unit of the tree, and the one above it."""

    id: int
    name: str
    parent_id: int | None


@dataclass(frozen=True)
class Branch:
    """A unit with those below it; people and champions of the unit itself, and of all of it."""

    name: str
    own: int
    staff: int
    champions: tuple[str, ...]
    covered_by: int
    # What it needs, where it is a coverage group; else the name of the one that it counts with.
    group: GroupPlan | None
    counts_with: str
    below: tuple["Branch", ...]

    @property
    def bare_groups(self) -> int:
        """How many groups without a champion it and what is below it hold."""
        return (self.group is not None and not self.group.now) + sum(each.bare_groups for each in self.below)


def branches(
    units: Sequence[Stem],
    stands_in: Mapping[int, int],
    headcount: Mapping[int, int],
    plans: Sequence[GroupPlan],
    champions: Mapping[int, Sequence[str]],
) -> tuple[Branch, ...]:
    """The tops with all below them, in the order of `units`; a unit in and below which nobody works is left out.

    champions: the names of those whose main post is in each unit itself.
    """
    names = {unit.id: unit.name for unit in units}
    by_unit = {each.unit_id: each for each in plans}
    below: dict[int | None, list[int]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in names else None, []).append(unit.id)

    def grown(unit: int) -> Branch | None:
        inside = tuple(found for each in below.get(unit, ()) if (found := grown(each)) is not None)
        own, here = headcount.get(unit, 0), tuple(champions.get(unit, ()))
        staff = own + sum(each.staff for each in inside)
        if not staff:
            return None
        stands = stands_in[unit]
        return Branch(
            names[unit], own, staff, here, len(here) + sum(each.covered_by for each in inside), by_unit.get(unit),
            names[stands] if stands != unit and stands in by_unit else "", inside,
        )  # fmt: skip

    return tuple(found for each in below.get(None, ()) if (found := grown(each)) is not None)
