"""Completes the sets of the plain groups for those who answered one figure: where a member skipped it, somebody else.

What a set without some of its members no longer tells apart stands in the inverse of its rows: a column for each
member. So nothing is eliminated over again; only fresh members are looked for, first among those beside the lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from engage.disclosure import small
from engage.disclosure.blocks import Ints
from engage.disclosure.packing import Grid, Packing, chosen_and_left
from engage.disclosure.repair import staying
from engage.disclosure.sets import added
from engage.disclosure.small import Floats

# So many of each leaf block, the commonest profiles first, are tried before everybody.
BESIDE = 24


@dataclass(frozen=True, eq=False)
class Base:
    """Sets of full rank in the plain groups. Their basis: the leaf blocks, then the columns `kept`.

    `members`: of each set one profile of every leaf block, then the extra ones. `inverses`: of each set, of the rows
    of its extra members, less those of their leaf blocks' members, in the columns kept: (columns kept, extra members).
    """

    grid: Grid
    width: int
    kept: Ints
    members: tuple[Ints, ...]
    inverses: tuple[Floats, ...]

    @classmethod
    def of(cls, packing: Packing, grid: Grid, number: Ints) -> "Base":
        """`grid`: of profiles put together, `number`: (P,) which of them each profile of the packing is."""
        members = tuple(number[each] for each in packing.members())
        kept = np.array(packing.kept, dtype=np.int64)
        return cls(grid, packing.width, kept, members, tuple(each.inverse for each in packing.sets))

    @property
    def leaves(self) -> int:
        """How many leaf blocks there are."""
        return int(self.grid.leaf.max(initial=-1)) + 1

    def rows(self, profiles: Ints) -> Floats:
        """(n, width) which columns some profiles are in."""
        found = np.zeros((len(profiles), self.width + 1))
        for slot in self.grid.slots[profiles].T:
            found[np.arange(len(profiles)), slot] = 1
        return found[:, :-1]

    @cached_property
    def told(self) -> Floats:
        """(leaf blocks + columns, basis) what each plain group is in terms of the basis."""
        reps, extras = np.split(self.members[0], [self.leaves])
        own = self.rows(reps)
        weights = small.product(self.inverses[0], self.rows(extras) - own[self.grid.leaf[extras]])
        weights[:, self.kept] = np.eye(len(self.kept))
        above = small.residues(own - small.product(own[:, self.kept], weights))
        columns = np.vstack([above, weights]).T
        leaf = np.hstack([np.eye(self.leaves), np.zeros((self.leaves, len(self.kept)))])
        return np.vstack([leaf, columns])

    def outside(self, groups: Sequence[Sequence[int]]) -> Floats:
        """(basis, d): what is nothing for every group shown: a combination of them is nothing on these.

        `groups`: the plain groups that each unites: leaf blocks by number, columns after all of those.
        """
        place = np.repeat(np.arange(len(groups)), [len(each) for each in groups])
        union = np.zeros((len(groups), len(self.told)))
        union[place, np.concatenate([np.array(each, dtype=np.int64) for each in groups])] = 1
        return small.nullspace(small.product(union, self.told))

    @cached_property
    def order(self) -> tuple[Ints, Ints]:
        """Profiles by leaf block, the commonest first; and where each leaf block begins."""
        order = np.lexsort((-self.grid.people, self.grid.leaf))
        return order, np.searchsorted(self.grid.leaf[order], np.arange(self.leaves + 1))


@dataclass
class _Set:
    """What a set does not tell apart, as values of leaf blocks and columns; and who was added."""

    own: Floats
    weights: Floats
    fresh: list[int] = field(default_factory=list)


class Refill:
    """The sets for the people of one figure."""

    def __init__(self, base: Base, people: Ints, outside: Floats | None = None) -> None:
        """`people`: (P,) who answered. `outside`: of `Base.outside`, where not every plain group is shown by itself."""
        self.base, self.people, self.outside = base, people, outside
        self.stays, self.free = staying(base.members, people)

    def run(self) -> list[list[int]] | None:
        """Every set at full rank in the groups shown; None where that needs another way or fewer groups."""
        lost = [np.flatnonzero(~stays) for stays in self.stays]
        sets = [_Set(*self._silent(at, each)) for at, each in enumerate(lost)]
        # First one for each leaf block in each set: who else is of it may be used for anything after that.
        for at, each in enumerate(sets):
            self._add(each, self._one_each(at, lost[at]))
        for at, each in enumerate(sets):
            for among in (self._beside(at, lost[at]), None):
                if each.own.shape[1]:
                    self._add(each, np.flatnonzero(self.free > 0) if among is None else among)
            # What is nothing on everybody who answered cannot be told apart by anybody, and tells of nobody.
            if each.own.shape[1] and self._values(each, np.flatnonzero(self.people > 0)).any():
                return None
        members = zip(self.base.members, self.stays, sets, strict=True)
        return [[*of[stays].tolist(), *each.fresh] for of, stays, each in members]

    def _silent(self, at: int, lost: Ints) -> tuple[Floats, Floats]:
        """(leaves, d), (columns + 1, d): values of leaf blocks and columns whose sum is nothing on all who stay."""
        base, leaves = self.base, self.base.leaves
        reps, extras = np.split(base.members[at], [leaves])
        inverse = base.inverses[at]
        kept = np.zeros((len(base.kept), len(lost)))
        own = np.zeros((leaves, len(lost)))
        for i, member in enumerate(lost.tolist()):
            if member >= leaves:
                kept[:, i] = inverse[:, member - leaves]
            else:
                own[member, i] = 1
                kept[:, i] = -inverse[:, base.grid.leaf[extras] == member].sum(axis=1)
        weights = np.zeros((base.width + 1, len(lost)))
        weights[base.kept] = small.residues(kept)
        own -= added(base.grid.slots, weights, reps)
        if self.outside is not None and self.outside.shape[1]:
            whole = np.vstack([small.residues(own), weights[base.kept]])
            inside = small.nullspace(small.product(self.outside.T, whole))
            return small.product(own, inside), small.product(weights, inside)
        return small.residues(own), weights

    def _values(self, each: "_Set", profiles: Ints) -> Floats:
        grid = self.base.grid
        own = each.own.take(grid.leaf.take(profiles), axis=0)
        return small.residues(own + added(grid.slots, each.weights, profiles))

    def _add(self, each: "_Set", among: Ints) -> None:
        """Takes as many of these free people as stand for something that the set does not tell apart."""
        rows = self._values(each, among)
        picked, left = chosen_and_left(rows, self.free[among], rows.shape[1])
        if picked:
            np.subtract.at(self.free, among[picked], 1)
            each.fresh += among[picked].tolist()
            each.own, each.weights = small.product(each.own, left), small.product(each.weights, left)

    def _one_each(self, at: int, lost: Ints) -> Ints:
        """Of each leaf block whose member is lost, the commonest of those who are free."""
        parts = self._free(lost[lost < self.base.leaves], 1)
        return np.concatenate([np.zeros(0, dtype=np.int64), *parts])

    def _beside(self, at: int, lost: Ints) -> Ints:
        """Free people of the leaf blocks of lost members."""
        leaves = np.unique(self.base.grid.leaf[self.base.members[at][lost]])
        return np.concatenate([np.zeros(0, dtype=np.int64), *self._free(leaves, BESIDE)])

    def _free(self, leaves: Ints, most: int) -> list[Ints]:
        order, starts = self.base.order
        parts = (order[starts[leaf] : starts[leaf + 1]] for leaf in leaves.tolist())
        return [part[self.free[part] > 0][:most] for part in parts]
