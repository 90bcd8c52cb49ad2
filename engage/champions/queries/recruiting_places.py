"""Where applicants and targets stand: coverage groups of today, and units that an import has closed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from engage.champions.models import Application, RecruitmentRound, RecruitmentTarget
from engage.champions.queries import coverage
from engage.champions.rules.recruiting import Outcome, follow
from engage.core import clock
from engage.core.db import db
from engage.core.formatting import day
from engage.directory.models import Appointment, Network, Post, Unit


@dataclass(frozen=True)
class Places:
    """Which coverage group each unit counts with, and what units are called."""

    stands_in: Mapping[int, int]
    people: Mapping[int, int]
    names: Mapping[int, str]
    # Closed units with what replaced them, and since when.
    replaced: Mapping[int, int | None]
    closed: Mapping[int, date]

    def group_of(self, unit_id: int | None) -> int | None:
        """The group that a unit counts with, its successor's where it is closed."""
        today = follow(unit_id, self.replaced) if unit_id is not None else None
        return self.stands_in.get(today) if today is not None else None

    def name_of(self, group_id: int | None) -> str:
        """What a group is called."""
        return self.names.get(group_id, "") if group_id is not None else ""

    def units_of(self, group_id: int) -> Sequence[int]:
        """The units that count with a group."""
        return [unit for unit, group in self.stands_in.items() if group == group_id]

    def moved(self, unit_id: int) -> str:
        """What became of a unit since its target was set, as a sentence; nothing where nothing did."""
        name, group = self.names.get(unit_id, "This group"), self.group_of(unit_id)
        if group == unit_id:
            return ""
        if unit_id not in self.replaced:
            return f"{name} counts with {self.name_of(group)} now." if group else f"{name} has no people now."
        since = f"{name} closed on {day(self.closed[unit_id])}"
        return f"{since}. {self.name_of(group)} stands for it now." if group else f"{since}, without a successor."


@dataclass(frozen=True)
class Need:
    """A group's target in a round: how many it asks for, has from this round, and has in the network today."""

    unit_id: int
    group_id: int | None
    name: str
    moved: str
    seats: int
    has: int
    now: int

    @property
    def open(self) -> int:
        """How many are still to be found."""
        return max(0, self.seats - self.has)


def places(network: Network) -> Places:
    """Three statements, however many units there are."""
    rolled = coverage.groups(network)
    rows = db.session.execute(select(Unit.id, Unit.name, Unit.closed_on, Unit.replaced_by_id)).all()
    return Places(
        rolled.stands_in,
        rolled.people,
        {row.id: row.name for row in rows},
        {row.id: row.replaced_by_id for row in rows if row.closed_on is not None},
        {row.id: row.closed_on for row in rows if row.closed_on is not None},
    )


def _by_group(where: Places, counts: Sequence[tuple[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for unit, number in counts:
        group = where.group_of(unit)
        if group is not None:
            found[group] = found.get(group, 0) + number
    return found


def appointed_from(row: RecruitmentRound, where: Places) -> Mapping[int, int]:
    """How many of a round's applicants each group has got: by where they work today."""
    counts = (
        select(Post.unit_id, func.count())
        .join(Application, Application.person_id == Post.person_id)
        .where(Application.round_id == row.id, Application.outcome == Outcome.APPOINTED)
        .where(Post.is_main, Post.ended_on.is_(None))
        .group_by(Post.unit_id)
    )
    return _by_group(where, db.session.execute(counts).all())


def in_network(network_id: int, where: Places) -> Mapping[int, int]:
    """How many people of a network each group has, those appointed to begin later too."""
    counts = (
        select(Post.unit_id, func.count())
        .join(Appointment, Appointment.person_id == Post.person_id)
        .where(Appointment.network_id == network_id)
        .where(Appointment.ended_on.is_(None) | (Appointment.ended_on > clock.today()))
        .where(Post.is_main, Post.ended_on.is_(None))
        .group_by(Post.unit_id)
    )
    return _by_group(where, db.session.execute(counts).all())


def targets(round_id: int) -> Sequence[RecruitmentTarget]:
    """What a round asks for, as it was set."""
    rows = select(RecruitmentTarget).where(RecruitmentTarget.round_id == round_id)
    return db.session.scalars(rows.order_by(RecruitmentTarget.unit_id)).all()


def needs(row: RecruitmentRound, where: Places) -> Sequence[Need]:
    """Each target with what it has, by name; three statements.

    Where several closed units have one successor, what was appointed there fills them in their order.
    """
    got, now = dict(appointed_from(row, where)), in_network(row.network_id, where)
    found = []
    set_targets = targets(row.id)
    last = {where.group_of(each.unit_id): each.unit_id for each in set_targets}
    for each in set_targets:
        group = where.group_of(each.unit_id)
        left = got.get(group, 0) if group is not None else 0
        has = left if last[group] == each.unit_id else min(left, each.seats)
        if group is not None:
            got[group] = left - has
        name = where.name_of(group) or where.names.get(each.unit_id, "")
        found.append(Need(each.unit_id, group, name, where.moved(each.unit_id), each.seats, has,
                          now.get(group, 0) if group is not None else 0))  # fmt: skip
    return sorted(found, key=lambda need: (need.name.lower(), need.unit_id))


def still_open(found: Sequence[Need]) -> Sequence[tuple[str, int]]:
    """Groups that still look for somebody, with how many: those with the most first; closed ones are left out."""
    wanted: dict[str, int] = {}
    for need in found:
        if need.group_id is not None and need.open:
            wanted[need.name] = wanted.get(need.name, 0) + need.open
    return sorted(wanted.items(), key=lambda each: (-each[1], each[0].lower()))
