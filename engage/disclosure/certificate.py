"""Builds the proof that no combination of published groups is about fewer than k people.

A: respondents x r independent published groups. If k pairwise disjoint sets of respondents each have rank r
in A, every non-zero combination is non-zero somewhere in each set: it is about at least k people. Here for the
leaf blocks of a tree and for any further groups, however they overlap, of one figure; a release of many figures
with tables makes its sets in `packing.py`, from profiles. `check.py` trusts neither and checks the result.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engage.disclosure.blocks import Ints, Mask
from engage.disclosure.modular import PRIME, reduced


@dataclass(frozen=True)
class Certificate:
    """k disjoint sets of respondents (positions), each of rank `rank`.

    The sets show who is where: they stay with the opened answers and never go into a release.
    """

    rank: int
    sets: tuple[Ints, ...]


def of_leaves(leaf: Ints, k: int) -> Certificate:
    """For disjoint blocks alone. `leaf`: (N,) number of each respondent's block, -1 for those outside.

    Refuses (ValueError) a block under `k`.
    """
    # Numbers this short are sorted by their digits, in one go through them.
    short = leaf.astype(np.int16) if leaf.max(initial=0) < 2**15 else leaf
    order = np.argsort(short, kind="stable")
    outside = int(np.count_nonzero(leaf < 0))
    blocks, starts, sizes = np.unique(leaf[order[outside:]], return_index=True, return_counts=True)
    if sizes.size and sizes.min() < k:
        raise ValueError("a leaf block has fewer than k people")
    return Certificate(len(blocks), tuple(order[outside + starts + j] for j in range(k)))


def few_of_each(order: Ints, leaves: Ints, answered: Mask, k: int) -> Ints:
    """Positions of the first k of each leaf block who answered: no k sets need more of it.

    `order`: (N,) respondents by leaf block, `leaves`: (N,) those. `answered`: (N,) by position.
    """
    there = answered[order]
    rows, of = order[there], leaves[there]
    first = np.flatnonzero(np.diff(of, prepend=-1))
    few = [rows[at : min(at + k, end)] for at, end in pairwise([*first.tolist(), len(rows)])]
    return np.sort(np.concatenate([*few, rows[:0]]))


class Sets:
    """Starts from the leaf blocks of a tree; further tables are added by `extend`, in order of importance."""

    def __init__(self, leaf_of: Ints, k: int, table: Ints | None = None) -> None:
        """`leaf_of`: (N,) leaf block per respondent, -1 for those outside (no answer). Refuses (ValueError)
        a leaf block under `k`. `table`: (N, c) the columns that will follow, if known: each leaf block then
        gives its commonest profiles first, which leaves the rare ones to `extend`.
        """
        self.leaf_of = leaf_of
        self.k = k
        self.table = np.zeros((len(leaf_of), 0), dtype=np.int64)
        inside = np.flatnonzero(leaf_of >= 0)
        order = inside[np.lexsort((inside, -_commonness(leaf_of, table)[inside], leaf_of[inside]))]
        self.leaves, starts, sizes = np.unique(leaf_of[order], return_index=True, return_counts=True)
        if sizes.size and sizes.min() < k:
            raise ValueError("a leaf block has fewer than k people")
        self.sets: list[list[int]] = [order[starts + j].tolist() for j in range(k)]

    @property
    def rank(self) -> int:
        """r: the independent groups that the sets stand for so far."""
        return len(self.leaves) + self.table.shape[1]

    def extend(self, columns: Ints) -> bool:
        """Add (N, m) published columns, new to the span: give each set m fresh respondents whose residual
        rows are independent. False, and nothing changed, where that fails: the table must lose a merge.
        """
        wide = np.hstack([self.table, np.asarray(columns, dtype=np.int64)])
        free = self.leaf_of >= 0
        for people in self.sets:
            free[people] = False
        chosen: list[list[int]] = []
        for people in self.sets:
            fresh = self._fresh(wide, people, free)
            if fresh is None:
                return False
            free[fresh] = False
            chosen.append(fresh)
        self.table = wide
        self.sets = [people + fresh for people, fresh in zip(self.sets, chosen, strict=True)]
        return True

    def _fresh(self, wide: Ints, people: list[int], free: Mask) -> list[int] | None:
        """Free respondents that lift one set to full rank in the wide table, commonest profiles first."""
        leaves = len(self.leaves)
        stands_for = np.array(people[:leaves])[np.searchsorted(self.leaves, self.leaf_of)]
        extras = people[leaves:]
        candidates = np.flatnonzero(free)
        rows = np.concatenate([np.array(extras, dtype=np.int64), candidates])
        # Subtracting the set's own member of the same leaf block eliminates the leaf columns.
        residual = (wide[rows] - wide[stands_for[rows]]) % PRIME
        profiles, inverse, sizes = np.unique(residual[len(extras) :], axis=0, return_inverse=True, return_counts=True)
        form, pivots = reduced(residual[: len(extras)])
        left = (profiles - _product(profiles[:, pivots], form[: len(pivots)])) % PRIME
        fresh: list[int] = []
        for _ in range(wide.shape[1] - len(extras)):
            usable = np.flatnonzero(left.any(axis=1))
            if not usable.size:
                return None
            best = int(usable[np.argmax(sizes[usable])])
            fresh.append(int(candidates[np.argmax(inverse.reshape(-1) == best)]))
            at = int(np.flatnonzero(left[best])[0])
            pivot = left[best] * pow(int(left[best, at]), -1, PRIME) % PRIME
            left = (left - left[:, at][:, None] * pivot) % PRIME
        return fresh

    def certificate(self) -> Certificate:
        """What has been built."""
        return Certificate(self.rank, tuple(np.array(people, dtype=np.int64) for people in self.sets))


def _product(a: Ints, b: Ints) -> Ints:
    """a @ b modulo PRIME, a column at a time: a plain product would overflow."""
    result = np.zeros((a.shape[0], b.shape[1]), dtype=np.int64)
    for j in range(a.shape[1]):
        result = (result + a[:, j][:, None] * b[j]) % PRIME
    return result


def _commonness(leaf_of: Ints, table: Ints | None) -> Ints:
    """(N,) how many share the respondent's leaf block and profile."""
    profile = leaf_of[:, None] if table is None else np.hstack([leaf_of[:, None], table])
    _, inverse, sizes = np.unique(profile, axis=0, return_inverse=True, return_counts=True)
    return np.asarray(sizes[inverse.reshape(-1)], dtype=np.int64)
