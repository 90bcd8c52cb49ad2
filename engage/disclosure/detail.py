"""Which cells may show something more, so that no combination of such groups is about too few people.

The rule again, with another minimum, other groups and other people: of those with detail, 30 who answered; of
those whose index is a mean over respondents, k who answered only part of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engage.disclosure.blocks import Block, Ints, Partition
from engage.disclosure.categories import Part
from engage.disclosure.crossing import Crossing, Named, Shown
from engage.disclosure.packing import Grid, Packing
from engage.disclosure.refill import Base, Refill


def atoms(crossing: Crossing, shown: Partition, more: Callable[[Block], bool]) -> Ints:
    """By number of the plain leaf block: the smallest block around it that shows more, numbered; -1 for none.

    What a block shows, less what the blocks in it show, is about one of these.
    """
    blocks = {block.code: block for block in shown.blocks}
    number: dict[str, int] = {}
    found = []
    for leaf in crossing.plain.leaves:
        at = blocks.get(shown.shown.get(crossing.tree.blocks[leaf].code, ""))
        while at is not None and not more(at):
            at = blocks.get(at.parent or "")
        found.append(-1 if at is None else number.setdefault(at.code, len(number)))
    return np.array(found, dtype=np.int64)


# This share of each block's people stays out of the sets prepared: they stand in for those who skip a question.
SPARE = 0.25
# A cell that may show more: its table, and its columns.
Wanted = tuple[int, Part, tuple[int, ...]]


def large(crossing: Crossing, shown: Shown, people: Ints, floor: int) -> list[Wanted]:
    """The cells with `floor` of these people (by profile), in order of importance, of each table the largest first."""
    counts = crossing.plain.by_column(people)
    found = [
        (sum(counts[each] for each in layout.columns(part)), (table, part, layout.columns(part)))
        for table, layout in enumerate(crossing.plain.layouts)
        for part in shown.parts[table] or ()
    ]
    return [each for n, each in sorted(found, key=lambda one: (one[1][0], -one[0])) if n >= floor]


def packed_for(
    crossing: Crossing, floor: int, leaf: Ints, wanted: Sequence[Wanted], people: Ints, spare: float = 0.0
) -> tuple[Packing, dict[Named, int]]:
    """`floor` sets for blocks (`leaf`: by plain leaf block) and as many of these cells as there are sets for.

    The cells with the columns they are. Of each table the smallest go until the sets can be made.
    """
    grid = crossing.plain.grid
    # Blocks around people of whom nobody is concerned are left aside.
    number = np.full(len(people), -1, dtype=np.int64)
    there = np.flatnonzero(people)
    number[there] = np.unique(leaf[grid.leaf[there]], return_inverse=True)[1]
    packing = Packing(number, people, floor)
    packing.hold_back(spare)
    covered: dict[Named, int] = {}
    for table, layout in enumerate(crossing.plain.layouts):
        cells = [each for each in wanted if each[0] == table]
        while cells:
            place = np.full(crossing.plain.width + 1, -1, dtype=np.int64)
            for at, (*_, columns) in enumerate(cells):
                place[list(columns)] = at
            first = packing.width
            if packing.extend(place[grid.slots[:, layout.slot]], len(cells), layout.slot):
                covered |= {(table, part.categories): first + at for at, (_, part, _) in enumerate(cells)}
                break
            cells.pop()
    return packing, covered


def own_cells(crossing: Crossing, shown: Shown, people: Ints, more: Callable[[Block], bool], floor: int) -> set[Named]:
    """The cells that may show more, from sets made for these people alone. `more`: the blocks that do."""
    leaf = atoms(crossing, shown.partition, more)
    if leaf.min(initial=0) < 0:
        return set()
    return set(packed_for(crossing, floor, leaf, large(crossing, shown, people, floor), people)[1])


@dataclass(frozen=True, eq=False)
class More:
    """Cells that may show more beside blocks that do, from sets that are there for everybody.

    `leaf`: by number of the plain leaf block, the leaf block of the sets. `covered`: by column of the plain tables,
    the column of the sets. `floor`: how many sets there are.
    """

    crossing: Crossing
    floor: int
    base: Base
    leaf: Ints
    covered: Mapping[int, int]

    @classmethod
    def prepared(cls, crossing: Crossing, floor: int, plain: Shown) -> "More | None":
        """For the blocks with detail, and the plain cells that `floor` sets can be made for; None without such."""
        leaf = atoms(crossing, plain.partition, lambda block: block.detail)
        if leaf.min(initial=0) < 0:
            return None
        people = crossing.plain.grid.people
        wanted = large(crossing, plain, people, floor)
        packing, found = packed_for(crossing, floor, leaf, wanted, people, SPARE)
        covered = {
            columns[0]: found[table, part.categories]
            for table, part, columns in wanted
            if (table, part.categories) in found
        }
        own = Grid(packing.leaf, packing.slots, people)
        return cls(crossing, floor, Base.of(packing, own, np.arange(len(people))), leaf, covered)

    def fitting(self, shown: Partition) -> Partition:
        """The blocks of a figure as the sets prepared can stand for them: others show no more than without."""
        inside: dict[str, set[int]] = {}
        blocks = {block.code: block for block in shown.blocks}
        for number, leaf in enumerate(self.crossing.plain.leaves):
            at = blocks.get(shown.shown.get(self.crossing.tree.blocks[leaf].code, ""))
            while at is not None:
                inside.setdefault(at.code, set()).add(number)
                at = blocks.get(at.parent or "")
        whole = {
            code for code, numbers in inside.items()
            if numbers == set(np.flatnonzero(np.isin(self.leaf, self.leaf[list(numbers)])).tolist())
        }  # fmt: skip
        return replace(
            shown, blocks=tuple(replace(each, detail=each.detail and each.code in whole) for each in shown.blocks)
        )

    def cells(self, shown: Shown, people: Ints, more: Callable[[Block], bool]) -> set[Named]:
        """Those that may show more. `people`: by profile, those concerned. `more`: the blocks that do."""
        leaf = atoms(self.crossing, shown.partition, more)
        if leaf.min(initial=0) < 0:
            return set()
        wanted = large(self.crossing, shown, people, self.floor)
        sizes = self.crossing.plain.by_column(people)
        found = [each for each in wanted if self.covered.keys() >= set(each[2])]
        found.sort(key=lambda each: -sum(sizes[at] for at in each[2]))
        leaves: dict[int, list[int]] = {}
        for fine, coarse in sorted(set(zip(self.leaf.tolist(), leaf.tolist(), strict=True))):
            leaves.setdefault(coarse, []).append(fine)
        less = 1 + len(found) // 8
        while found:
            cells = [[self.base.leaves + self.covered[column] for column in columns] for *_, columns in found]
            if Refill(self.base, people, self.base.outside([*leaves.values(), *cells])).run() is not None:
                break
            # Where the sets cannot be completed the smallest cells go, ever more at a time.
            found, less = found[:-less], less * 2
        return {(table, part.categories) for table, part, _ in found}
