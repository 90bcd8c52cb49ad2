"""What a release tells about its own protection: sizes and merges, nothing that shows who is where."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from engage.disclosure.blocks import Partition, Reason, Table
from engage.disclosure.certificate import Certificate
from engage.disclosure.tree import Tree


@dataclass(frozen=True)
class Merge:
    """Blocks of the plain tree that a figure shows only together, as `into`."""

    into: str
    of: tuple[str, ...]
    reason: Reason = Reason.TOO_FEW_OR_TOO_ALIKE


@dataclass(frozen=True)
class TableAudit:
    """One table: its cells, by the codes of the plain cells or the words of the categories that each unites."""

    characteristic: str
    block: str
    cells: int
    merges: tuple[Merge, ...]
    withheld: Reason | None


@dataclass(frozen=True)
class FigureAudit:
    """One figure: blocks shown, independent groups (r), k disjoint sets of that rank (0: withheld).

    `tables`: those that are shown otherwise than in the plain release. `tables_shown`, `cells`: of all.
    """

    code: str
    blocks: int
    rank: int
    sets: int
    merges: tuple[Merge, ...]
    withheld: Reason | None
    tables_shown: int = 0
    cells: int = 0
    tables: tuple[TableAudit, ...] = ()


@dataclass(frozen=True)
class Audit:
    """The whole release. `blocks`: of the plain tree; `units_alone`: units with a block of their own.

    `rank`: independent groups of the plain tree and tables, for which there are `k` disjoint sets of that rank.
    """

    k: int
    detail_from: int
    respondents: int
    units: int
    units_alone: int
    blocks: int
    rank: int
    merges: tuple[Merge, ...]
    figures: tuple[FigureAudit, ...]
    withheld: Reason | None
    tables_shown: int = 0
    tables_withheld: int = 0
    tables: tuple[TableAudit, ...] = ()

    def summary(self) -> dict[str, object]:
        """As plain values that json can write."""
        return asdict(self)


def tree_merges(tree: Tree) -> tuple[Merge, ...]:
    """Units without a block of their own, by the block that covers them."""
    folded: dict[str, list[str]] = {}
    for unit, block in tree.covers.items():
        if unit != block:
            folded.setdefault(block, []).append(unit)
    return tuple(Merge(block, tuple(sorted(units))) for block, units in sorted(folded.items()))


def table_audit(table: Table, plain: bool) -> TableAudit:
    """The audit of one table; of the plain one by categories, of a figure's by plain cells."""
    reason = Reason.TOO_FEW if plain else Reason.TOO_FEW_OR_TOO_ALIKE
    merges = []
    for cell in table.cells:
        of = (*cell.categories, *(("",) if cell.blank else ())) if plain else cell.bases
        if len(of) > 1:
            merges.append(Merge(cell.code, of, reason))
    return TableAudit(table.characteristic, table.block, len(table.cells), tuple(merges), table.withheld)


def figure_audit(
    shown: Partition, k: int, tables: Sequence[Table] = (), plain: Sequence[Table] = (), rank: int | None = None
) -> FigureAudit:
    """The audit of one figure whose certificate has been checked."""
    together: dict[str, list[str]] = {}
    for base, block in shown.shown.items():
        if base != block:
            together.setdefault(block, []).append(base)
    merges = tuple(Merge(block, tuple(sorted(bases))) for block, bases in sorted(together.items()))
    proven = len(shown.leaves) if rank is None else rank
    changed = [
        table_audit(table, plain=False)
        for table, before in zip(tables, plain, strict=True)
        if len(table.cells) < len(before.cells)
    ]
    return FigureAudit(
        shown.code, len(shown.blocks), proven, k if proven else 0, merges, shown.withheld,
        sum(bool(table.cells) for table in tables), sum(len(table.cells) for table in tables), tuple(changed),
    )  # fmt: skip


def audit(
    tree: Tree,
    units: int,
    respondents: int,
    k: int,
    detail_from: int,
    figures: Sequence[Partition],
    tables: Mapping[str, Sequence[Table]],
    certified: Mapping[str, Certificate],
    whole: str,
) -> Audit:
    """The audit of a release. `tables`, `certified`: by figure; `whole`: the code of the plain release in them."""
    names = {block.code for block in tree.blocks}
    plain = tables[whole]
    ranks = {code: each.rank for code, each in certified.items()}
    return Audit(
        k=k,
        detail_from=detail_from,
        respondents=respondents,
        units=units,
        units_alone=sum(unit in names for unit in tree.covers),
        blocks=len(tree.blocks),
        rank=ranks.get(whole, sum(block.leaf for block in tree.blocks)),
        merges=tree_merges(tree),
        figures=tuple(figure_audit(shown, k, tables[shown.code], plain, ranks.get(shown.code)) for shown in figures),
        withheld=None if tree.blocks else Reason.TOO_FEW,
        tables_shown=sum(bool(table.cells) for table in plain),
        tables_withheld=sum(not table.cells for table in plain),
        tables=tuple(table_audit(table, plain=True) for table in plain),
    )
