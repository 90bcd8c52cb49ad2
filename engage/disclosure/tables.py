"""Tables of characteristics within blocks of the plain tree, merged until the certificate covers them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engage.disclosure.blocks import Cell, Characteristic, Ints, Mask, Reason, Table
from engage.disclosure.categories import BLANK, Part, enough, hierarchy, joined
from engage.disclosure.packing import Grid, Packing
from engage.disclosure.profiles import packed, profiles
from engage.disclosure.refill import Base
from engage.disclosure.tree import Tree


@dataclass(frozen=True)
class Layout:
    """A plain table: the position of its block and, where it is shown, its cells as columns `first`, `first` + 1, …

    `top`: in which order the cells merge for a figure; None where the table is withheld.
    """

    characteristic: Characteristic
    block: int
    code: str
    cells: tuple[Part, ...] = ()
    first: int = 0
    top: Part | None = None
    slot: int = 0

    def named(self, part: Part) -> str:
        """The code of a cell."""
        return f"{self.code}:{self.characteristic.code}:{part.name}"

    def columns(self, part: Part) -> tuple[int, ...]:
        """The plain cells in a part, as columns."""
        inside = set(part.categories)
        return tuple(self.first + i for i, cell in enumerate(self.cells) if inside >= set(cell.categories))

    def cell(self, part: Part, n: int) -> Cell:
        """A part as it is published."""
        categories = tuple(self.characteristic.categories[each] for each in part.told)
        bases = tuple(self.named(self.cells[at - self.first]) for at in self.columns(part))
        return Cell(
            self.named(part), self.characteristic.code, self.code, categories, BLANK in part.categories, n, bases=bases
        )

    def table(self, cells: Sequence[Cell], reason: Reason) -> Table:
        """The table with these cells, or withheld."""
        return Table(self.characteristic.code, self.code, tuple(cells), None if cells else reason)


@dataclass(frozen=True, eq=False)
class Plain:
    """All plain tables, in order of importance, over P profiles.

    `of`: (N,) each respondent's profile. `grid`: the profiles' leaf blocks (numbers) and columns.
    `leaves`: positions of the leaf blocks in the tree. `base`: the k sets.
    """

    layouts: tuple[Layout, ...]
    of: Ints
    grid: Grid
    width: int
    leaves: Ints
    base: Base

    @property
    def seeds(self) -> tuple[Ints, ...]:
        """The k sets, as profiles."""
        return self.base.members

    def counts(self, rows: Mask) -> Ints:
        """(P,) people of each profile among these rows."""
        return np.bincount(self.of[rows], minlength=len(self.grid.people))

    def by_column(self, people: Ints) -> list[int]:
        """People of each column."""
        found, weights = np.zeros(self.width + 1), people.astype(float)
        for slot in self.grid.slots.T:
            found += np.bincount(slot + 1, weights=weights, minlength=self.width + 1)
        return [int(each) for each in found[1:]]


def blocks_at(tree: Tree, depth: int) -> Iterator[tuple[int, list[int]]]:
    """Depths from 0 with the positions of their blocks, the largest first.

    What the tables of all others leave over of the whole is about the last: that should be the smallest.
    """
    level = np.zeros(len(tree.blocks), dtype=np.int64)
    for position in range(1, len(level)):
        level[position] = level[tree.parents[position]] + 1
    for each in range(depth + 1):
        found = np.flatnonzero(level == each).tolist()
        if found:
            yield each, sorted(found, key=lambda at: (-tree.blocks[at].n, at))


def refused(characteristics: Sequence[Characteristic], size: int, depth: int) -> None:
    """Raises ValueError for what cannot be a release's characteristics."""
    codes = [each.code for each in characteristics]
    if len(set(codes)) != len(codes):
        raise ValueError("two characteristics share a code")
    for each in characteristics:
        if each.values.shape != (size,):
            raise ValueError(f"{each.code}: a characteristic must have one value per respondent")
    if depth not in (0, 1, 2):
        raise ValueError("tables go down to depth 0 (the organisation), 1 or 2")


def plain_tables(tree: Tree, leaf_of: Ints, characteristics: Sequence[Characteristic], k: int, depth: int) -> Plain:
    """Table by table, in order of importance: the organisation's in the order given, then deeper ones."""
    leaves = np.array([at for at, block in enumerate(tree.blocks) if block.leaf], dtype=np.int64)
    number = np.searchsorted(leaves, leaf_of)
    people = profiles(number, len(leaves), [(each.values, len(each.categories)) for each in characteristics])
    packing = Packing(people.leaf, people.people, k)
    layouts: list[Layout] = []
    slots: list[Ints] = []
    position = leaves[people.leaf]
    for _, positions in blocks_at(tree, depth):
        for at, characteristic in enumerate(characteristics):
            slot = np.full(len(people.leaf), -1, dtype=np.int64)
            for block in positions:
                inside = (position >= block) & (position < tree.ends[block])
                values = np.where(inside, people.values[:, at], -2)
                layout = Layout(characteristic, block, tree.blocks[block].code)
                layouts.append(_table(layout, values, people.people, packing, k, slot, len(slots)))
            slots.append(slot)
    return _finished(layouts, people.of, Grid(people.leaf, np.column_stack(slots), people.people), packing, leaves)


def _table(layout: Layout, values: Ints, people: Ints, packing: Packing, k: int, slot: Ints, number: int) -> Layout:
    """One table, merged until each cell has `k` people and the sets can be extended; else withheld.

    `values`: (P,) category, BLANK, or -2 outside the block. Its columns are written into `slot`.
    """
    characteristic = layout.characteristic
    size = len(characteristic.categories)
    sizes = np.bincount(values + 2, weights=people, minlength=size + 2).astype(int).tolist()
    blank = bool((characteristic.values == BLANK).any())
    parts = [Part((each,), sizes[each + 2]) for each in ([BLANK] if blank else []) + list(range(size))]
    for found, trading in _attempts(enough(parts, k, characteristic.ordered), characteristic.ordered):
        cells = sorted(found, key=lambda part: (BLANK in part.categories, part.told))
        cell_of = np.full(size + 2, -1, dtype=np.int64)
        for i, part in enumerate(cells):
            cell_of[np.array(part.categories) + 2] = i
        numbers = cell_of[values + 2]
        first = packing.width
        if packing.extend(numbers, len(cells), number, trading):
            np.copyto(slot, numbers + first, where=numbers >= 0)
            top = hierarchy(cells, characteristic.ordered)
            bare = tuple(Part(part.categories, part.n) for part in cells)
            return Layout(characteristic, layout.block, layout.code, bare, first, top, number)
    return layout


def _attempts(found: list[Part], ordered: bool) -> Iterator[tuple[list[Part], bool]]:
    """Ever fewer cells; the last two once more with trading, so that the table need not be withheld.

    Finer cells are not traded for: that leaves later tables nobody (39 tables of 56 became 32 in a council of 3,000).
    """
    last = found
    while len(found) > 1:
        yield found, False
        last, found = found, joined(found, ordered)
    if len(last) > 1:
        yield last, True


def _finished(layouts: list[Layout], of: Ints, grid: Grid, packing: Packing, leaves: Ints) -> Plain:
    """Categories that every table merges need no profiles of their own: put together what is in the same columns."""
    width = packing.width
    columns = [(grid.leaf, len(leaves)), *((slot + 1, width + 1) for slot in grid.slots.T)]
    first, together = packed(columns)
    people = np.bincount(together, weights=grid.people, minlength=len(first)).astype(np.int64)
    smaller = Grid(grid.leaf[first], np.asfortranarray(grid.slots[first]), people)
    return Plain(tuple(layouts), together[of], smaller, width, leaves, Base.of(packing, smaller, together))
