"""Units rolled up so that nothing small is left at the top: which units share their champions."""

from collections.abc import Mapping, Sequence

from engage.directory.rules.rollup import RolledUp, roll_up
from engage.directory.rules.units import depths


def roll_up_and_sink(
    parents: Mapping[int, int | None], headcount: Mapping[int, int], minimum: int
) -> RolledUp[int]:  # fmt: skip
    """Units of at least `minimum` people, smaller ones counted with the unit above; what stays small at a top sinks.

    parents, headcount: as for `roll_up`. It leaves a chief executive alone at the top of the council, and "no group
    without a champion" would appoint the chief executive. So what is under the minimum at a top counts with the
    smallest group below: first what came up from a branch with the smallest group of that branch, then the rest with
    the smallest of all. Where nothing stands below, it is a group all the same, and nobody is left out.
    """
    rolled = roll_up(parents, headcount, minimum)
    stands_in, people = dict(rolled.stands_in), dict(rolled.people)
    for top in [unit for unit, count in rolled.people.items() if count < minimum and parents[unit] not in parents]:
        branch = _branches(parents, top)
        for child in sorted({at for unit, at in branch.items() if stands_in[unit] == top}):
            _sink(top, [unit for unit, at in branch.items() if at == child], stands_in, people, headcount)
        _sink(top, [top, *branch], stands_in, people, headcount)
        if not people[top]:
            del people[top]
    return RolledUp(stands_in, people)


def _sink(
    top: int, units: Sequence[int], stands_in: dict[int, int], people: dict[int, int], headcount: Mapping[int, int]
) -> None:
    """What of these units still counts at the top counts with the smallest group among them; nothing where none is."""
    groups = [unit for unit in units if unit in people and unit != top]
    if not groups:
        return
    smallest = min(groups, key=lambda unit: (people[unit], unit))
    for unit in [each for each in units if stands_in[each] == top]:
        stands_in[unit] = smallest
        people[smallest] += headcount.get(unit, 0)
        people[top] -= headcount.get(unit, 0)


def _branches(parents: Mapping[int, int | None], top: int) -> dict[int, int]:
    """Every unit below a top, with the child of the top that it hangs on."""
    depth, found = depths(parents), dict[int, int]()
    for unit in sorted(parents, key=lambda each: depth[each]):
        above = parents[unit]
        if above == top:
            found[unit] = unit
        elif above in found:
            found[unit] = found[above]
    return found
