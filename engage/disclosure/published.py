"""What is published, as the groups of respondents that it is about: for the check, from the words of each group."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from engage.disclosure.blocks import Block, Cell, Characteristic, Ints
from engage.disclosure.check import Groups
from engage.disclosure.profiles import packed
from engage.disclosure.tree import Tree


class Published:
    """Respondents by kind: those of one leaf block who told the same. `kinds`: (N,)."""

    def __init__(
        self, tree: Tree, leaf_of: Ints, characteristics: Mapping[str, Characteristic], cells: Sequence[Cell]
    ) -> None:
        self.tree = tree
        told = [(each.values + 1, len(each.categories) + 1) for each in characteristics.values()]
        first, self.kinds = packed([(leaf_of, len(tree.blocks)), *told])
        self.leaf = leaf_of[first]
        self.values = {code: each.values[first] for code, each in characteristics.items()}
        self.characteristics = characteristics
        self.cells = {cell.code: cell for cell in cells}
        self.columns = {code: at for at, code in enumerate([*tree.at, *self.cells])}
        if len(self.columns) < len(tree.blocks) + len(cells):
            raise ValueError("a block and a cell, or two of them, share a code")
        inside = [*map(self._block, range(len(tree.blocks))), *map(self._cell, cells)]
        rows = np.concatenate([*inside, np.zeros(0, dtype=np.int64)])
        at = np.repeat(np.arange(len(inside)), [len(each) for each in inside])
        self.plain = csr_array(
            (np.ones(len(rows), dtype=np.int64), (rows, at)), shape=(len(first), len(inside))
        )  # fmt: skip

    def _block(self, position: int) -> Ints:
        return np.flatnonzero((self.leaf >= position) & (self.leaf < self.tree.ends[position]))

    def _cell(self, cell: Cell) -> Ints:
        rows = self._block(self.tree.at[cell.block])
        return rows[np.isin(self.values[cell.characteristic][rows], self._told(cell))]

    def _told(self, cell: Cell) -> list[int]:
        names = self.characteristics[cell.characteristic].categories
        return [names.index(each) for each in cell.categories] + ([-1] if cell.blank else [])

    def groups(self, blocks: Sequence[Block], cells: Sequence[Cell]) -> Groups:
        """Those of a figure. A cell is what its bases put together: refused (ValueError) where it is not."""
        for cell in cells:
            bases = [self.cells[code] for code in cell.bases]
            if sorted(self._told(cell)) != sorted(each for base in bases for each in self._told(base)):
                raise ValueError(f"{cell.code} is not what its bases put together")
        bases_of = [*(block.bases for block in blocks), *(cell.bases for cell in cells)]
        parts = [[self.columns[code] for code in bases] for bases in bases_of]
        rows = np.array([at for each in parts for at in each], dtype=np.int64)
        at = np.repeat(np.arange(len(parts)), [len(each) for each in parts])
        union = csr_array((np.ones(len(rows), dtype=np.int64), (rows, at)), shape=(len(self.columns), len(parts)))
        return Groups(self.kinds, self.plain, union)
