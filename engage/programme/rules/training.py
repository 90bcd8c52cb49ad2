"""Training cohorts: managers by service, small services with the unit above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engage.directory.rules.rollup import roll_up
from engage.directory.rules.units import depths

# A service with fewer managers counts with the unit above.
FEWEST = 5
MOST_COURSE = 120


@dataclass(frozen=True)
class Manager:
    """A manager, by the unit of their main post."""

    unit: int
    trained: bool


@dataclass(frozen=True)
class Cohort:
    """How many managers are trained, of how many."""

    trained: int
    managers: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent; None where there is no manager."""
        return (200 * self.trained + self.managers) // (2 * self.managers) if self.managers else None


@dataclass(frozen=True)
class Place:
    """A unit with the managers of its own, of small units below it, or of all of it: `total`."""

    unit: int
    name: str
    depth: int
    own: Cohort | None
    total: Cohort
    joining: tuple[str, ...]


def places(units: Mapping[int, tuple[str, int | None]], managers: Sequence[Manager]) -> Sequence[Place]:
    """Units in the order of the tree. `units`: name and the unit above. Managers of unknown units are left out."""
    parents = {unit: above if above in units else None for unit, (_, above) in units.items()}
    own = {unit: Cohort(0, 0) for unit in units}
    for each in managers:
        if each.unit in own:
            own[each.unit] = _sum(own[each.unit], Cohort(int(each.trained), 1))
    rolled = roll_up(parents, {unit: cohort.managers for unit, cohort in own.items()}, FEWEST)
    stands = {unit: Cohort(0, 0) for unit in rolled.people}
    for unit, cohort in own.items():
        if (stand := rolled.stands_in[unit]) in stands:
            stands[stand] = _sum(stands[stand], cohort)
    total, depth = dict(own), depths(parents)
    for unit in sorted(parents, key=lambda each: -depth[each]):
        if (over := parents[unit]) is not None:
            total[over] = _sum(total[over], total[unit])
    standing = set(stands)
    for unit in stands:
        at: int | None = parents[unit]
        while at is not None and at not in standing:
            standing.add(at)
            at = parents[at]
    return [
        Place(unit, units[unit][0], depth[unit], stands.get(unit), total[unit],
              tuple(sorted(units[each][0] for each in rolled.joining(unit) if own[each].managers)))
        for unit in _in_order(parents, units) if unit in standing
    ]  # fmt: skip


def _sum(one: Cohort, other: Cohort) -> Cohort:
    return Cohort(one.trained + other.trained, one.managers + other.managers)


def _in_order(parents: Mapping[int, int | None], units: Mapping[int, tuple[str, int | None]]) -> Sequence[int]:
    below: dict[int | None, list[int]] = {}
    for unit in sorted(parents, key=lambda each: (units[each][0].casefold(), each)):
        below.setdefault(parents[unit], []).append(unit)
    order: list[int] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        order.append(unit := waiting.pop())
        waiting += below.get(unit, [])[::-1]
    return order
