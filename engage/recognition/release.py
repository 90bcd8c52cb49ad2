"""Working out who gets recognised: counts by group in, whole percents out, and no combination of them about few people.

What is confidential about a person (nominated, shortlisted) goes through three guards, each of `engage.disclosure`:
- in every table of its own: certified coarsening, and in each group both sides reach a number drawn at random;
- over all tables together: k disjoint sets of people of full rank, so that no sum or difference of published groups
  is about fewer than k; a table that does not fit into that is tried with fewer groups, and else not shown;
- a linear programme: nobody's being nominated is certain, nor anybody's not being.
What everybody can read on the wall (thanked), and access, needs the first alone, without the draw.

numpy and the disclosure engine stand behind this module: only the worker imports it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engage.directory.rules.rollup import roll_up
from engage.disclosure import Block, Figure, Partition, Sets, faults, release_tree
from engage.disclosure.blocks import Ints, Mask
from engage.disclosure.bounds import leaves_open
from engage.disclosure.modular import independent_columns
from engage.recognition.queries.recognised_material import Material
from engage.recognition.release_kinds import UNITS, Kind, flags_of, kinds_of, tree_of
from engage.recognition.rules import recognised as rules
from engage.recognition.rules import recognised_groups as groups
from engage.recognition.rules.recognised import (
    CONFIDENTIAL,
    LEAST,
    NOMINATED,
    OPEN,
    SHORTLISTED,
    THANKED,
    Figures,
    Row,
    Share,
    Table,
)

# A table that does not fit beside the others is tried again with larger groups.
COARSER = (1, 2, 4, 8)


@dataclass(frozen=True, eq=False)
class Group:
    """A published group: its name, its depth, and who is in it."""

    name: str
    depth: int
    members: Mask


def work_out(material: Material, whole: str, rng: np.random.Generator | None = None) -> Figures:
    """The figures of a year. The generator is drawn here and kept nowhere: its seed would undo the draw."""
    rng = rng or np.random.default_rng()
    kinds, flags = kinds_of(material, whole), flags_of(material.profiles)
    measures = OPEN + (CONFIDENTIAL if material.closed else ())
    size = len(flags[THANKED])
    parts: dict[str, dict[str, list[Group]]] = {
        measure: _open(kinds, measure, size, rng) if measure in OPEN else _guarded(kinds, measure, flags, rng)
        for measure in measures
    }
    tables = [_table(kind, parts, measures, flags) for kind in kinds]
    return Figures(
        material.year.first_day.isoformat(), material.as_of.isoformat(), material.since.isoformat(),
        material.closed, LEAST, size, material.thanks, material.winners, material.winning_teams, measures,
        tuple(tables), groups.crossing(_directorates(material)),
        tuple(rules.named(value, "", n) for value, n in material.values)
        + tuple(rules.named(value, text, n) for value, text, n in material.behaviours),
        _unthanked(material),
    )  # fmt: skip


def _open(kinds: Sequence[Kind], measure: str, size: int, rng: np.random.Generator) -> dict[str, list[Group]]:
    """What all staff may know of a person: every table by itself, with groups of ten people or more."""
    return {kind.code: _groups(kind, Figure(measure, np.ones(size, np.bool_)), LEAST, rng) for kind in kinds}


def _guarded(
    kinds: Sequence[Kind], measure: str, flags: Mapping[str, Mask], rng: np.random.Generator
) -> dict[str, list[Group]]:  # fmt: skip
    """What is confidential: a table is taken in only where all that is published together still passes."""
    shares: tuple[Mask, ...] = (flags[measure],)
    if measure == SHORTLISTED:
        # Who was nominated and not shortlisted is as confidential as who was shortlisted.
        shares += (flags[NOMINATED] & ~flags[SHORTLISTED],)
    figure = Figure(measure, np.ones(len(flags[measure]), np.bool_), shares)
    taken: dict[str, list[Group]] = {}
    published: list[Group] = []
    for kind in kinds:
        # A table that is not shown still has its whole, which the first one tells.
        taken[kind.code] = published[:1]
        if kind.code == UNITS:
            found = _groups(kind, figure, LEAST, rng)
            taken[UNITS] = published = found if found and certified(found, shares) else found[:1]
        # Where not even the whole may be shown, no table would give it back.
        for times in COARSER if published and kind.code != UNITS else ():
            found = _groups(kind, figure, LEAST * times, rng)
            if len(found) > 1 and certified([*published, *found], shares):
                taken[kind.code], published = found, [*published, *found]
                break
    return taken


def certified(published: Sequence[Group], shares: Sequence[Mask], k: int = LEAST) -> bool:
    """Whether no combination of these groups is about fewer than k people, and nobody's answer is certain."""
    matrix = np.column_stack([group.members for group in published]).astype(np.int64)
    leaf_of, leaves = _leaves(published)
    profiles, people = np.unique(matrix, axis=0, return_counts=True)
    tree = np.column_stack([leaf_of == leaf for leaf in range(leaves)]).astype(np.int64)
    joined = np.hstack([tree, matrix])
    basis = independent_columns(np.unique(joined, axis=0))
    if basis is None:
        return False
    further = joined[:, [column for column in basis if column >= leaves]]
    # The set-maker takes the commonest profiles first where it knows the columns that follow.
    sets = Sets(leaf_of, k, further)
    if further.shape[1] and not sets.extend(further):
        return False
    everybody = np.ones(len(leaf_of), np.bool_)
    members = [np.flatnonzero(group.members) for group in published]
    if faults(sets.certificate(), members, everybody, k):
        return False
    counts = (np.array([int(share[rows].sum()) for rows in members]) for share in shares)
    return all(leaves_open(profiles, people, each) for each in counts)


def _leaves(published: Sequence[Group]) -> tuple[Ints, int]:
    """(N,) the number of the leaf group of the first table that each person is in, and how many there are.

    The first table is a tree and comes first, parents first: a later group of it lies inside an earlier one.
    """
    at = np.zeros(len(published[0].members), dtype=np.int64)
    for number, group in enumerate(published[1:], start=1):
        if group.depth == 0:
            break
        at[group.members] = number
    _, leaf_of = np.unique(at, return_inverse=True)
    leaf_of = leaf_of.reshape(-1).astype(np.int64)
    return leaf_of, int(leaf_of.max()) + 1


def _groups(kind: Kind, figure: Figure, least: int, rng: np.random.Generator) -> list[Group]:
    """The groups of one table in which a figure may be shown, parents first; none where nothing may."""
    safe = release_tree(kind.units, kind.carried, [figure], least, rng, invited=Counter(kind.carried))
    # Without a guard nothing merges, and the plain tree keeps its children in their own order.
    partition: Partition = safe.figures[figure.code] if figure.guarded else safe.plain
    names, depths, found = kind.names, dict[str, int](), []
    for block in partition.blocks:
        depths[block.code] = depths[block.parent] + 1 if block.parent else 0
        members = np.zeros(len(kind.carried), np.bool_)
        members[safe.members(block)] = True
        found.append(Group(_name(block, names), depths[block.code], members))
    return found


def _name(block: Block, names: Mapping[str, str]) -> str:
    if len(block.bases) > 1:
        return ""  # merged for a figure: the page names the plain groups that it is made of
    if block.code.endswith("~other"):
        return f"Others in {names[block.code.removesuffix('~other')]}"
    return names[block.units[0]] + (" and others" if block.merged else "")


def _table(
    kind: Kind, parts: Mapping[str, Mapping[str, list[Group]]], measures: Sequence[str], flags: Mapping[str, Mask],
) -> Table:  # fmt: skip
    """The plain groups of a table, each with what is shown of it."""
    plain = parts[THANKED][kind.code]
    shown = {measure: _shares(plain, parts[measure][kind.code], measure, flags[measure]) for measure in measures}
    rows = [
        Row(group.name, group.depth, int(group.members.sum()), tuple(shown[measure][n] for measure in measures))
        for n, group in enumerate(plain)
    ]
    return Table(kind.code, tuple(rows))


def _shares(plain: Sequence[Group], shown: Sequence[Group], measure: str, flag: Mask) -> list[Share]:
    """For each plain group its share, or that of the published group it is counted in with others, or nothing."""
    if not plain or not shown:
        return [Share()] * len(plain)
    rows, blocks = (np.column_stack([each.members for each in side]).astype(np.int64) for side in (plain, shown))
    inside = rows.T @ blocks == rows.sum(axis=0)[:, None]
    same = inside & (rows.sum(axis=0)[:, None] == blocks.sum(axis=0)[None, :])
    found = [Share()] * len(plain)
    for column, block in enumerate(shown):
        at = np.flatnonzero(same[:, column])
        tops = [int(row) for row in at] or _tops(plain, inside[:, column])
        for row in tops:
            others = () if at.size else tuple(plain[other].name for other in tops if other != row)
            part, of = int(flag[block.members].sum()), int(block.members.sum())
            found[row] = rules.share(part, of, measure in CONFIDENTIAL, others)
    return found


def _tops(plain: Sequence[Group], inside: Mask) -> list[int]:
    """The plain groups that together make a merged one: those inside it whose parent is not."""
    found, path = [], dict[int, int]()
    for row, group in enumerate(plain):
        path[group.depth] = row
        above = path.get(group.depth - 1)
        if inside[row] and (above is None or not inside[above]):
            found.append(row)
    return found


def _directorates(material: Material) -> dict[tuple[int, int], int]:
    top = groups.top_level({unit.id: unit.parent for unit in material.units})
    found: dict[tuple[int, int], int] = {}
    for (giver, receiver), number in material.pairs.items():
        if giver in top and receiver in top:
            key = top[giver], top[receiver]
            found[key] = found.get(key, 0) + number
    return found


def _unthanked(material: Material) -> tuple[rules.Unthanked, ...]:
    headcount, without = Counter[int](), Counter[int]()
    for each in material.profiles:
        headcount[each.unit] += each.people
        without[each.unit] += each.people if each.without else 0
    # Without what hangs in a ring, which has no place in the tree.
    _, placed = tree_of(material.units, "")
    parents = {unit.id: unit.parent for unit in material.units if unit.id in placed}
    names = {unit.id: unit.name for unit in material.units}
    found = []
    rolled = roll_up(parents, headcount, LEAST)
    for quiet in groups.quiet_groups(rolled.stands_in, rolled.people, material.reached):
        none = sum(without[unit] for unit in (quiet.unit, *quiet.joining))
        joined = sum(headcount[unit] > 0 for unit in quiet.joining)
        found.append(rules.Unthanked(names[quiet.unit], quiet.people, joined, rules.percent(none, quiet.people)))
    return tuple(found)
