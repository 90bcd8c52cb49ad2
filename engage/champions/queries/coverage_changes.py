"""What happened to champions since they were appointed: who left, who moved, whose unit went, who has nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from engage.champions.queries import coverage
from engage.champions.queries.coverage_material import Appointed, Material, material
from engage.champions.rules.coverage import GroupPlan
from engage.core.db import db
from engage.core.formatting import count
from engage.directory.models import ImportRun, Network, Unit
from engage.directory.rules.rollup import RolledUp


class GapKind(StrEnum):
    """What became of an appointment."""

    LEFT = "left"
    MOVED = "moved"
    UNIT_GONE = "unit_gone"


@dataclass(frozen=True)
class Gap:
    """An appointment that somebody should look at."""

    kind: GapKind
    appointment_id: int
    person_id: int
    name: str
    # Where they were appointed (what replaced it, where that is known), and where they work now; empty where nowhere.
    was: str
    now: str
    # Whether they count in the same coverage group as before: then nobody has lost cover.
    same_group: bool = False


@dataclass(frozen=True)
class Gaps:
    """All of a network's, and its groups without a champion."""

    people: Sequence[Gap]
    bare: Sequence[GroupPlan]

    def count(self, kind: str) -> int:
        """How many of a kind."""
        return sum(each.kind == kind for each in self.people)

    @property
    def any(self) -> bool:
        """Whether there is something to do."""
        return bool(self.people or self.bare)


@dataclass(frozen=True)
class Former:
    """A unit, open or closed, and what replaced it."""

    name: str
    is_open: bool
    replaced_by: int | None


def gaps(network: Network) -> Gaps:
    """What a network's appointments have become, worked out whenever it is read: five statements."""
    return found_in(coverage.worked_out(network, material([network.id])), former())


def all_gaps() -> Sequence[tuple[Network, Gaps]]:
    """The same of every network that recruits: six statements in all."""
    found = coverage.coverages()
    units = former() if found else {}
    return [(each.network, found_in(each, units)) for each in found]


def former() -> Mapping[int, Former]:
    """All units there ever were."""
    rows = select(Unit.id, Unit.name, Unit.closed_on.is_(None), Unit.replaced_by_id).order_by(Unit.id)
    return {row[0]: Former(*row[1:]) for row in db.session.execute(rows)}


def found_in(worked: coverage.Worked, units: Mapping[int, Former]) -> Gaps:
    """What a network's appointments have become, out of what was read."""
    own = [each for each in worked.found.appointed if each.network_id == worked.network.id]
    people = [gap for each in own if (gap := _gap(each, worked.found, worked.rolled, units)) is not None]
    return Gaps(people, worked.coverage.bare)


def _gap(each: Appointed, found: Material, rolled: RolledUp[int], units: Mapping[int, Former]) -> Gap | None:
    was = followed(each.from_unit, units) if each.from_unit else 0
    named, at = units[was].name if was else "", each.unit or 0
    if not coverage.is_here(each, found) or at not in rolled.stands_in:
        return Gap(GapKind.LEFT, each.id, each.person_id, each.name, named, "")
    if not was or was == at:
        return None
    now = units[at].name
    if not units[was].is_open:
        return Gap(GapKind.UNIT_GONE, each.id, each.person_id, each.name, named, now)
    same = rolled.stands_in.get(was) == rolled.stands_in[at]
    return Gap(GapKind.MOVED, each.id, each.person_id, each.name, named, now, same)


def followed(unit: int, units: Mapping[int, Former]) -> int:
    """What has become of a unit: through its replacements to one of today, or to the last that nothing replaced."""
    seen = set[int]()
    while not units[unit].is_open and unit not in seen:
        seen.add(unit)
        unit = units[unit].replaced_by or unit
    return unit


def in_words(found: Gaps) -> str:
    """3 left, 2 moved, 4 groups without cover."""
    left, moved, gone = (found.count(kind) for kind in (GapKind.LEFT, GapKind.MOVED, GapKind.UNIT_GONE))
    bare = len(found.bare)
    return ", ".join(
        words
        for many, words in (
            (left, f"{left} left"),
            (moved, f"{moved} moved"),
            (gone, f"{gone} whose unit closed"),
            (bare, f"{count(bare, 'group')} without cover"),
        )
        if many
    )


def last_import() -> tuple[int, str]:
    """The newest import: its id and what it is called; 0 where there is none."""
    rows = select(ImportRun.id, ImportRun.kind, ImportRun.number).where(ImportRun.rolled_back_at.is_(None))
    row = db.session.execute(rows.order_by(ImportRun.id.desc()).limit(1)).first()
    return (row[0], f"import {row[2]} of {row[1]}") if row else (0, "")
