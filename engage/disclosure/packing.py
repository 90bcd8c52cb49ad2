"""The k disjoint sets of a certificate, chosen by profile: first for the tree, then table by table.

A: respondents x r independent published groups. If k pairwise disjoint sets of respondents each have rank r in
A, every non-zero combination is non-zero somewhere in each set: it is about at least k people. `check.py` does
not trust this module and checks its result.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from engage.disclosure import small
from engage.disclosure.blocks import Ints, Mask
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


def added(slots: Ints, weights: Floats, profiles: Ints) -> Floats:
    """(n, d) the columns' weights, (columns + 1, d) with nothing last, added up over those that each profile is in."""
    total = np.zeros((len(profiles), weights.shape[1]))
    filled = np.asarray(weights.any(axis=1))
    for slot in slots.T:
        at = slot.take(profiles)
        if filled.take(at).any():
            total += weights.take(at, axis=0)
    return total


@dataclass
class _Set:
    """One set: its extra members beside one of each leaf block, and the inverse of their rows in the columns kept."""

    extras: list[int] = field(default_factory=list)
    inverse: Floats = field(default_factory=lambda: np.zeros((0, 0)))


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
        self.reps = self._reps()
        self.sets = [_Set() for _ in range(k)]

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

    def extend(self, cells: Ints, count: int, slot: int | None = None) -> bool:
        """Add a table: (P,) number of each profile's cell, -1 where it is in none. `slot`: tables that share nobody
        may share one; else the table gets its own. Each set gets fresh members
        whose residual rows are independent in what is new to the span. False, and nothing changed, where that fails.
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
        left = self.remaining.copy()
        found = []
        alike: dict[tuple[bytes, tuple[int, ...]], tuple[list[int], Floats]] = {}
        for at in range(self.k):
            # Sets of the same profiles take the same ones, as long as there are people.
            key = self.reps[at].tobytes(), tuple(self.sets[at].extras)
            fresh = alike.get(key)
            if fresh is None or not left[fresh[0]].all():
                fresh = self._fresh(at, slots, new, _candidates(first, inside, left), left, slot)
            if fresh is None:
                return False
            alike[key] = fresh
            np.subtract.at(left, fresh[0], 1)
            found.append(fresh)
        for each, (extras, inverse) in zip(self.sets, found, strict=True):
            each.extras += extras
            each.inverse = inverse
        self.remaining, self.slots, self.width = left, slots, self.width + count
        self.kept += new
        return True

    def _new(self, slots: Ints, inside: Ints, first: Sequence[Ints], slot: int) -> list[int]:
        """The table's columns, but the largest first, that no combination of columns kept so far gives."""
        count = len(first)
        sizes = np.bincount(slots[inside, slot] - self.width, weights=self.people[inside], minlength=count)
        # The largest comes last: it is new only where the whole block is not in the span already.
        ids = [int(each) + self.width for each in np.argsort(sizes, kind="stable")]
        weights, _ = self._weights(0, slots, ids, slot)
        among = np.concatenate([each[:TRIED] for each in first])
        everybody = np.flatnonzero(self.leaf >= 0)
        while True:
            rows = self._residual(0, slots, weights, among)
            _, one = np.unique(_kinds(rows), return_index=True)
            form, pivots = small.echelon(rows[one])
            others = sorted(set(range(count)) - set(pivots))
            # One may be missing because it is in the span, or because nobody looked at yet tells it apart.
            silent = small.residues(weights[:, others] - small.product(weights[:, pivots], form[:, others]))
            telling = everybody[self._residual(0, slots, silent, everybody).any(axis=1)] if others else everybody[:0]
            if not telling.size:
                break
            among = np.concatenate([among, telling[:AMONG]])
        return [ids[each] for each in pivots]

    def _weights(self, at: int, slots: Ints, new: list[int], slot: int) -> tuple[Floats, Floats]:
        """(columns + 1, m): what to add up over a profile's columns, so that every member of the set adds up to
        nothing; and the new columns over the set's extra members in terms of the old (e x m).
        """
        each = self.sets[at]
        width = max(int(slots.max(initial=-1)), max(new)) + 2
        unit = np.zeros((width, len(new)))
        unit[new, range(len(new))] = 1
        beside = self.reps[at][self.leaf[each.extras]] if each.extras else np.zeros(0, dtype=np.int64)
        rows = unit[slots[each.extras, slot]] - unit[slots[beside, slot]] if each.extras else np.zeros((0, len(new)))
        old = small.product(each.inverse, rows)
        unit[self.kept] = -old
        return unit, old

    def _residual(self, at: int, slots: Ints, weights: Floats, among: Ints) -> Floats:
        """(n, m) rows of profiles less the set's own member of their leaf block, the columns kept eliminated."""
        own = added(slots, weights, self.reps[at])
        return small.residues(added(slots, weights, among) - own.take(self.leaf.take(among), axis=0))

    def _fresh(
        self, at: int, slots: Ints, new: list[int], candidates: Iterable[Ints], left: Ints, slot: int
    ) -> tuple[list[int], Floats] | None:
        """Free members that lift one set to full rank, and the set's new inverse."""
        weights, old = self._weights(at, slots, new, slot)
        for among in candidates:
            rows = self._residual(at, slots, weights, among)
            picked = chosen(rows, left[among], len(new))
            if len(picked) == len(new):
                extras = [int(among[i]) for i in picked]
                return extras, self._grown(at, slots, extras, old, rows[picked])
        return None

    def _grown(self, at: int, slots: Ints, extras: list[int], old: Floats, residual: Floats) -> Floats:
        """The inverse of the set's rows with the fresh ones and the new columns."""
        each = self.sets[at]
        turned = small.inverse(residual)
        if turned is None:
            raise ArithmeticError("rows that were chosen as independent are not")
        place = np.full(int(slots.max(initial=-1)) + 2, -1, dtype=np.int64)
        place[self.kept] = range(len(self.kept))
        lower = small.product(_rows(slots, place, extras, len(self.kept)) - _rows(
            slots, place, self.reps[at][self.leaf[extras]].tolist(), len(self.kept)
        ), each.inverse)  # fmt: skip
        right = small.product(old, turned)
        return np.block(
            [[small.residues(each.inverse + small.product(right, lower)), -right],
             [-small.product(turned, lower), turned]]
        )  # fmt: skip

    def members(self) -> list[Ints]:
        """The profiles of each set's members: those of the leaf blocks first."""
        return [
            np.concatenate([reps, np.array(each.extras, dtype=np.int64)])
            for reps, each in zip(self.reps, self.sets, strict=True)
        ]


def _candidates(first: Sequence[Ints], inside: Ints, left: Ints) -> Iterator[Ints]:
    """Free profiles: a few of each cell, all in the table, all."""
    yield np.concatenate([each[left[each] > 0][:TRIED] for each in first])
    yield inside[left[inside] > 0]
    yield np.flatnonzero(left > 0)


def _rows(slots: Ints, place: Ints, profiles: list[int], width: int) -> Floats:
    """(n, width) whole numbers: which columns each profile is in; `place` of a column, -1 where it is left out."""
    found = np.zeros((len(profiles), width + 1))
    for j in range(slots.shape[1]):
        found[np.arange(len(profiles)), place[slots[profiles, j]]] += 1
    return found[:, :width]
