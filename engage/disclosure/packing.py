"""The k disjoint sets of a certificate, chosen by profile: first for the tree, then table by table.

A: respondents x r independent published groups. If k pairwise disjoint sets of respondents each have rank r in
A, every non-zero combination is non-zero somewhere in each set: it is about at least k people. `check.py` does
not trust this module and checks its result.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engage.disclosure import small
from engage.disclosure.blocks import Ints, Mask
from engage.disclosure.sets import Columns, OneSet
from engage.disclosure.small import Floats

# So many of each of a table's cells, the commonest profiles first, are tried before all of them; of so many.
TRIED, AMONG = 80, 400


@dataclass(frozen=True)
class Grid:
    """Which groups each of P profiles is in: its leaf block, and columns by slot (a slot's are disjoint; -1: none)."""

    leaf: Ints
    slots: Ints
    people: Ints


def chosen(rows: Floats, available: Ints, wanted: int) -> list[int]:
    """Up to `wanted` independent rows among those that are available, the commonest first."""
    return chosen_and_left(rows, available, wanted)[0]


def chosen_and_left(rows: Floats, available: Ints, wanted: int) -> tuple[list[int], Floats]:
    """The same; and (d, d less those chosen) the combinations of the d columns that are nothing on them."""
    size = rows.shape[1]
    usable = np.flatnonzero(rows.any(axis=1) & (available > 0))
    if not usable.size:
        return [], np.eye(size)
    usable = usable[np.argsort(available[usable], kind="stable")]
    kinds = _kinds(rows[usable])
    sizes = np.bincount(kinds, weights=available[usable])
    member = np.zeros(len(sizes), dtype=np.int64)
    # The last to be written is the one of whom there are most.
    member[kinds] = usable
    member = member[np.argsort(-sizes, kind="stable")]
    # Whatever is done to the columns is done to a unit matrix below them, too.
    left = np.vstack([rows[member], np.eye(size)])
    found: list[int] = []
    free = np.ones(size, dtype=bool)
    while len(found) < wanted:
        open_: Mask = np.asarray(left[: len(member)].any(axis=1))
        best = int(open_.argmax())
        if not open_[best]:
            break
        found.append(int(member[best]))
        at = int((left[best] != 0).argmax())
        pivot = small.residues(left[best] * small.inverse_of(left[best, at]))
        hit = np.flatnonzero(left[:, at])
        left[hit] = small.residues(left[hit] - left[hit, at][:, None] * pivot)
        free[at] = False
    return found, left[len(member) :, free]


def _kinds(rows: Floats) -> Ints:
    """Equal rows share a number. Two different ones might, once in 2^40: then one of them is merely not tried."""
    luck = np.random.default_rng(rows.shape[1]).integers(1, small.PRIME // 2, (rows.shape[1], 2)).astype(float)
    marks = small.product(rows, luck).astype(np.int64)
    _, kinds = np.unique(marks[:, 0] * 2**21 + marks[:, 1], return_inverse=True)
    found: Ints = kinds.reshape(-1)
    return found


class Packing:
    """Starts from the leaf blocks; `extend` adds tables in order of importance."""

    def __init__(self, leaf: Ints, people: Ints, k: int) -> None:
        """`leaf`: (P,) leaf block of each profile, -1 outside. Refuses (ValueError) a leaf block under `k`."""
        self.leaf, self.people, self.k = leaf, people, k
        self.leaves = int(leaf.max(initial=-1)) + 1
        self.width = 0
        self.slots = np.zeros((len(leaf), 0), dtype=np.int64)
        self.kept: list[int] = []
        self.remaining = np.where(leaf >= 0, people, 0)
        nobody = np.zeros(0, dtype=np.int64)
        self.sets = [OneSet(leaf, reps, nobody, np.zeros((0, 0))) for reps in self._reps()]

    def _reps(self) -> Ints:
        """(k, leaves) one member of each leaf block for each set, commonest profiles first."""
        inside = np.flatnonzero(self.leaf >= 0)
        order = inside[np.lexsort((inside, -self.people[inside], self.leaf[inside]))]
        each = np.repeat(order, np.minimum(self.people[order], self.k))
        leaf = self.leaf[each]
        sizes = np.bincount(leaf, minlength=self.leaves)
        if self.leaves and sizes.min() < self.k:
            raise ValueError("a leaf block has fewer than k people")
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]) if self.leaves else np.zeros(0, dtype=np.int64)
        reps = np.array([each[starts + j] for j in range(self.k)], dtype=np.int64).reshape(self.k, self.leaves)
        np.subtract.at(self.remaining, reps.reshape(-1), 1)
        return reps

    def hold_back(self, share: float) -> None:
        """Nobody of this share of each leaf block becomes an extra member: those of the rarest profiles."""
        # The last of them: the members of the leaf blocks are the first.
        order = np.lexsort((-np.arange(len(self.leaf)), self.people, self.leaf))
        leaf, many = self.leaf[order], self.people[order]
        before = np.cumsum(many) - many
        starts = np.searchsorted(leaf, leaf)
        sizes = np.bincount(leaf[leaf >= 0], weights=many[leaf >= 0], minlength=self.leaves)
        held = before - before[starts] + many <= share * sizes[leaf]
        self.remaining[order[held]] = 0

    @property
    def rank(self) -> int:
        """r: the independent groups that the sets stand for so far."""
        return self.leaves + len(self.kept)

    def extend(self, cells: Ints, count: int, slot: int | None = None, trading: bool = False) -> bool:
        """Add a table: (P,) number of each profile's cell, -1 where it is in none. `slot`: tables that share nobody
        may share one; else the table gets its own. Each set gets fresh members
        whose residual rows are independent in what is new to the span. False, and nothing changed, where that fails.
        `trading`: a set may get members of another, which takes free people instead.
        """
        slot = self.slots.shape[1] if slot is None else slot
        slots = np.full((len(cells), max(slot + 1, self.slots.shape[1])), -1, dtype=np.int64, order="F")
        slots[:, : self.slots.shape[1]] = self.slots
        np.copyto(slots[:, slot], cells + self.width, where=cells >= 0)
        inside = np.flatnonzero((cells >= 0) & (self.leaf >= 0))
        inside = inside[np.argsort(-self.people[inside], kind="stable")]
        first = [inside[cells[inside] == each][:AMONG] for each in range(count)]
        new = self._new(slots, inside, first, slot)
        if not new:
            self.slots, self.width = slots, self.width + count
            return True
        columns = Columns(slots, [*self.kept, *new])
        sets, left = list(self.sets), self.remaining.copy()
        alike: dict[tuple[bytes, bytes], OneSet] = {}
        for at in range(self.k):
            # Sets of the same profiles take the same ones, as long as there are people.
            key = sets[at].reps.tobytes(), sets[at].extras.tobytes()
            grown = alike.get(key)
            if grown is None or not left[grown.extras[len(self.kept) :]].all():
                grown = _fresh(sets[at], columns, new, _candidates(first, inside, left), left, slot)
            if grown is not None:
                np.subtract.at(left, grown.extras[len(self.kept) :], 1)
            elif trading:
                grown = _traded(sets, at, columns, new, left, slot)
            if grown is None:
                return False
            alike[key] = sets[at] = grown
        self.sets, self.remaining, self.slots, self.width = sets, left, slots, self.width + count
        self.kept += new
        return True

    def members(self) -> list[Ints]:
        """The profiles of each set's members: those of the leaf blocks first."""
        return [each.members for each in self.sets]

    def _new(self, slots: Ints, inside: Ints, first: Sequence[Ints], slot: int) -> list[int]:
        """The table's columns, but the largest first, that no combination of columns kept so far gives."""
        count = len(first)
        sizes = np.bincount(slots[inside, slot] - self.width, weights=self.people[inside], minlength=count)
        # The largest comes last: it is new only where the whole block is not in the span already.
        ids = [int(each) + self.width for each in np.argsort(sizes, kind="stable")]
        own = self.sets[0]
        weights, _ = own.weights(Columns(slots, self.kept), ids, slot)
        among = np.concatenate([each[:TRIED] for each in first])
        everybody = np.flatnonzero(self.leaf >= 0)
        while True:
            rows = own.values(slots, weights, among)
            _, one = np.unique(_kinds(rows), return_index=True)
            form, pivots = small.echelon(rows[one])
            others = sorted(set(range(count)) - set(pivots))
            # One may be missing because it is in the span, or because nobody looked at yet tells it apart.
            silent = small.residues(weights[:, others] - small.product(weights[:, pivots], form[:, others]))
            telling = everybody[own.values(slots, silent, everybody).any(axis=1)] if others else everybody[:0]
            if not telling.size:
                break
            among = np.concatenate([among, telling[:AMONG]])
        return [ids[each] for each in pivots]


def _fresh(
    own: OneSet, columns: Columns, new: list[int], candidates: Iterable[Ints], left: Ints, slot: int
) -> OneSet | None:
    """One set with free members that lift it to full rank."""
    weights, old = own.weights(columns, new, slot)
    for among in candidates:
        values = own.values(columns.slots, weights, among)
        picked = chosen(values, left[among], len(new))
        if len(picked) == len(new):
            return own.grown(columns, among[picked], old, values[picked])
    return None


def _traded(sets: list[OneSet], at: int, columns: Columns, new: list[int], left: Ints, slot: int) -> OneSet | None:
    """The same with free members and, for what these do not tell apart, members of the other sets; `left` is brought
    up to date. None where that fails: `sets` and `left` are of no use then.
    """
    own, slots = sets[at], columns.slots
    weights, old = own.weights(columns, new, slot)
    among = np.flatnonzero(left > 0)
    picked, missing = chosen_and_left(own.values(slots, weights, among), left[among], len(new))
    fresh = among[picked].tolist()
    np.subtract.at(left, fresh, 1)
    while missing.shape[1]:
        asked = small.product(weights, missing)
        free = np.flatnonzero(left > 0)
        free = free[np.argsort(-left[free], kind="stable")]
        for other in range(len(sets)):
            wanted = np.flatnonzero(own.values(slots, asked, sets[other].members).any(axis=1))
            trade = sets[other].traded(columns, wanted, free) if other != at and wanted.size else None
            if trade:
                break
        else:
            return None
        goes, comes, sets[other] = trade
        left[comes] -= 1
        fresh.append(goes)
        missing = small.product(missing, small.nullspace(own.values(slots, asked, np.array([goes]))))
    return own.grown(columns, np.array(fresh), old, own.values(slots, weights, np.array(fresh)))


def _candidates(first: Sequence[Ints], inside: Ints, left: Ints) -> Iterator[Ints]:
    """Free profiles: a few of each cell, all in the table, all."""
    yield np.concatenate([each[left[each] > 0][:TRIED] for each in first])
    yield inside[left[inside] > 0]
    yield np.flatnonzero(left > 0)
