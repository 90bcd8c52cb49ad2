"""The way in: the tree of units with its figures, coarsened, guarded, certified and checked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from engage.disclosure.audit import Audit, audit
from engage.disclosure.blocks import (
    Block,
    Cell,
    Characteristic,
    Composite,
    Figure,
    IndexBy,
    Ints,
    Kind,
    Mask,
    Partition,
    Reason,
    Table,
    Unit,
)
from engage.disclosure.certificate import Certificate, few_of_each, of_leaves
from engage.disclosure.check import Fault, faults_by_kind
from engage.disclosure.crossing import Crossing, Shown, common_cells
from engage.disclosure.detail import More, own_cells
from engage.disclosure.published import Published
from engage.disclosure.remainders import apart, index_ways
from engage.disclosure.settle import (
    Settler,
    cell_judge,
    common,
    counted,
    every,
    figure_judge,
    partition,
    plain_partition,
    tallies,
)
from engage.disclosure.tables import Plain, plain_tables, refused
from engage.disclosure.tree import Tree, coarsen

LEAST_K = 5
DETAIL_FROM = 30
PLAIN = ""


class NotCertified(Exception):
    """A figure's certificate did not pass its check: nothing may be released."""


@dataclass(frozen=True, eq=False)
class Release:
    """Blocks of the plain tree, and of each figure, theme and index; `audit` alone may be published as it is.

    `tables`: the plain tables of characteristics, in order of importance. `table_figures`: by figure (PLAIN, too),
    the same tables as they are shown for it. `tree`, `members` and `cell_members` know who is where: they live only
    while the opened answers do.
    """

    k: int
    tree: Tree
    leaf_of: Ints
    plain: Partition
    figures: Mapping[str, Partition]
    answered: Mapping[str, Mask]
    audit: Audit
    tables: tuple[Table, ...] = ()
    table_figures: Mapping[str, tuple[Table, ...]] = field(default_factory=dict)
    characteristics: Mapping[str, Characteristic] = field(default_factory=dict)
    certified: Mapping[str, Certificate] = field(default_factory=dict)

    def members(self, block: Block) -> Ints:
        """Positions of all respondents of a block, whether they answered or not."""
        order, leaves = self.by_leaf
        spans = [(at, self.tree.ends[at]) for at in (self.tree.at[base] for base in block.bases)]
        cuts = [np.searchsorted(leaves, span) for span in spans]
        return np.sort(np.concatenate([order[first:last] for first, last in cuts]))

    def cell_members(self, cell: Cell) -> Ints:
        """Positions of all respondents of a cell, whether they answered or not."""
        block = self.tree.blocks[self.tree.at[cell.block]]
        rows = self.members(block)
        of = self.characteristics[cell.characteristic]
        wanted = [of.categories.index(each) for each in cell.categories] + ([-1] if cell.blank else [])
        return rows[np.isin(of.values[rows], wanted)]

    @cached_property
    def by_leaf(self) -> tuple[Ints, Ints]:
        """Respondents in the order of their leaf blocks, and those: all below a block lie side by side."""
        order = np.argsort(self.leaf_of, kind="stable")
        return order, self.leaf_of[order]

    def shown(self, code: str) -> Partition:
        """The blocks of a figure, theme or index, or of the plain tree (PLAIN)."""
        return self.plain if code == PLAIN else self.figures[code]

    def certificate(self, code: str) -> Certificate:
        """The k disjoint sets of a figure."""
        if code in self.certified:
            return self.certified[code]
        rows = few_of_each(*self.by_leaf, self.answered[code], self.k)
        found = build_certificate(self.tree, self.leaf_of[rows], self.shown(code), self.k)
        return Certificate(found.rank, tuple(rows[each] for each in found.sets))

    def faults(self, code: str, certificate: Certificate) -> tuple[Fault, ...]:
        """What is wrong with a figure's certificate, checked against every block and cell it shows."""
        cells = [cell for table in self.table_figures[code] for cell in table.cells]
        groups = self._published.groups(self.shown(code).blocks, cells)
        return faults_by_kind(certificate, groups, self.answered[code], self.k)

    @cached_property
    def _published(self) -> Published:
        plain = [cell for table in self.tables for cell in table.cells]
        return Published(self.tree, self.leaf_of, self.characteristics, plain)


def build_certificate(tree: Tree, leaf_of: Ints, shown: Partition, k: int) -> Certificate:
    """k disjoint sets, each with one of every leaf block of a figure, among respondents of whom all answered."""
    label = {block.code: number for number, block in enumerate(shown.leaves)}
    leaf = np.array([label.get(shown.shown.get(block.code, ""), -1) for block in tree.blocks], dtype=np.int64)
    return of_leaves(leaf[leaf_of], k)


def release_tree(
    units: Sequence[Unit],
    respondent_units: Sequence[str],
    figures: Sequence[Figure],
    k: int,
    rng: np.random.Generator,
    composites: Sequence[Composite] = (),
    invited: Mapping[str, int] | None = None,
    characteristics: Sequence[Characteristic] = (),
    depth: int = 1,
) -> Release:
    """Everything that may be shown of N respondents down the tree of units, and by their characteristics.

    `respondent_units`: (N,) the unit code each ballot carries. `figures`: masks over the same N. `invited`:
    people by the code their ballot would carry; units in which nobody was invited are then left aside.
    `rng` draws the alike guard's numbers; its seed must not outlive the opening. `characteristics`: in order of
    importance; a table of each for the organisation and every block down to `depth`. Refuses (ValueError) k under
    5, unknown units and masks of another length; raises NotCertified where a certificate fails its check.
    """
    if k < LEAST_K:
        raise ValueError(f"k must be at least {LEAST_K}")
    size = len(respondent_units)
    if any(figure.answered.shape != (size,) for figure in figures):
        raise ValueError("every figure must have one entry per respondent")
    refused(characteristics, size, depth)
    tree = coarsen(units, Counter(respondent_units), k, invited)
    leaf_of = tree.leaf_of(respondent_units) if tree.blocks else np.zeros(size, dtype=np.int64)
    plain = plain_tables(tree, leaf_of, characteristics, k, depth) if tree.blocks and characteristics else None
    table = _Table(tree, leaf_of, k, rng, plain)
    for figure in figures:
        table.add_figure(figure)
    for composite in composites:
        table.add_composite(composite)
    release = table.release(len(units), characteristics)
    _certify(release)
    return release


def _certify(release: Release) -> None:
    for code in release.answered:
        if release.shown(code).blocks and release.faults(code, release.certificate(code)):
            raise NotCertified(code)


class _Table:
    """Settles figures and composites on one tree."""

    def __init__(self, tree: Tree, leaf_of: Ints, k: int, rng: np.random.Generator, plain: Plain | None) -> None:
        self.tree, self.leaf_of, self.k, self.rng = tree, leaf_of, k, rng
        self.crossing = Crossing(tree, plain) if plain else None
        self.figures: dict[str, Figure] = {}
        self.partitions: dict[str, Partition] = {}
        self.answered: dict[str, Mask] = {}
        self.cells: dict[str, Shown] = {}

    @cached_property
    def detail(self) -> More | None:
        """What the cells of figures may show more; made when the first figure needs it."""
        if self.crossing is None:
            return None
        whole = self.crossing.everybody(with_detail(plain_partition(self.tree, PLAIN)))
        return More.prepared(self.crossing, DETAIL_FROM, whole)

    def add_figure(self, figure: Figure) -> None:
        """One item."""
        self.figures[figure.code] = figure
        self._settle(figure)

    def add_composite(self, composite: Composite) -> None:
        """A theme or index, on the coarsest groups of its items: anywhere finer it would give one back."""
        items = [self.figures[code] for code in composite.items]
        some = np.logical_or.reduce([item.answered for item in items])
        sensitive = any(item.sensitive for item in items)
        if composite.kind is Kind.THEME:
            # Pooled counts are sums of the items' own: they need no guard of their own.
            self._settle(Figure(composite.code, some, (), sensitive), composite.items)
            return
        whole = np.logical_and.reduce([item.answered for item in items])
        guarded = tuple(share for item in items for share in item.guarded)
        self._settle(Figure(composite.code, whole, guarded, sensitive), composite.items)
        shown = self.partitions[composite.code]
        (partial,) = tallies(self.tree, self.leaf_of, [some & ~whole]) if shown.blocks else ([],)
        self.partitions[composite.code] = index_ways(shown, counted(shown.blocks, self.tree, partial), self.k)
        if self.crossing:
            self._index_cells(composite.code, some & ~whole)

    def _settle(self, figure: Figure, items: Sequence[str] = ()) -> None:
        code = figure.code
        if code in self.partitions or code == PLAIN:
            raise ValueError(f"a figure needs a code of its own, not {code!r}")
        self.answered[code] = figure.answered
        if not self.tree.blocks:
            self.partitions[code] = Partition(code, (), {}, Reason.TOO_FEW)
            return
        join = common(self.tree, [self.partitions[item] for item in items]) if items else None
        judge, answers = figure_judge(self.tree, self.leaf_of, figure, self.k, self.rng)
        node = Settler(self.tree, every(join, judge) if join else judge).settle()
        self.partitions[code] = with_detail(partition(self.tree, code, node, answers))
        if self.crossing:
            if self.detail:
                self.partitions[code] = self.detail.fitting(self.partitions[code])
            cells = cell_judge(figure.sensitive, self.k, self.rng)
            whole = common_cells(self.crossing, [self.cells[item] for item in items]) if items else None
            asked = (lambda *counts: whole(cells(*counts))) if whole else cells
            self.cells[code] = found = self.crossing.settle(figure, self.partitions[code], asked)
            if self.detail and not items:
                found.detail = self.detail.cells(found, found.people, lambda block: block.detail)

    def _index_cells(self, code: str, partial: Mask) -> None:
        """A cell's index is a mean over respondents where nobody answered only part of it, or enough did."""
        if self.crossing is None:
            return
        shown, people = self.cells[code], self.crossing.plain.counts(partial)
        shown.partition = self.partitions[code]
        counts = self.crossing.plain.by_column(people)
        sizes = counted(shown.partition.blocks, self.tree, self.tree.totals(self.leaf_of[partial]))
        safe = own_cells(
            self.crossing, shown, people,
            lambda block: block.index_by is IndexBy.RESPONDENTS and sizes[block.code] > 0, self.k,
        )  # fmt: skip
        # Those who answered the whole of it are fewer than those who answered a question: sets of their own.
        shown.detail = own_cells(self.crossing, shown, shown.people, lambda block: block.detail, DETAIL_FROM)
        for table, layout in enumerate(self.crossing.plain.layouts):
            for part in shown.parts[table] or ():
                name = (table, part.categories)
                nobody = not sum(counts[at] for at in layout.columns(part))
                shown.index_by[name] = IndexBy.RESPONDENTS if nobody or name in safe else IndexBy.ITEM_MEANS

    def release(self, units: int, characteristics: Sequence[Characteristic]) -> Release:
        """Everything settled, not certified yet."""
        tree, size = self.tree, len(self.leaf_of)
        plain = plain_partition(tree, PLAIN)
        answered = {PLAIN: np.ones(size, np.bool_), **self.answered}
        tables: dict[str, tuple[Table, ...]] = dict.fromkeys(answered, ())
        certified: dict[str, Certificate] = {}
        if self.crossing:
            self.cells[PLAIN] = self.crossing.everybody(plain)
            for code, cells in self.cells.items():
                tables[code] = self.crossing.tables(cells)
                certified[code] = self.crossing.certificate(cells, answered[code])
        shown = list(self.partitions.values())
        record = audit(tree, units, size, self.k, DETAIL_FROM, shown, tables, certified, PLAIN)
        named = {each.code: each for each in characteristics}
        return Release(
            self.k, tree, self.leaf_of, plain, self.partitions, answered, record,
            tables[PLAIN], tables, named, certified,
        )  # fmt: skip


def with_detail(shown: Partition, floor: int = DETAIL_FROM) -> Partition:
    """Marks the blocks that may show spread, mean and margin: `floor` answers, also in what their detail
    leaves over beside their parent's. The others show positive, neutral and negative only.

    What the alike guard on positive / not positive covers of these: no single answer, and neither "all
    negative" nor "all neutral", can hold for a whole block. It does not hide that nobody chose one answer.
    """
    detailed = apart(shown.blocks, {block.code: block.n for block in shown.blocks}, floor)
    return replace(shown, blocks=tuple(replace(block, detail=block.code in detailed) for block in shown.blocks))
