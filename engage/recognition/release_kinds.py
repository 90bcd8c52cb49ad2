"""The ways in which a year's figures divide the council, and what is counted of each person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engage.disclosure import Unit
from engage.disclosure.blocks import Mask
from engage.recognition.queries.recognised_material import Material, Profile, UnitRow
from engage.recognition.rules import recognised_groups as groups
from engage.recognition.rules.recognised import CONFIDENTIAL, OPEN

TOP, UNITS = "top", "units"
# The tables in order of importance: what comes later gives way.
KINDS = (UNITS, "grade", "work_type", "site", "contract")


@dataclass(frozen=True, eq=False)
class Kind:
    """One way to divide the council: its tree, and the code that each person carries."""

    code: str
    units: tuple[Unit, ...]
    carried: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        """What each unit is called."""
        return {unit.code: unit.name for unit in self.units}


def kinds_of(material: Material, whole: str) -> list[Kind]:
    profiles, people = material.profiles, [profile.people for profile in material.profiles]
    tree, code = tree_of(material.units, whole)
    bands = groups.bands(_counted(profiles, "grade"))
    found = [Kind(UNITS, tree, _spread([code.get(each.unit, TOP) for each in profiles], people))]
    for kind in KINDS[1:]:
        labels = [bands[each.grade] if kind == "grade" else getattr(each, kind) or groups.NOT_RECORDED
                  for each in profiles]  # fmt: skip
        order = {label: f"c{n}" for n, label in enumerate(sorted(set(labels), key=groups.natural))}
        units = (Unit(TOP, None, whole), *(Unit(number, TOP, label) for label, number in order.items()))
        found.append(Kind(kind, units, _spread([order[label] for label in labels], people)))
    return found


def _counted(profiles: Sequence[Profile], of: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for each in profiles:
        found[getattr(each, of)] += each.people
    return found


def _spread(codes: Sequence[str], people: Sequence[int]) -> tuple[str, ...]:
    return tuple(code for code, n in zip(codes, people, strict=True) for _ in range(n))


def flags_of(profiles: Sequence[Profile]) -> dict[str, Mask]:
    people = [each.people for each in profiles]
    return {
        measure: np.repeat(np.array([getattr(each, measure) for each in profiles], dtype=np.bool_), people)
        for measure in OPEN + CONFIDENTIAL
    }


def tree_of(rows: Sequence[UnitRow], whole: str) -> tuple[tuple[Unit, ...], dict[int, str]]:
    """The tree of units under one top, which is named for the whole; what hangs in a ring is counted in the top."""
    parents = {row.id: row.parent for row in rows}
    below: dict[int | None, list[UnitRow]] = {}
    for row in rows:
        below.setdefault(row.parent if row.parent in parents else None, []).append(row)
    tops = below.get(None, [])
    single = tops[0].id if len(tops) == 1 else None
    units, code = [Unit(TOP, None, whole)], {single: TOP} if single is not None else {}
    queue = [(each, TOP) for each in (below.get(single, []) if single is not None else tops)]
    for row, above in queue:
        code[row.id] = f"u{row.id}"
        units.append(Unit(f"u{row.id}", above, row.name))
        queue += [(each, f"u{row.id}") for each in below.get(row.id, [])]
    return tuple(units), code
