"""Per figure: which blocks of the tree may be shown, and which merge with their siblings first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engage.disclosure.blocks import Block, Figure, Ints, Mask, Partition, Reason
from engage.disclosure.tree import Group, Tree

# Whether a leaf block that unites these positions of the tree may be shown.
Judge = Callable[[tuple[int, ...]], bool]

USUAL = (2, 4)
SENSITIVE = (3, 6)


@dataclass(frozen=True)
class Node:
    """A block of a figure: the positions it unites, and the blocks below it."""

    positions: tuple[int, ...]
    below: tuple["Node", ...] = ()


def positions_of(group: Group) -> tuple[int, ...]:
    """All positions in a merging order, ascending."""
    if isinstance(group, int):
        return (group,)
    return tuple(sorted(position for part in group for position in positions_of(part)))


class Settler:
    """Works upward: a block that fails merges with its partner in the merging order, at last with its parent.

    Every merge leaves one block fewer and the order is a fixed tree, so it ends, ties or not.
    """

    def __init__(self, tree: Tree, judge: Judge) -> None:
        self.tree = tree
        self.judge = judge

    def settle(self) -> Node | None:
        """The figure's blocks, or None when not even everybody together may be shown."""
        node, ok = self.resolve(0)
        return node if ok else None

    def resolve(self, position: int) -> tuple[Node, bool]:
        """One block of the tree with what it may show below; and whether it may stand alone."""
        group = self.tree.groups[position]
        if group is not None:
            nodes, ok = self.split(group)
            if ok:
                return Node((position,), nodes), True
        return Node((position,)), self.judge((position,))

    def split(self, group: Group) -> tuple[tuple[Node, ...], bool]:
        """The parts of a group; and whether all of them may be shown."""
        if isinstance(group, int):
            node, ok = self.resolve(group)
            return (node,), ok
        parts = [self.unite(part) for part in group]
        return tuple(node for nodes, _ in parts for node in nodes), all(ok for _, ok in parts)

    def unite(self, group: Group) -> tuple[tuple[Node, ...], bool]:
        """The parts of a group; or, when one of them fails, all of it as one block."""
        nodes, ok = self.split(group)
        if ok or isinstance(group, int):
            return nodes, ok
        positions = positions_of(group)
        return (Node(positions),), self.judge(positions)


def tallies(tree: Tree, leaf_of: Ints, masks: Sequence[Mask]) -> list[list[int]]:
    """People by position for each (N,) mask.

    Counts are enough here, respondents are not needed: the leaf blocks are disjoint, so a non-zero
    combination of a laminar family's groups is non-zero on at least one whole leaf block, and its support is
    at least the smallest leaf. k disjoint sets of full rank exist if and only if every leaf has k people.
    """
    return [tree.totals(leaf_of[mask]) for mask in masks]


def enough(counts: Sequence[int], k: int) -> Judge:
    """The rule, over those who answered: at least `k` of them in the block."""
    return lambda positions: sum(counts[position] for position in positions) >= k


def unlike(counts: Sequence[int], guarded: Sequence[Sequence[int]], sensitive: bool, rng: np.random.Generator) -> Judge:
    """The alike guard: of every guarded share, both sides reach a number drawn for this block.

    2 to 4, or 3 to 6 for sensitive figures. Only leaf blocks are asked: where two leaves pass, their parent's
    minority is at least the sum of theirs, 4 (6), and passes whatever would have been drawn.
    """
    low, high = SENSITIVE if sensitive else USUAL

    def judge(positions: tuple[int, ...]) -> bool:
        drawn = int(rng.integers(low, high + 1))
        n = sum(counts[position] for position in positions)
        shares = (sum(share[position] for position in positions) for share in guarded)
        return all(min(share, n - share) >= drawn for share in shares)

    return judge


def every(*judges: Judge) -> Judge:
    """All of them."""
    return lambda positions: all(judge(positions) for judge in judges)


def figure_judge(
    tree: Tree, leaf_of: Ints, figure: Figure, k: int, rng: np.random.Generator
) -> tuple[Judge, list[int]]:
    """What a figure's blocks must meet, and its answers by position."""
    masks = [figure.answered, *(figure.answered & share for share in figure.guarded)]
    answers, *guarded = tallies(tree, leaf_of, masks)
    return every(enough(answers, k), unlike(answers, guarded, figure.sensitive, rng)), answers


def cell_judge(sensitive: bool, k: int, rng: np.random.Generator) -> Callable[..., Judge]:
    """What a figure's cells must meet, of their answers and guarded shares by column of the plain tables."""
    return lambda answers, guarded: every(enough(answers, k), unlike(answers, guarded, sensitive, rng))


def common(tree: Tree, items: Sequence[Partition]) -> Judge:
    """Shown only where no item had to merge further: the coarsest blocks of the items, met together."""
    places = [_places(tree, item) for item in items]

    def judge(positions: tuple[int, ...]) -> bool:
        return all(set(at[position]) <= set(positions) for at in places for position in positions)

    return judge


def _places(tree: Tree, item: Partition) -> list[frozenset[int]]:
    at = tree.at
    bases = {block.code: frozenset(at[base] for base in block.bases) for block in item.blocks}
    nowhere: frozenset[int] = frozenset((-1,))
    return [bases.get(item.shown.get(block.code, ""), nowhere) for block in tree.blocks]


def partition(tree: Tree, code: str, node: Node | None, counts: Sequence[int]) -> Partition:
    """A settled figure as blocks with counts (by position of the tree)."""
    if node is None:
        return Partition(code, (), {}, Reason.TOO_FEW_OR_TOO_ALIKE)
    blocks: list[Block] = []
    shown: dict[int, str] = {}
    _flatten(tree, node, None, counts, blocks, shown)
    if len({block.code for block in blocks}) != len(blocks):
        raise ValueError("a unit's code looks like that of a merged block")
    # A plain block below a merged one is shown as what its parent is shown as: parents come first.
    for position in range(1, len(tree.blocks)):
        shown.setdefault(position, shown.get(int(tree.parents[position]), ""))
    return Partition(code, tuple(blocks), {tree.blocks[at].code: as_ for at, as_ in shown.items()})


def plain_partition(tree: Tree, code: str) -> Partition:
    """The tree of units, as everybody together are shown on it."""
    reason = None if tree.blocks else Reason.TOO_FEW
    return Partition(code, tree.blocks, {block.code: block.code for block in tree.blocks}, reason)


def _flatten(
    tree: Tree,
    node: Node,
    parent: str | None,
    counts: Sequence[int],
    blocks: list[Block],
    shown: dict[int, str],
) -> None:
    plain = [tree.blocks[position] for position in node.positions]
    bases = tuple(sorted(block.code for block in plain))
    block = Block(
        code="+".join(bases),
        parent=parent,
        bases=bases,
        units=tuple(unit for each in plain for unit in each.units),
        owners=tuple(owner for each in plain for owner in each.owners),
        n=sum(counts[position] for position in node.positions),
        leaf=not node.below,
    )
    blocks.append(block)
    shown.update((position, block.code) for position in node.positions)
    for below in node.below:
        _flatten(tree, below, block.code, counts, blocks, shown)


def counted(blocks: Sequence[Block], tree: Tree, counts: Sequence[int]) -> Mapping[str, int]:
    """Any other tally by position, by the codes of a figure's blocks."""
    at = tree.at
    return {block.code: sum(counts[at[base]] for base in block.bases) for block in blocks}
