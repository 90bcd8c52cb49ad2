"""What a release tells about its own protection: sizes and merges, nothing that shows who is where."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from engage.disclosure.blocks import Partition, Reason
from engage.disclosure.tree import Tree


@dataclass(frozen=True)
class Merge:
    """Blocks of the plain tree that a figure shows only together, as `into`."""

    into: str
    of: tuple[str, ...]
    reason: Reason = Reason.TOO_FEW_OR_TOO_ALIKE


@dataclass(frozen=True)
class FigureAudit:
    """One figure: blocks shown, independent groups (r), k disjoint sets of that rank (0: withheld)."""

    code: str
    blocks: int
    rank: int
    sets: int
    merges: tuple[Merge, ...]
    withheld: Reason | None


@dataclass(frozen=True)
class Audit:
    """The whole release. `blocks`: of the plain tree; `units_alone`: units with a block of their own."""

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


def figure_audit(shown: Partition, k: int) -> FigureAudit:
    """The audit of one figure whose certificate has been checked."""
    together: dict[str, list[str]] = {}
    for base, block in shown.shown.items():
        if base != block:
            together.setdefault(block, []).append(base)
    merges = tuple(Merge(block, tuple(sorted(bases))) for block, bases in sorted(together.items()))
    rank = len(shown.leaves)
    return FigureAudit(shown.code, len(shown.blocks), rank, k if rank else 0, merges, shown.withheld)


def audit(tree: Tree, units: int, respondents: int, k: int, detail_from: int, figures: Sequence[Partition]) -> Audit:
    """The audit of a release of the tree of units."""
    plain = {block.code for block in tree.blocks}
    return Audit(
        k=k,
        detail_from=detail_from,
        respondents=respondents,
        units=units,
        units_alone=sum(unit in plain for unit in tree.covers),
        blocks=len(tree.blocks),
        rank=sum(block.leaf for block in tree.blocks),
        merges=tree_merges(tree),
        figures=tuple(figure_audit(shown, k) for shown in figures),
        withheld=None if tree.blocks else Reason.TOO_FEW,
    )
