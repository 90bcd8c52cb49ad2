"""What the pages of the planner show besides the plan: the trade-off, other groupings, the tree, the sites."""

from collections.abc import Sequence
from dataclasses import dataclass

from engage.champions.queries import coverage
from engage.champions.queries.coverage import Worked
from engage.champions.rules.coverage import Grouped, Targets, planned
from engage.champions.rules.coverage_curve import Reach, picked, trade_off
from engage.champions.rules.coverage_picture import Picture, picture
from engage.champions.rules.coverage_seats import Group
from engage.champions.rules.coverage_sites import Matrix, matrix
from engage.champions.rules.coverage_tree import Branch, Stem, branches
from engage.directory.rules.rollup_sinking import roll_up_and_sink

MINIMA = (5, 10, 20, 30, 50)
POINTS = 9


@dataclass(frozen=True)
class Grouping:
    """What groups of at least so many people would come to, with the same targets."""

    minimum: int
    groups: int
    seats: int
    worst: int | None
    short: int
    current: bool


@dataclass(frozen=True)
class Outlook:
    """What more or fewer champions, and larger or smaller groups, would do."""

    points: Sequence[Reach]
    picture: Picture | None
    groupings: Sequence[Grouping]


def outlook(worked: Worked) -> Outlook:
    """No statement more: out of what was read for the plan."""
    cover = worked.coverage
    groups = [Group(each.unit_id, each.staff) for each in cover.groups]
    most = max(cover.seats * 3 // 2, len(groups) * 2, cover.now + 1)
    curve = trade_off(groups, most)
    marks = [(cover.now, "now"), (cover.seats, "plan")] if cover.now != cover.seats else [(cover.now, "now, plan")]
    always = [cover.now, len(groups), cover.seats]
    return Outlook(picked(curve, POINTS, always), picture(curve, marks), groupings(worked))


def groupings(worked: Worked) -> Sequence[Grouping]:
    """The same network with groups of other sizes, whoever is appointed now left aside."""
    parents, headcount = {unit.id: unit.parent_id for unit in worked.found.units}, worked.found.headcount
    targets, found = worked.coverage.targets, list[Grouping]()
    for minimum in sorted({*MINIMA, targets.group_minimum}):
        rolled = roll_up_and_sink(parents, headcount, minimum)
        anew = [Grouped(unit, "", "", staff) for unit, staff in rolled.people.items()]
        asked = Targets(targets.seats, targets.ratio, targets.floor, minimum)
        cover = planned(anew, asked)
        worst = cover.worst_planned
        found.append(Grouping(
            minimum, len(anew), cover.seats, worst.ratio_planned if worst else None, cover.short,
            minimum == targets.group_minimum,
        ))  # fmt: skip
    return found


def tree(worked: Worked) -> Sequence[Branch]:
    """The units one below the other, with their champions."""
    names: dict[int, list[str]] = {}
    for held in worked.champions.values():
        for each in held:
            names.setdefault(each.unit or 0, []).append(each.name)
    found = worked.found
    stems = [Stem(unit.id, unit.name, unit.parent_id) for unit in found.units]
    return branches(stems, worked.rolled.stands_in, found.headcount, worked.coverage.groups, names)


def sites(worked: Worked) -> Matrix:
    """Groups by site."""
    held = {group: [each.place for each in those] for group, those in worked.champions.items()}
    return matrix(coverage.places(worked.found, worked.rolled), held)
