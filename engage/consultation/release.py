"""Working out a closed consultation's figures, once: verdicts in, whole percents by service out, and nobody's name.

numpy and the disclosure engine stand behind this module: only the worker imports it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from flask import current_app
from sqlalchemy import delete, select, update

from engage.consultation.models import Consultation, Entry, Statement, Verdict
from engage.consultation.rules import LEAST, State, percent, told
from engage.consultation.rules.figures import Figures, Group, Share, to_text
from engage.core import audit
from engage.core.db import db
from engage.directory.models import Unit as UnitRow
from engage.directory.queries_audience import people
from engage.disclosure import Block, Figure, Partition, Release, Unit, release_tree
from engage.disclosure.tree import coarsen

# Levels below the top: directorates, and their services. What lies deeper is counted in its service.
DEEPEST = 2
TOP = "top"


@dataclass(frozen=True)
class Places:
    """The tree as far down as services, and for each unit of the directory the code that its people carry."""

    units: tuple[Unit, ...]
    code: Mapping[int, str]

    def carried(self, unit_id: int | None) -> str:
        """The code of somebody's unit; the whole for whoever has none any more."""
        return self.code.get(unit_id or 0, self.units[0].code)

    @property
    def names(self) -> dict[str, str]:
        """What each is called."""
        return {unit.code: unit.name for unit in self.units}


@dataclass(frozen=True)
class Material:
    """What the figures are made of: places, people asked and judging by code, verdicts by statement and person."""

    places: Places
    asked: Mapping[str, int]
    carried: Mapping[int, str]
    statements: tuple[int, ...]
    verdicts: Mapping[tuple[int, int], bool]
    wrote: frozenset[int]


def places(rows: Sequence[tuple[int, str, int | None]], whole: str) -> Places:
    """The tree of (id, name, parent) rows, folded to DEEPEST levels below one top, which is named for the whole."""
    parents = {unit: parent for unit, _, parent in rows}
    tops = [unit for unit, parent in parents.items() if parent not in parents]
    single = tops[0] if len(tops) == 1 else None
    units, code = [Unit(TOP, None, whole)], {}
    for unit, name, _ in rows:
        path = _path(unit, parents)
        if single is not None:
            path = path[1:]
        code[unit] = f"u{path[:DEEPEST][-1]}" if path else TOP
        if path and len(path) <= DEEPEST:
            units.append(Unit(f"u{unit}", f"u{path[-2]}" if len(path) > 1 else TOP, name))
    return Places(tuple(units), code)


def _path(unit: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """From the top down to a unit; a ring in the directory ends where it began."""
    found: list[int] = []
    at: int | None = unit
    while at is not None and at in parents and at not in found:
        found.append(at)
        at = parents[at]
    return tuple(reversed(found))


def read(consultation_id: int) -> Material | None:
    """What the figures are made of; None where they are worked out, or the consultation is not closed."""
    row = db.session.get(Consultation, consultation_id)
    if row is None or row.state != State.CLOSED or row.figures:
        return None
    known = db.session.execute(select(UnitRow.id, UnitRow.name, UnitRow.parent_id).order_by(UnitRow.id)).all()
    tree = places(
        [(unit, name, parent) for unit, name, parent in known], current_app.extensions["settings"].organisation
    )
    everybody = dict(people(row.audience))
    verdicts = db.session.execute(
        select(Verdict.statement_id, Verdict.person_id, Verdict.sounds_like_us)
        .join(Statement, Statement.id == Verdict.statement_id)
        .where(Statement.consultation_id == consultation_id)
    ).all()
    judges = sorted({person for _, person, _ in verdicts})
    units = select(Entry.unit_id).where(Entry.consultation_id == consultation_id, Entry.unit_id.is_not(None))
    return Material(
        places=tree,
        asked=Counter(tree.carried(unit) for unit in everybody.values()),
        carried={person: tree.carried(everybody.get(person)) for person in judges},
        statements=tuple(each.id for each in row.statements),
        verdicts={(statement, person): says for statement, person, says in verdicts},
        wrote=frozenset(db.session.scalars(units.distinct())),
    )


def work_out(material: Material, rng: np.random.Generator | None = None) -> tuple[Figures, dict[int, str]]:
    """The figures, and for each unit that somebody wrote in the name of a group in which enough people were asked.

    The generator is drawn here and kept nowhere: who knew its seed could undo the guard against answers alike.
    """
    judges = list(material.carried)
    answered = {
        each: np.array([(each, person) in material.verdicts for person in judges], dtype=np.bool_)
        for each in material.statements
    }
    yes = {
        each: np.array([material.verdicts.get((each, person), False) for person in judges], dtype=np.bool_)
        for each in material.statements
    }
    safe = release_tree(
        material.places.units,
        [material.carried[person] for person in judges],
        [Figure(str(each), answered[each], (yes[each],)) for each in material.statements],
        LEAST,
        rng or np.random.default_rng(),
        invited=material.asked,
    )
    names = material.places.names
    depths: dict[str, int] = {}
    groups = []
    for block in safe.plain.blocks:
        depths[block.code] = depths[block.parent] + 1 if block.parent else 0
        shares = (_share(safe, block, each, answered[each], yes[each], names) for each in material.statements)
        groups.append(Group(_name(block, names), depths[block.code], tuple(shares)))
    return Figures(material.statements, LEAST, tuple(groups)), _written_in(material)


def _share(
    safe: Release, plain: Block, statement: int, answered: np.ndarray, yes: np.ndarray, names: Mapping[str, str]
) -> Share:  # fmt: skip
    shown: Partition = safe.figures[str(statement)]
    block = shown.block(shown.shown.get(plain.code, ""))
    if block is None or plain.code not in block.bases:
        return Share()
    members = safe.members(block)
    of = int(answered[members].sum())
    others = tuple(_name(safe.tree.blocks[safe.tree.at[base]], names) for base in block.bases if base != plain.code)
    return Share(percent(int(yes[members].sum()), of), told(of, block.parent is None), others)


def _written_in(material: Material) -> dict[int, str]:
    tree = coarsen(material.places.units, material.asked, LEAST, material.asked)
    names = material.places.names
    found = {}
    for unit in material.wrote:
        position = tree.home.get(material.places.carried(unit))
        found[unit] = "" if position is None else _name(tree.blocks[position], names)
    return found


def _name(block: Block, names: Mapping[str, str]) -> str:
    if block.code.endswith("~other"):
        return f"Others in {names[block.code.removesuffix('~other')]}"
    return names[block.units[0]] + (" and others" if block.merged else "")


def store(consultation_id: int, figures: Figures, written_in: Mapping[int, str]) -> None:
    """Keep the figures as the only ones; the same transaction deletes who judged, and coarsens where people wrote."""
    row = db.session.get(Consultation, consultation_id, with_for_update=True, populate_existing=True)
    if row is None or row.state != State.CLOSED or row.figures:
        return
    row.figures = to_text(figures)
    statements = select(Statement.id).where(Statement.consultation_id == consultation_id)
    db.session.execute(delete(Verdict).where(Verdict.statement_id.in_(statements)))
    mine = Entry.consultation_id == consultation_id
    for unit, place in written_in.items():
        db.session.execute(update(Entry).where(mine, Entry.unit_id == unit).values(place=place))
    db.session.execute(update(Entry).where(mine).values(unit_id=None))
    audit.record("figures", "consultation", consultation_id, groups=len(figures.groups))
    db.session.flush()
