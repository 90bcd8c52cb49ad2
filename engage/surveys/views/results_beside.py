"""What a group's figures are set beside: the choices, and the figures for the one chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engage.surveys.queries import results_beside as queries
from engage.surveys.queries.results import Results
from engage.surveys.queries.results_beside import Listed, Wave
from engage.surveys.rules.beside import Beside, Compared, with_before, with_benchmark, with_rest
from engage.surveys.rules.comparing import Verdict, control
from engage.surveys.rules.published import Block, BlockFigures
from engage.surveys.rules.trends import Joins, blocks_alike, closed, same

MOST_CHANGES = 3


@dataclass(frozen=True)
class Neighbours:
    """Everything that a group can be set beside; `before` and its figures where the group was alike then."""

    block: Block
    figures: BlockFigures
    parent: BlockFigures | None
    whole: BlockFigures | None
    wave: Wave | None
    before: BlockFigures | None
    joins: Joins
    benchmarks: Sequence[Listed]


def neighbours(found: Results, block: Block) -> Neighbours | None:
    """Read once for a page, in a fixed number of statements."""
    root = found.head.blocks[0].code
    own = queries.figures_of(found.release_id, {block.code, block.parent or root, root})
    if block.code not in own:
        return None
    joins = closed(queries.joins())
    waves = queries.waves_before(found, joins)
    wave = waves[0] if waves else None
    before = None
    if wave is not None and blocks_alike(block, wave.head.block(block.code)):
        before = queries.figures_of(wave.release_id, {block.code}).get(block.code)
    return Neighbours(
        block,
        own[block.code],
        own.get(block.parent) if block.parent else None,
        own[root] if block.code != root and block.parent != root else None,
        wave,
        before,
        joins,
        queries.benchmarks(),
    )


def choices(found: Results, near: Neighbours) -> list[tuple[str, str]]:
    """What may be chosen to stand beside, and how it is called; the first is nothing."""
    head = found.head
    offered = [("", "Nothing")]
    if near.parent is not None and near.block.parent is not None:
        up = head.block(near.block.parent)
        offered.append(("parent", f"The rest of {up.name if up else ''}, without this group"))
    if near.whole is not None:
        offered.append(("organisation", f"The rest of {head.blocks[0].name}, without this group"))
    if near.before is not None and near.wave is not None:
        offered.append(("before", f"{near.wave.title}, the time before"))
    offered += [(f"benchmark-{each.id}", f"Benchmark: {each.name}") for each in near.benchmarks]
    return offered


def beside(found: Results, near: Neighbours, chosen: str) -> Compared | None:
    """The figures of what was chosen; None for nothing."""
    head = found.head
    if chosen == "parent" and near.parent is not None:
        return with_rest(head, near.figures, near.parent)
    if chosen == "organisation" and near.whole is not None:
        return with_rest(head, near.figures, near.whole)
    if chosen == "before":
        return since(found, near)
    if chosen.startswith("benchmark-"):
        return with_benchmark(head, near.figures, queries.benchmark_figures(int(chosen.removeprefix("benchmark-"))))
    return None


def since(found: Results, near: Neighbours) -> Compared | None:
    """The group beside itself the time before, where it was the same group."""
    if near.before is None or near.wave is None:
        return None
    earlier = near.wave.head
    return with_before(found.head, near.figures, earlier, near.before, same(found.head, earlier, near.joins))


def biggest(compared: Compared | None, texts: Mapping[str, str]) -> list[tuple[str, Beside]]:
    """The questions that changed most and by more than chance would do, all of them judged together."""
    if compared is None:
        return []
    codes = list(compared.items)
    judged = control([compared.items[code].outcome for code in codes])
    changed = [
        code for code, outcome in zip(codes, judged, strict=True) if isinstance(outcome, Verdict) and outcome.different
    ]
    changed.sort(key=lambda code: (-abs(compared.items[code].change or 0), code))
    return [(texts[code], compared.items[code]) for code in changed[:MOST_CHANGES]]
