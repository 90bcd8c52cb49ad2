"""Which children may stand beside their parent, so that what is left over is never a small group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from engage.disclosure.blocks import Block, IndexBy, Partition


def standing(children: Iterable[tuple[str, int]], rest: int | None, floor: int) -> tuple[frozenset[str], int]:
    """Children that stand alone, and the people left over beside them.

    `children`: (code, people). `rest`: people in no child; None when there is no such group. Children under
    `floor` are left over; while that is under `floor` it takes in the smallest child, ties by code.
    """
    sizes = list(children)
    alone = sorted((n, code) for code, n in sizes if n >= floor)
    left = sum(n for _, n in sizes if n < floor) + (rest or 0)
    anything = rest is not None or len(alone) < len(sizes)
    while alone and anything and left < floor:
        n, _ = alone.pop(0)
        left += n
    return frozenset(code for _, code in alone), left


def remainder(
    children: Iterable[tuple[str, int]], rest: int | None, floor: int
) -> tuple[frozenset[str], int, str | None]:
    """Children that stand, the people left over beside them, and the child these sink into (None: they stand too).

    Like `standing`, but a child that takes in what is left over goes on standing, with it.
    """
    sizes = list(children)
    alone = sorted((n, code) for code, n in sizes if n >= floor)
    left = sum(n for _, n in sizes if n < floor) + (rest or 0)
    anything = rest is not None or len(alone) < len(sizes)
    host = alone[0][1] if alone and anything and left < floor else None
    return frozenset(code for _, code in alone), left, host


def apart(blocks: Sequence[Block], sizes: Mapping[str, int], floor: int) -> frozenset[str]:
    """Blocks of a laminar tree that may show something more, counted by `sizes` (people concerned, by code).

    Published sets of a laminar tree span what each leaves over beside its published descendants. So it is the
    left-overs that must be `floor` people: a parent's detail minus its children's detail is detail, too.
    Blocks that concern nobody are left aside; parents come before children in `blocks`.
    """
    below: dict[str | None, list[Block]] = {}
    for block in blocks:
        if sizes[block.code]:
            below.setdefault(block.parent, []).append(block)
    kept: set[str] = set()
    queue = [block for block in below.get(None, []) if sizes[block.code] >= floor]
    while queue:
        block = queue.pop()
        kept.add(block.code)
        children = below.get(block.code, [])
        alone, _ = standing(((child.code, sizes[child.code]) for child in children), None, floor)
        queue += [child for child in children if child.code in alone]
    return frozenset(kept)


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
