"""The tree of units, coarsened top down until every leaf block has enough people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from engage.disclosure.blocks import Block, Ints, Unit
from engage.disclosure.remainders import remainder

# The order in which siblings merge: a position, or groups of them.
Group = int | tuple["Group", ...]


@dataclass(frozen=True)
class Tree:
    """Blocks, parents first (`blocks[0]` is everybody; none when there are too few people).

    `home`: position of the leaf block in which the people that carry a unit's code are counted.
    `covers`: for every unit, the code of the smallest block that holds all of it.
    `groups`: by position, in which order its children merge for a figure; None for a leaf.
    `parents`, `ends`: by position, its parent's, and the first after all below it. `at`: position by code.
    """

    blocks: tuple[Block, ...]
    home: Mapping[str, int]
    covers: Mapping[str, str]
    groups: tuple[Group | None, ...]
    parents: Ints
    ends: Ints
    at: Mapping[str, int]

    def leaf_of(self, carried: Sequence[str]) -> Ints:
        """(N,) position of each person's leaf block, from the unit code that each one carries."""
        return np.fromiter((self.home[code] for code in carried), np.int64, len(carried))

    def totals(self, leaf_of: Ints) -> list[int]:
        """People by position, inner blocks included, of any selection of `leaf_of`."""
        counts = np.bincount(leaf_of, minlength=len(self.blocks)).tolist()
        for position in range(len(counts) - 1, 0, -1):
            counts[int(self.parents[position])] += counts[position]
        return [int(count) for count in counts]


def merging_order(children: Sequence[tuple[int, str, int]]) -> Group:
    """Siblings (people, code, position) paired with their neighbour in size, pairs with pairs, up to all.

    The order is the same for every figure and does not look at answers. So a merged pair says that one of the
    two was too few or too alike, and never which; a partner chosen afresh ("the smallest sibling") would name
    the larger one. It also keeps merged blocks alike between figures, which themes profit from.
    """
    groups: list[Group] = [position for _, _, position in sorted(children)]
    while len(groups) > 1:
        odd = len(groups) % 2
        triple: list[Group] = [((groups[0], groups[1]), groups[2])] if odd else []
        rest = groups[3:] if odd else groups
        groups = triple + [(rest[i], rest[i + 1]) for i in range(0, len(rest), 2)]
    return groups[0]


def ordered(units: Sequence[Unit]) -> tuple[list[Unit], dict[str, list[Unit]]]:
    """Units with parents first, and children by code. Refuses (ValueError) anything that is not one tree."""
    children: dict[str, list[Unit]] = {unit.code: [] for unit in units}
    if len(children) != len(units):
        raise ValueError("two units share a code")
    roots = [unit for unit in units if unit.parent is None]
    for unit in units:
        if unit.parent is not None:
            if unit.parent not in children:
                raise ValueError(f"unit {unit.code} hangs on an unknown unit")
            children[unit.parent].append(unit)
    if len(roots) != 1:
        raise ValueError("the units must form one tree with one root")
    order = [roots[0]]
    for unit in order:
        order += children[unit.code]
    if len(order) != len(units):
        raise ValueError("the units form a cycle")
    return order, children


@dataclass(frozen=True)
class Rest:
    """Too few to stand beside their siblings: whole units, people who are a unit's own (`owners`), and how many."""

    units: tuple[str, ...]
    owners: tuple[str, ...]
    n: int

    def __bool__(self) -> bool:
        return bool(self.units or self.owners)


NOTHING = Rest((), (), 0)


@dataclass
class _Builder:
    """Grows the blocks of a tree, parents first."""

    own: Mapping[str, int]
    total: Mapping[str, int]
    peopled: Mapping[str, bool]
    has_own: Mapping[str, bool]
    children: Mapping[str, list[Unit]]
    floor: int
    blocks: list[Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    home: dict[str, int] = field(default_factory=dict)
    covers: dict[str, str] = field(default_factory=dict)

    def add(self, block: Block, parent: int) -> int:
        self.blocks.append(block)
        self.parents.append(parent)
        return len(self.blocks) - 1

    def fold(self, code: str, position: int) -> None:
        """A whole unit, with all below it, is counted in one block."""
        below = [code]
        for each in below:
            self.home[each] = position
            self.covers[each] = self.blocks[position].code
            below += [child.code for child in self.children[each]]

    def settle(self, rest: Rest, position: int) -> None:
        """What was left over is counted in one block, for now: it may yet sink deeper."""
        for code in rest.units:
            self.fold(code, position)
        for code in rest.owners:
            self.home[code] = position

    def stand(self, unit: str, parent: int, rest: Rest = NOTHING) -> None:
        """A unit as a block, with what sank into it; then whatever below it can stand."""
        code = f"{unit}~with" if rest else unit
        up = self.blocks[parent].code if self.blocks else None
        n = self.total[unit] + rest.n
        here = self.add(Block(code, up, (code,), (unit, *rest.units), rest.owners, n, False), parent)
        self.fold(unit, here)
        self.settle(rest, here)
        self.grow(unit, here, rest)

    def grow(self, unit: str, here: int, sunk: Rest) -> None:
        """The blocks below a unit. `sunk`: what came from above and is counted among its own people."""
        kids = [child.code for child in self.children[unit] if self.peopled[child.code]]
        owners = ((unit,) if self.has_own[unit] else ()) + sunk.owners
        present = bool(owners or sunk.units)
        own = (self.own.get(unit, 0) if self.has_own[unit] else 0) + sunk.n
        alone, left, host = remainder([(kid, self.total[kid]) for kid in kids], own if present else None, self.floor)
        if not alone:
            return
        rest = Rest((*(kid for kid in kids if kid not in alone), *sunk.units), owners, left)
        if host is not None and len(alone) == 1:
            # The one child with what is left over is its parent again: only what is inside it is told apart.
            self.grow(host, here, rest)
            return
        for kid in kids:
            if kid in alone:
                self.stand(kid, here, rest if kid == host else NOTHING)
        if rest and host is None:
            code = f"{unit}~other"
            while code in self.children:
                # The units may be blocks themselves: what was left over once, and stands, is not what is left over now.
                code += "~other"
            parent = self.blocks[here].code
            self.settle(rest, self.add(Block(code, parent, (code,), rest.units, owners, left, False), here))


def coarsen(units: Sequence[Unit], counts: Mapping[str, int], k: int, invited: Mapping[str, int] | None = None) -> Tree:
    """The tree of blocks, each leaf with at least `k` of the people counted.

    `counts`: people by the unit code that they carry (a unit's own people carry its code). `invited`:
    likewise, everybody who might have been counted; units in which nobody was invited are then left aside. A
    unit of which nobody is counted is merged like any small one: that none took part is their own affair.

    What is left over at a unit (its own people, its small teams) is one more block where that has `k`. Else it
    sinks into the smallest child that stands, and there again among that child's own people, down to a leaf:
    the chief executive costs one team its name, where merging whole siblings would cost a directorate its teams.
    """
    order, children = ordered(units)
    for code in (*counts, *(invited or ())):
        if code not in children:
            raise ValueError(f"people carry the unknown unit {code}")
    asked = counts if invited is None else {c: max(invited.get(c, 0), counts.get(c, 0)) for c in children}
    total, reach = ({unit.code: source.get(unit.code, 0) for unit in order} for source in (counts, asked))
    has_own = {code: n > 0 for code, n in reach.items()}
    for unit in reversed(order):
        if unit.parent is not None:
            total[unit.parent] += total[unit.code]
            reach[unit.parent] += reach[unit.code]
    peopled = {code: invited is None or n > 0 for code, n in reach.items()}
    builder = _Builder(counts, total, peopled, has_own, children, k)
    if total[order[0].code] >= k:
        builder.stand(order[0].code, 0)
    return _finished(builder)


def _finished(builder: _Builder) -> Tree:
    inner = set(builder.parents[1:])
    blocks = tuple(replace(block, leaf=at not in inner) for at, block in enumerate(builder.blocks))
    if len({block.code for block in blocks}) != len(blocks):
        raise ValueError("a unit's code looks like that of a merged block")
    below: list[list[tuple[int, str, int]]] = [[] for _ in blocks]
    for position, block in enumerate(blocks[1:], start=1):
        below[builder.parents[position]].append((block.n, block.code, position))
    groups = tuple(merging_order(children) if children else None for children in below)
    parents = np.array(builder.parents, dtype=np.int64)
    ends = np.arange(1, len(blocks) + 1)
    for position in range(len(blocks) - 1, 0, -1):
        ends[parents[position]] = max(ends[parents[position]], ends[position])
    at = {block.code: position for position, block in enumerate(blocks)}
    return Tree(blocks, builder.home, builder.covers, groups, parents, ends, at)
