"""Figures of the cells of tables: as a block's, of those who gave one of some answers to a characteristic."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from scipy.sparse import csr_array

from engage.disclosure import Cell, IndexBy, Release
from engage.surveys.release.measure import Group, Measure, Sums, bare, index_figure, item_figure, theme_figure
from engage.surveys.release.tally import Tally
from engage.surveys.rules.published import GroupFigure, ItemFigure

Shown = TypeVar("Shown")


class Cells:
    """The plain cells of a release, as sets of profiles; each figure has one value for each of them."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        plain = [cell for table in measure.release.tables for cell in table.cells]
        self.at = {cell.code: at for at, cell in enumerate(plain)}
        self.held = _held(measure, plain)

    def item(self, tally: Tally) -> dict[str, ItemFigure]:
        """A figure for each plain cell: its own, or the one it is shown with, or nothing."""
        sums = tally.whole(np.asarray(self.held @ self.measure.counts(tally)))
        code = tally.item.code
        return self._each(
            code,
            lambda cell, other: item_figure(tally, _close(cell), other, self._of(sums, cell)),
            lambda: ItemFigure(code),
        )

    def theme(self, code: str, parts: Sequence[Tally]) -> dict[str, GroupFigure]:
        """Positive answers over all answers to the theme's items, pooled."""
        pooled = [(part, part.whole(np.asarray(self.held @ self.measure.counts(part)))) for part in parts]
        return self._each(
            code,
            lambda cell, other: theme_figure(code, other, [(part, self._of(sums, cell)) for part, sums in pooled]),
            lambda: GroupFigure(bare(code)),
        )

    def index(self, code: str, parts: Sequence[Tally]) -> dict[str, GroupFigure]:
        """Mean over respondents, or the mean of the items' means, marked."""
        index = self.measure.indexed(code, parts)
        sums = np.asarray(self.held @ index.by_profile)
        return self._each(
            code,
            lambda cell, other: index_figure(code, _close(cell), other, index, self._of(sums, cell)),
            lambda: GroupFigure(bare(code)),
        )

    def _of(self, sums: Sums, cell: Cell) -> Sums:
        return np.asarray(sums[[self.at[base] for base in cell.bases]].sum(axis=0))

    def _each(
        self, code: str, make: Callable[[Cell, tuple[str, ...]], Shown], hidden: Callable[[], Shown]
    ) -> dict[str, Shown]:
        shown: dict[str, Cell] = {}
        for table in self.measure.release.table_figures[code]:
            shown |= {base: cell for cell in table.cells for base in cell.bases}
        found: dict[str, Shown] = {}
        for plain in self.at:
            cell = shown.get(plain)
            others = tuple(base for base in cell.bases if base != plain) if cell else ()
            found[plain] = make(cell, others) if cell else hidden()
        return found


def _close(cell: Cell) -> Group:
    """How close a cell's figures may be told; how many were asked is known of no cell."""
    return Group(cell.detail, cell.index_by is IndexBy.ITEM_MEANS)


def _held(measure: Measure, cells: Sequence[Cell]) -> csr_array:
    """(cells, profiles): which profiles each cell holds."""
    release: Release = measure.release
    inside = np.zeros(len(measure.profile_of), dtype=np.bool_)
    columns, starts = [np.zeros(0, dtype=np.int64)], [0]
    for cell in cells:
        members = release.cell_members(cell)
        inside[members] = True
        columns.append(np.flatnonzero(inside[measure.example]))
        inside[members] = False
        starts.append(starts[-1] + len(columns[-1]))
    places = np.concatenate(columns)
    return csr_array((np.ones(len(places)), places, np.array(starts)), shape=(len(cells), len(measure.example)))
