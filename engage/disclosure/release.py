"""The way in: the tree of units with its figures, coarsened, guarded, certified and checked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from engage.disclosure.audit import Audit, audit
from engage.disclosure.blocks import (
    Block,
    Composite,
    Figure,
    IndexBy,
    Ints,
    Kind,
    Mask,
    Partition,
    Reason,
    Unit,
)
from engage.disclosure.certificate import Certificate, Sets
from engage.disclosure.check import Fault, faults
from engage.disclosure.remainders import apart
from engage.disclosure.settle import (
    Judge,
    Settler,
    common,
    counted,
    every,
    figure_judge,
    partition,
    tallies,
)
from engage.disclosure.tree import Tree, coarsen

LEAST_K = 5
DETAIL_FROM = 30
PLAIN = ""


class NotCertified(Exception):
    """A figure's certificate did not pass its check: nothing may be released."""


@dataclass(frozen=True, eq=False)
class Release:
    """Blocks of the plain tree, and of each figure, theme and index; `audit` alone may be published as it is.

    `tree` and `members` know who is where: they live only while the opened answers do.
    """

    k: int
    tree: Tree
    leaf_of: Ints
    plain: Partition
    figures: Mapping[str, Partition]
    answered: Mapping[str, Mask]
    audit: Audit

    def members(self, block: Block) -> Ints:
        """Positions of all respondents of a block, whether they answered or not."""
        order, leaves = self.by_leaf
        spans = [(at, self.tree.ends[at]) for at in (self.tree.at[base] for base in block.bases)]
        cuts = [np.searchsorted(leaves, span) for span in spans]
        return np.sort(np.concatenate([order[first:last] for first, last in cuts]))

    @cached_property
    def by_leaf(self) -> tuple[Ints, Ints]:
        """Respondents in the order of their leaf blocks, and those: all below a block lie side by side."""
        order = np.argsort(self.leaf_of, kind="stable")
        return order, self.leaf_of[order]

    def shown(self, code: str) -> Partition:
        """The blocks of a figure, theme or index, or of the plain tree (PLAIN)."""
        return self.plain if code == PLAIN else self.figures[code]

    def certificate(self, code: str) -> Certificate:
        """The k disjoint sets of a figure, built anew."""
        return build_certificate(self.tree, self.leaf_of, self.shown(code), self.answered[code], self.k)

    def faults(self, code: str, certificate: Certificate) -> tuple[Fault, ...]:
        """What is wrong with a figure's certificate, checked against every block it shows."""
        answered = self.answered[code]
        groups = [rows[answered[rows]] for rows in map(self.members, self.shown(code).blocks)]
        return faults(certificate, groups, answered, self.k)


def build_certificate(tree: Tree, leaf_of: Ints, shown: Partition, answered: Mask, k: int) -> Certificate:
    """k disjoint sets, each with one respondent of every leaf block of a figure, among those who answered."""
    label = {block.code: number for number, block in enumerate(shown.leaves)}
    leaf = np.array([label.get(shown.shown.get(block.code, ""), -1) for block in tree.blocks], dtype=np.int64)
    return Sets(np.where(answered, leaf[leaf_of], -1), k).certificate()


def release_tree(
    units: Sequence[Unit],
    respondent_units: Sequence[str],
    figures: Sequence[Figure],
    k: int,
    rng: np.random.Generator,
    composites: Sequence[Composite] = (),
    invited: Mapping[str, int] | None = None,
) -> Release:
    """Everything that may be shown of N respondents down the tree of units.

    `respondent_units`: (N,) the unit code each ballot carries. `figures`: masks over the same N. `invited`:
    people by the code their ballot would carry; units in which nobody was invited are then left aside.
    `rng` draws the alike guard's numbers; its seed must not outlive the opening. Refuses (ValueError) k under
    5, unknown units and masks of another length; raises NotCertified where a certificate fails its check.
    """
    if k < LEAST_K:
        raise ValueError(f"k must be at least {LEAST_K}")
    size = len(respondent_units)
    if any(figure.answered.shape != (size,) for figure in figures):
        raise ValueError("every figure must have one entry per respondent")
    tree = coarsen(units, Counter(respondent_units), k, invited)
    leaf_of = tree.leaf_of(respondent_units) if tree.blocks else np.zeros(size, dtype=np.int64)
    table = _Table(tree, leaf_of, k, rng)
    for figure in figures:
        table.add_figure(figure)
    for composite in composites:
        table.add_composite(composite)
    shown = table.partitions
    plain = Partition(
        PLAIN,
        tree.blocks,
        {block.code: block.code for block in tree.blocks},
        None if tree.blocks else Reason.TOO_FEW,
    )
    record = audit(tree, len(units), size, k, DETAIL_FROM, list(shown.values()))
    release = Release(k, tree, leaf_of, plain, shown, {PLAIN: np.ones(size, np.bool_), **table.answered}, record)
    _certify(release)
    return release


def _certify(release: Release) -> None:
    for code in release.answered:
        if release.shown(code).blocks and release.faults(code, release.certificate(code)):
            raise NotCertified(code)


class _Table:
    """Settles figures and composites on one tree."""

    def __init__(self, tree: Tree, leaf_of: Ints, k: int, rng: np.random.Generator) -> None:
        self.tree, self.leaf_of, self.k, self.rng = tree, leaf_of, k, rng
        self.figures: dict[str, Figure] = {}
        self.partitions: dict[str, Partition] = {}
        self.answered: dict[str, Mask] = {}

    def add_figure(self, figure: Figure) -> None:
        """One item."""
        self.figures[figure.code] = figure
        self._settle(figure)

    def add_composite(self, composite: Composite) -> None:
        """A theme or index, on the coarsest blocks of its items: anywhere finer it would give one back."""
        items = [self.figures[code] for code in composite.items]
        join = common(self.tree, [self.partitions[code] for code in composite.items])
        some = np.logical_or.reduce([item.answered for item in items])
        sensitive = any(item.sensitive for item in items)
        if composite.kind is Kind.THEME:
            # Pooled counts are sums of the items' own: they need no guard of their own.
            self._settle(Figure(composite.code, some, (), sensitive), join)
            return
        whole = np.logical_and.reduce([item.answered for item in items])
        guarded = tuple(share for item in items for share in item.guarded)
        self._settle(Figure(composite.code, whole, guarded, sensitive), join)
        shown = self.partitions[composite.code]
        (partial,) = tallies(self.tree, self.leaf_of, [some & ~whole]) if shown.blocks else ([],)
        self.partitions[composite.code] = index_ways(shown, counted(shown.blocks, self.tree, partial), self.k)

    def _settle(self, figure: Figure, join: Judge | None = None) -> None:
        code = figure.code
        if code in self.partitions or code == PLAIN:
            raise ValueError(f"a figure needs a code of its own, not {code!r}")
        self.answered[code] = figure.answered
        if not self.tree.blocks:
            self.partitions[code] = Partition(code, (), {}, Reason.TOO_FEW)
            return
        judge, answers = figure_judge(self.tree, self.leaf_of, figure, self.k, self.rng)
        node = Settler(self.tree, every(join, judge) if join else judge).settle()
        self.partitions[code] = with_detail(partition(self.tree, code, node, answers))


def with_detail(shown: Partition, floor: int = DETAIL_FROM) -> Partition:
    """Marks the blocks that may show spread, mean and margin: `floor` answers, also in what their detail
    leaves over beside their parent's. The others show positive, neutral and negative only.

    What the alike guard on positive / not positive covers of these: no single answer, and neither "all
    negative" nor "all neutral", can hold for a whole block. It does not hide that nobody chose one answer.
    """
    detailed = apart(shown.blocks, {block.code: block.n for block in shown.blocks}, floor)
    blocks = tuple(replace(block, detail=block.code in detailed) for block in shown.blocks)
    return replace(shown, blocks=blocks)


def index_ways(shown: Partition, partial: Mapping[str, int], k: int) -> Partition:
    """How each block's index is computed. `partial`: people who answered only part of it, by block.

    Where nobody did, both ways agree. Else the mean over respondents, set against the items' means, tells of
    those people: it is used only where they, and what is left of them beside the parent's, are at least k.
    """
    safe = apart(shown.blocks, partial, k)
    blocks = tuple(
        replace(
            block,
            index_by=IndexBy.RESPONDENTS if block.code in safe or not partial[block.code] else IndexBy.ITEM_MEANS,
        )
        for block in shown.blocks
    )
    return replace(shown, blocks=blocks)
