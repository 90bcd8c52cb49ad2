"""One of the k disjoint sets of a certificate: who is in it, and what they tell apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engage.disclosure import small
from engage.disclosure.blocks import Ints
from engage.disclosure.small import Floats


def added(slots: Ints, weights: Floats, profiles: Ints) -> Floats:
    """(n, d) the columns' weights, (columns + 1, d) with nothing last, added up over those that each profile is in."""
    total = np.zeros((len(profiles), weights.shape[1]))
    filled = np.asarray(weights.any(axis=1))
    for slot in slots.T:
        at = slot.take(profiles)
        if filled.take(at).any():
            total += weights.take(at, axis=0)
    return total


def rows_of(slots: Ints, place: Ints, profiles: Ints, width: int) -> Floats:
    """(n, width) whole numbers: which columns each profile is in; `place` of a column, -1 where it is left out."""
    found = np.zeros((len(profiles), width + 1))
    for j in range(slots.shape[1]):
        found[np.arange(len(profiles)), place[slots[profiles, j]]] += 1
    return found[:, :width]


@dataclass(frozen=True, eq=False)
class Columns:
    """Which columns (numbers) each of P profiles is in, by slot; -1: in none. `kept`: those that make up the rank."""

    slots: Ints
    kept: Sequence[int]

    @cached_property
    def width(self) -> int:
        """Numbers of columns that there may be, and one for none."""
        return int(max(self.slots.max(initial=-1), *self.kept, -1)) + 2


@dataclass(frozen=True, eq=False)
class OneSet:
    """`leaf`: (P,) leaf block of each profile. `reps`: (leaf blocks,) a member of each. `extras`: its other members.

    `inverse`: of the extras' rows, less those of the members of their leaf blocks, in the first of the columns kept:
    (columns, extras), as many of the one as of the other.
    """

    leaf: Ints
    reps: Ints
    extras: Ints
    inverse: Floats

    @property
    def members(self) -> Ints:
        """The profiles of all: those of the leaf blocks first."""
        return np.concatenate([self.reps, self.extras])

    def weights(self, columns: Columns, new: Sequence[int], slot: int) -> tuple[Floats, Floats]:
        """(columns + 1, m): what to add up over a profile's columns, so that every member of the set adds up to
        nothing; and the new columns, of one slot, over the set's extras in terms of the old (e x m).
        """
        slots = columns.slots
        unit = np.zeros((max(columns.width, max(new) + 2), len(new)))
        unit[list(new), range(len(new))] = 1
        beside = self.reps[self.leaf[self.extras]]
        old = small.product(self.inverse, unit[slots[self.extras, slot]] - unit[slots[beside, slot]])
        unit[list(columns.kept[: len(self.extras)])] = -old
        return unit, old

    def values(self, slots: Ints, weights: Floats, profiles: Ints) -> Floats:
        """(n, m) what profiles add up to, less what the set's own member of their leaf block does."""
        own = added(slots, weights, self.reps)
        return small.residues(added(slots, weights, profiles) - own.take(self.leaf.take(profiles), axis=0))

    def rows(self, columns: Columns, profiles: Ints) -> Floats:
        """(n, columns kept) rows of profiles, less those of the set's own member of their leaf block."""
        size = len(self.extras)
        place = np.full(columns.width, -1, dtype=np.int64)
        place[list(columns.kept[:size])] = range(size)
        beside = self.reps[self.leaf[profiles]]
        return rows_of(columns.slots, place, profiles, size) - rows_of(columns.slots, place, beside, size)

    def grown(self, columns: Columns, fresh: Ints, old: Floats, values: Floats) -> "OneSet":
        """With fresh extras. `old`: of `weights`; `values`: (m, m) theirs."""
        turned = small.inverse(values)
        if turned is None:
            raise ArithmeticError("rows that were chosen as independent are not")
        lower = small.product(self.rows(columns, fresh), self.inverse)
        right = small.product(old, turned)
        inverse = np.block(
            [[small.residues(self.inverse + small.product(right, lower)), -right],
             [-small.product(turned, lower), turned]]
        )  # fmt: skip
        return OneSet(self.leaf, self.reps, np.concatenate([self.extras, fresh]), inverse)

    def traded(self, columns: Columns, wanted: Ints, free: Ints) -> "tuple[int, int, OneSet] | None":
        """Gives one of its members away and takes somebody who is free: who goes, who comes, and the set then.

        `wanted`: places in `members`, of which one is to go. Of `free` profiles the first that will do comes. This
        is one step of Edmonds' matroid partition (1968): sets that grow by what is free alone end too early.
        """
        silent = np.column_stack([self._silent(each) for each in wanted])
        rows = self.rows(columns, free)
        values = small.product(rows, silent)
        first = wanted < len(self.reps)
        # Who stands for a leaf block is followed by somebody of the same one.
        values[:, first] = small.residues(values[:, first] + 1) * (self.leaf[free][:, None] == wanted[first])
        can = np.flatnonzero(values.any(axis=0))
        if not can.size:
            return None
        at = int(can[0])
        comes = int((values[:, at] != 0).argmax())
        members, place = self.members, int(wanted[at])
        goes, members[place] = int(members[place]), free[comes]
        turned = small.product(rows[[comes]], self.inverse)
        if not first[at]:
            turned[0, place - len(self.reps)] -= 1
        turned = small.residues(turned * small.inverse_of(values[comes, at]))
        inverse = small.residues(self.inverse - small.product(silent[:, [at]], turned))
        reps, extras = np.split(members, [len(self.reps)])
        return goes, int(free[comes]), OneSet(self.leaf, reps, extras, inverse)

    def _silent(self, place: int) -> Floats:
        """(columns kept,) weights whose sum is nothing on all members but one."""
        if place >= len(self.reps):
            return self.inverse[:, place - len(self.reps)]
        found: Floats = small.residues(-self.inverse[:, self.leaf[self.extras] == place].sum(axis=1))
        return found
