"""A certificate for the rows of one figure, from that of the plain groups: what skipping took out is replaced."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engage.disclosure import small
from engage.disclosure.blocks import Ints, Mask
from engage.disclosure.packing import Grid, chosen
from engage.disclosure.sets import rows_of
from engage.disclosure.small import Floats


@dataclass(frozen=True)
class Short:
    """There is a combination of groups that no free respondent can stand for; it uses these columns."""

    columns: tuple[int, ...]


def staying(members: Sequence[Ints], people: Ints) -> tuple[list[Mask], Ints]:
    """Which members of each set (profiles) can stay: no more of one profile than answered; and who is free."""
    flat = np.concatenate([*members, np.zeros(0, dtype=np.int64)])
    order = np.argsort(flat, kind="stable")
    ranks = np.empty(len(flat), dtype=np.int64)
    ranks[order] = _within(flat[order])
    stays = ranks < people[flat]
    used = np.bincount(flat[stays], minlength=len(people))
    cuts = np.cumsum([len(each) for each in members])[:-1]
    return np.split(stays, cuts), people - used


def _within(values: Ints) -> Ints:
    """How many equal ones stand before each, of sorted values."""
    starts = np.flatnonzero(np.diff(values, prepend=values[:1] - 1))
    return np.arange(len(values)) - np.repeat(starts, np.diff(np.append(starts, len(values))))


class Repair:
    """Completes sets for a grid of the figure's own groups and answers."""

    def __init__(self, grid: Grid, width: int, seeds: Sequence[Ints], proven: Sequence[bool] = ()) -> None:
        """`width`: how many columns; their numbers stand in the grid's slots. `proven`: which of the seeds have full
        rank in columns of which these are combinations; all, where nothing is said.
        """
        self.grid, self.width = grid, width
        stays, self.free = staying(seeds, np.where(grid.leaf >= 0, grid.people, 0))
        self.sets: list[list[int]] = [each[kept].tolist() for each, kept in zip(seeds, stays, strict=True)]
        self.leaves = int(grid.leaf.max(initial=-1)) + 1
        proven = proven or [True] * len(seeds)
        self.whole = [p and len(s) == len(o) for p, s, o in zip(proven, self.sets, seeds, strict=True)]

    def run(self, thin: bool = True) -> Short | None:
        """Completes every set, or says which columns stand in the way. `thin`: only after freeing spare members."""
        self._represent()
        thinned = not thin
        for at in range(len(self.sets)):
            short = self._lift(at)
            if short is not None and not thinned:
                self._thin()
                thinned = True
                short = self._lift(at)
            if short is not None:
                return short
        return None

    def rank(self) -> int:
        """Independent columns beside the leaf blocks, by a set that is complete."""
        extras, reps = self._split(0)
        return small.rank(self._reduced(extras, reps)) if extras and self.width else 0

    def _represent(self) -> None:
        """Each set gets a member of every leaf block; surplus ones of other sets make room."""
        table = np.array([np.bincount(self.grid.leaf[each], minlength=self.leaves) for each in self.sets])
        missing = [np.flatnonzero(row == 0) for row in table.reshape(len(self.sets), self.leaves)]
        if not any(each.size for each in missing):
            return
        for at, leaves in enumerate(missing):
            for leaf in leaves.tolist():
                among = np.flatnonzero((self.grid.leaf == leaf) & (self.free > 0))
                if among.size:
                    best = int(among[np.argmax(self.free[among])])
                    self.free[best] -= 1
                else:
                    best = self._surplus(leaf, table)
                self.sets[at].append(best)
                table[at, leaf] += 1
                self.whole[at] = False

    def _surplus(self, leaf: int, table: Ints) -> int:
        """A member taken from a set that has several of the leaf block: there is one, as the block has k people."""
        rich = int(np.argmax(table[:, leaf]))
        best = next(each for each in reversed(self.sets[rich]) if self.grid.leaf[each] == leaf)
        self.sets[rich].reverse()
        self.sets[rich].remove(best)
        self.sets[rich].reverse()
        table[rich, leaf] -= 1
        self.whole[rich] = False
        return best

    def _split(self, at: int) -> tuple[list[int], Ints]:
        """The set's extra members, and its member (profile) of each leaf block."""
        people = np.array(self.sets[at], dtype=np.int64)
        _, first = np.unique(self.grid.leaf[people], return_index=True)
        reps = people[first]
        extras = np.delete(people, first)
        return extras.tolist(), reps

    def _reduced(self, profiles: list[int], reps: Ints) -> Floats:
        place = np.append(np.arange(self.width), -1)
        own = np.array(profiles, dtype=np.int64)
        beside = reps[self.grid.leaf[own]]
        return rows_of(self.grid.slots, place, own, self.width) - rows_of(self.grid.slots, place, beside, self.width)

    def _lift(self, at: int) -> Short | None:
        """One set to full rank: every column's combination that is nothing on it is nothing on everybody."""
        if self.whole[at] or not self.width:
            return None
        extras, reps = self._split(at)
        silent = small.nullspace(self._reduced(extras, reps))
        while silent.shape[1]:
            rows = self._values(silent, reps)
            if not rows.any():
                break
            fresh = chosen(rows, self.free, silent.shape[1])
            if not fresh:
                return Short(tuple(np.flatnonzero(silent[:, rows.any(axis=0)].any(axis=1)).tolist()))
            np.subtract.at(self.free, fresh, 1)
            self.sets[at] += fresh
            silent = small.product(silent, small.nullspace(rows[fresh]))
        self.whole[at] = True
        return None

    def _values(self, silent: Floats, reps: Ints) -> Floats:
        """(P, d) combinations of columns over all profiles that anybody has, less the set's member of their leaf."""
        weights = np.vstack([silent, np.zeros((1, silent.shape[1]))])
        slots = self.grid.slots
        total = sum((weights[slots[:, j]] for j in range(slots.shape[1])), np.zeros((len(slots), silent.shape[1])))
        values = small.residues(total - total[reps][self.grid.leaf])
        values[(self.grid.leaf < 0) | (self.grid.people == 0)] = 0
        return values

    def _thin(self) -> None:
        """Members that a set does not need are free for others."""
        for at in range(len(self.sets)):
            extras, reps = self._split(at)
            _, needed = small.echelon(self._reduced(extras, reps).T)
            spare = [each for i, each in enumerate(extras) if i not in set(needed)]
            np.add.at(self.free, spare, 1)
            self.sets[at] = [*reps.tolist(), *(extras[i] for i in needed)]
