"""What a coverage group needs: the pure part of the planner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from engage.champions.rules.coverage_groups import Thin
from engage.champions.rules.coverage_seats import Group, TooFewSeats, enough_for, needed, share_out

# How long the next round may take: whoever's term is over by then, or who leaves by then, is not counted on.
ROUND = timedelta(days=90)
NAMED = 10


@dataclass(frozen=True)
class Targets:
    """How many champions there should be: seats in all, or else one for `ratio` people, or else the floor alone."""

    seats: int | None = None
    ratio: int | None = None
    floor: int = 1
    group_minimum: int = 10


@dataclass(frozen=True)
class Cover:
    """A champion in a group: by their main post, where they are counted, or by another post."""

    person_id: int
    name: str
    stays: bool = True
    # Why not: "term" where it is over by then, "leaves" where they are.
    why: str = ""


@dataclass(frozen=True)
class GroupPlan:
    """A coverage group (a unit with the small ones below it that count with it), and what it needs."""

    unit_id: int
    name: str
    where: str
    staff: int
    # Who is appointed now, those of them who stay over the next round, and how many there should be.
    now: int
    staying: int
    seats: int
    # How many there would be if nobody were appointed yet, and how many smaller units count with it.
    fair: int = 0
    units: int = 0
    people: tuple[Cover, ...] = ()
    # Who works here in another post: named, and counted in the group of their main post.
    also: tuple[Cover, ...] = ()
    thin: tuple[Thin, ...] = ()

    @property
    def to_recruit(self) -> int:
        """How many the next round needs from here."""
        return max(0, self.seats - self.staying)

    @property
    def surplus(self) -> int:
        """How many stay here beyond the group's share; nobody is put out."""
        return max(0, self.staying - self.fair)

    @property
    def ratio_now(self) -> int | None:
        """People for one champion today, rounded up; None without one."""
        return people_for_one(self.staff, self.now)

    @property
    def ratio_planned(self) -> int | None:
        """The same once the plan is filled."""
        return people_for_one(self.staff, self.seats)

    @property
    def ratio_less_one(self) -> int | None:
        """The same as today, were one of them to leave; None without one, then or now."""
        return people_for_one(self.staff, self.now - 1)


def people_for_one(staff: int, champions: int) -> int | None:
    """People for one champion, rounded up, so that "at most 60" holds; None without a champion."""
    return -(-staff // champions) if champions > 0 else None


@dataclass(frozen=True)
class Coverage:
    """All groups of a network with what they need, under some targets."""

    groups: tuple[GroupPlan, ...]
    targets: Targets
    # How many seats the targets ask for, and by how many they fall short of a champion in each group.
    asked: int
    short: int = 0

    @property
    def staff(self) -> int:
        """People in all groups."""
        return sum(each.staff for each in self.groups)

    @property
    def now(self) -> int:
        """Champions of today in all groups."""
        return sum(each.now for each in self.groups)

    @property
    def staying(self) -> int:
        """Those of them who stay over the next round."""
        return sum(each.staying for each in self.groups)

    @property
    def seats(self) -> int:
        """Champions once the plan is filled."""
        return sum(each.seats for each in self.groups)

    @property
    def over(self) -> int:
        """How many more than were asked for: so many stay that the floors of the others go beyond it."""
        return max(0, self.seats - self.asked - self.short)

    @property
    def to_recruit(self) -> int:
        """How many the next round needs."""
        return sum(each.to_recruit for each in self.groups)

    @property
    def bare(self) -> tuple[GroupPlan, ...]:
        """Groups without a champion today, the largest first."""
        return tuple(sorted((each for each in self.groups if not each.now), key=lambda g: (-g.staff, g.unit_id)))

    @property
    def worst_now(self) -> GroupPlan | None:
        """Of the groups with a champion that with the most people for one."""
        return max((each for each in self.groups if each.now), key=lambda g: g.ratio_now or 0, default=None)

    @property
    def worst_planned(self) -> GroupPlan | None:
        """The same once the plan is filled."""
        return max((each for each in self.groups if each.seats), key=lambda g: g.ratio_planned or 0, default=None)

    @property
    def needs(self) -> tuple[GroupPlan, ...]:
        """Groups that the next round recruits from, the most needed first: those without anybody, then by number."""
        found = (each for each in self.groups if each.to_recruit)
        return tuple(sorted(found, key=lambda g: (g.staying > 0, -g.to_recruit, -g.staff, g.unit_id)))


@dataclass(frozen=True)
class Grouped:
    """A group as it is counted, before its seats are known."""

    unit_id: int
    name: str
    where: str
    staff: int
    units: int = 0
    people: tuple[Cover, ...] = ()
    also: tuple[Cover, ...] = ()
    thin: tuple[Thin, ...] = field(default=())

    @property
    def staying(self) -> int:
        """How many of its champions stay."""
        return sum(each.stays for each in self.people)


def seats_asked(groups: Sequence[Group], targets: Targets) -> int:
    """The number of champions that the targets come to; where both are set, seats hold and not the ratio."""
    if targets.seats is not None:
        return targets.seats
    anew = [Group(each.id, each.staff) for each in groups]
    return enough_for(anew, targets.ratio, targets.floor) if targets.ratio else needed(anew, targets.floor)


def planned(groups: Sequence[Grouped], targets: Targets) -> Coverage:
    """Seats for each group; where there are too few for a floor in each, the fewest that do, and how many are short.

    Refusing is for whoever types the targets; those that are saved must go on giving a plan when groups are added.
    """
    counted = [Group(each.unit_id, each.staff, each.staying) for each in groups]
    asked = seats_asked(counted, targets)
    # Whoever stays beyond a group's share must not use up what the ratio gives to others.
    by_ratio = targets.seats is None and targets.ratio
    enough = enough_for(counted, targets.ratio or 1, targets.floor) if by_ratio else asked
    try:
        seats, short = share_out(counted, enough, targets.floor), 0
    except TooFewSeats as error:
        seats, short = share_out(counted, error.needed, targets.floor), error.needed - asked
    fair = share_out([Group(each.id, each.staff) for each in counted], asked + short, targets.floor)
    return Coverage(tuple(_plan(each, seats, fair) for each in groups), targets, asked, short)


def _plan(group: Grouped, seats: Mapping[int, int], fair: Mapping[int, int]) -> GroupPlan:
    return GroupPlan(
        group.unit_id, group.name, group.where, group.staff, len(group.people), group.staying,
        seats.get(group.unit_id, 0), fair.get(group.unit_id, 0), group.units, group.people, group.also, group.thin,
    )  # fmt: skip


def stays(term_ends: date | None, leaves: date | None, today: date) -> str:
    """Why somebody appointed now is not counted on for the next round: "leaves", "term", or "" where they are."""
    until = today + ROUND
    if leaves is not None and leaves <= until:
        return "leaves"
    return "term" if term_ends is not None and term_ends <= until else ""
