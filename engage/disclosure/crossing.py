"""Per figure: which cells of the plain tables may be shown, and which merge first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

import numpy as np

from engage.disclosure.blocks import Cell, Figure, IndexBy, Ints, Mask, Partition, Reason, Table
from engage.disclosure.categories import Part, coarser
from engage.disclosure.certificate import Certificate
from engage.disclosure.overlap import Overlap, leftovers, stays_open
from engage.disclosure.packing import Grid
from engage.disclosure.refill import Refill
from engage.disclosure.repair import Repair, Short
from engage.disclosure.settle import SENSITIVE, USUAL, Judge
from engage.disclosure.small import Floats
from engage.disclosure.tables import Layout, Plain
from engage.disclosure.tree import Tree

# After so many merges members that no set needs any more are looked for.
THIN = 8
# A cell of a figure, by the number of its table and its categories.
Named = tuple[int, tuple[int, ...]]
# The cells of each plain table as a figure shows them; None where it shows none.
Parts = list[list[Part] | None]


@dataclass
class Shown:
    """A figure's cells, its answers by profile and by column, and its sets (profiles), once certified."""

    parts: Parts
    people: Ints
    columns: list[int]
    partition: Partition
    sets: list[list[int]] = field(default_factory=list)
    detail: set[Named] = field(default_factory=set)
    index_by: dict[Named, IndexBy] = field(default_factory=dict)


def judged(layout: Layout, judge: Judge) -> list[Part] | None:
    """A table's cells by what each must meet: a cell that fails merges with its partner in the fixed order."""

    def unite(part: Part) -> tuple[list[Part], bool]:
        if part.of:
            below = [unite(each) for each in part.of]
            if all(ok for _, ok in below):
                return [each for parts, _ in below for each in parts], True
        return [part], judge(layout.columns(part))

    if layout.top is None:
        return None
    parts, _ = unite(layout.top)
    return parts if len(parts) > 1 else None


class Crossing:
    """The plain tables beside the figures that are settled on them."""

    def __init__(self, tree: Tree, plain: Plain) -> None:
        self.tree, self.plain = tree, plain
        self.owner = np.zeros(plain.width, dtype=np.int64)
        for at, layout in enumerate(plain.layouts):
            self.owner[layout.first : layout.first + len(layout.cells)] = at

    def tallies(self, masks: Sequence[Mask]) -> tuple[list[Ints], list[list[int]]]:
        """People of each mask by profile, and by column."""
        people = [self.plain.counts(mask) for mask in masks]
        return people, [self.plain.by_column(each) for each in people]

    def settle(self, figure: Figure, partition: Partition, judge: Callable[..., Judge]) -> Shown:
        """The tables of a figure whose blocks are settled. `judge`: of answers and guarded shares by column."""
        masks = [figure.answered, *(figure.answered & share for share in figure.guarded)]
        people, columns = self.tallies(masks)
        asked = judge(columns[0], columns[1:])
        alone = {block.code for block in partition.blocks if len(block.bases) == 1}
        # The cells of a block that is not shown by itself would add up to it.
        parts = [judged(layout, asked) if layout.code in alone else None for layout in self.plain.layouts]
        shown = Shown(parts, people[0], columns[0], partition)
        if partition.blocks:
            self.certify(shown)
            self.guard(shown, people[1:], (SENSITIVE if figure.sensitive else USUAL)[0])
        return shown

    def guard(self, shown: Shown, shares: Sequence[Ints], low: int) -> None:
        """No answer is made certain, and nothing left over too alike, by all groups together.

        The more groups, the more is certain. So the first table with which it is loses merges until it is not.
        """
        last = len(shown.parts)
        while shares and not self._open(shown, last, shares, low):
            first, table = 0, last
            while table - first > 1:
                middle = (first + table) // 2
                if self._open(shown, middle, shares, low):
                    first = middle
                else:
                    table = middle
            if shown.parts[table - 1] is None:
                # Not for the tables: the tree by itself is the business of its own guards.
                return
            self.lose(shown, table - 1)

    def _open(self, shown: Shown, tables: int, shares: Sequence[Ints], low: int) -> bool:
        if not any(shown.parts[:tables]):
            return True
        grid, owner = self.grid(shown, tables, every=True)
        overlap = Overlap.of(grid, len(shown.partition.leaves), len(owner))
        there = (grid.people > 0) & (grid.leaf >= 0)
        common = overlap.crossed(overlap.people)
        return all(leftovers(overlap, common, share[there], low) for share in shares) and all(
            stays_open(overlap, common, share[there]) for share in shares
        )

    def everybody(self, partition: Partition) -> Shown:
        """The plain tables themselves."""
        people = self.plain.grid.people
        parts: Parts = [
            [Part(each.categories, each.n) for each in layout.cells] if layout.top else None
            for layout in self.plain.layouts
        ]
        sets = [each.tolist() for each in self.plain.seeds]
        return Shown(parts, people, self.plain.by_column(people), partition, sets)

    def certificate(self, shown: Shown, answered: Mask) -> Certificate:
        """The sets with respondents instead of profiles; `answered`: whose answers were counted."""
        rank = 0
        if shown.partition.blocks:
            grid, owner = self.grid(shown)
            rank = (
                len(shown.partition.leaves) + Repair(grid, len(owner), [np.array(each) for each in shown.sets]).rank()
            )
        order = self._by_profile[answered[self._by_profile]]
        starts = np.concatenate([[0], np.cumsum(shown.people)[:-1]])
        taken: dict[int, int] = {}
        sets = []
        for each in shown.sets:
            people = []
            for profile in each:
                at = taken.get(profile, 0)
                taken[profile] = at + 1
                people.append(int(order[starts[profile] + at]))
            sets.append(np.array(people, dtype=np.int64))
        return Certificate(rank, tuple(sets))

    @cached_property
    def _by_profile(self) -> Ints:
        return np.argsort(self.plain.of, kind="stable")

    def certify(self, shown: Shown) -> None:
        """Completes the plain sets for those who answered; where that fails, the last table in the way merges."""
        quick = Refill(self.plain.base, shown.people, self._outside(shown)).run()
        if quick is not None:
            shown.sets = quick
            return
        seeds: Sequence[Ints] = self.plain.seeds
        proven: Sequence[bool] = ()
        for merges in count():
            grid, owner = self.grid(shown)
            repair = Repair(grid, len(owner), seeds, proven)
            # Each merge makes a member of each set spare; to look for them each time would take longest of all.
            short = repair.run(merges % THIN == 0)
            shown.sets = repair.sets
            if short is None:
                return
            self.lose(shown, self._blamed(short, owner))
            seeds, proven = [np.array(each, dtype=np.int64) for each in repair.sets], repair.whole

    def _outside(self, shown: Shown) -> Floats | None:
        """What no group of the figure tells of the plain groups; None where it shows each of them by itself."""
        leaves: dict[int, list[int]] = {}
        for plain, leaf in enumerate(self.leaves(shown.partition).tolist()):
            leaves.setdefault(leaf, []).append(plain)
        first = len(self.plain.leaves)
        cells = [
            [first + column for column in layout.columns(part)]
            for layout, parts in zip(self.plain.layouts, shown.parts, strict=True)
            for part in parts or ()
        ]
        return None if len(leaves) == first and len(cells) == self.plain.width else self.plain.base.outside(
            [*leaves.values(), *cells]
        )  # fmt: skip

    def _blamed(self, short: Short, owner: Ints) -> int:
        return int(owner[list(short.columns)].max())

    def lose(self, shown: Shown, table: int) -> None:
        """One merge: the smallest cell of a table with its partner."""
        parts, top = shown.parts[table], self.plain.layouts[table].top
        if parts is None or top is None:
            raise ArithmeticError("a table that is not shown cannot lose a merge")
        shown.parts[table] = coarser(top, parts)

    def leaves(self, partition: Partition) -> Ints:
        """By number of the plain leaf block, the number of the leaf block shown."""
        label = {block.code: number for number, block in enumerate(partition.leaves)}
        codes = (self.tree.blocks[at].code for at in self.plain.leaves)
        return np.array([label.get(partition.shown.get(code, ""), -1) for code in codes], dtype=np.int64)

    def grid(self, shown: Shown, tables: int | None = None, every: bool = False) -> tuple[Grid, Ints]:
        """A figure's own groups and answers, and to which table each column belongs.

        The cells of each table but its largest (with the leaf blocks these give all), or `every` one of them.
        `tables`: only so many.
        """
        place = np.full(self.plain.width + 1, -1, dtype=np.int64)
        owner: list[int] = []
        for at, layout in enumerate(self.plain.layouts[:tables]):
            parts = shown.parts[at] or []
            inside = [list(layout.columns(part)) for part in parts]
            sizes = [sum(shown.columns[each] for each in columns) for columns in inside]
            for i in sorted(np.argsort(sizes, kind="stable").tolist()[: None if every else -1]):
                place[inside[i]] = len(owner)
                owner.append(at)
        leaf = self.leaves(shown.partition)[self.plain.grid.leaf]
        return Grid(leaf, place[self.plain.grid.slots], shown.people), np.array(owner, dtype=np.int64)

    def tables(self, shown: Shown) -> tuple[Table, ...]:
        """As they are published."""
        return tuple(
            layout.table(self.cells(shown, at), Reason.TOO_FEW_OR_TOO_ALIKE if layout.top else Reason.TOO_FEW)
            for at, layout in enumerate(self.plain.layouts)
        )

    def cells(self, shown: Shown, table: int) -> list[Cell]:
        """The cells of one table, in the order of its categories."""
        layout = self.plain.layouts[table]
        parts = sorted(shown.parts[table] or [], key=lambda part: (not part.told, part.told))
        return [
            replace(
                layout.cell(part, sum(shown.columns[at] for at in layout.columns(part))),
                detail=(table, part.categories) in shown.detail,
                index_by=shown.index_by.get((table, part.categories)),
            )
            for part in parts
        ]


def common_cells(crossing: Crossing, items: Sequence[Shown]) -> Callable[[Judge], Judge]:
    """Only what unites whole cells of every item: the coarsest of them, met together."""
    inside: list[dict[int, frozenset[int]]] = []
    for item in items:
        found: dict[int, frozenset[int]] = {}
        for layout, parts in zip(crossing.plain.layouts, item.parts, strict=True):
            for part in parts or ():
                columns = layout.columns(part)
                found.update(dict.fromkeys(columns, frozenset(columns)))
        inside.append(found)
    nowhere = frozenset((-1,))

    def joined(judge: Judge) -> Judge:
        return lambda columns: (
            all(each.get(column, nowhere) <= set(columns) for each in inside for column in columns) and judge(columns)
        )

    return joined
