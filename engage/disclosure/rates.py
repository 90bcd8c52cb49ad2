"""Response rates: coarse always, and guarded on both sides after the close."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from engage.disclosure.blocks import Block, Unit
from engage.disclosure.settle import Settler, enough, every, partition, unlike
from engage.disclosure.tree import Tree, coarsen

# A unit shows a rate only from this many invited people.
INVITED = 20
STEPS = (5, 10, 20, 25)


class End(StrEnum):
    """At the ends only a bound is shown."""

    UNDER = "under"
    OVER = "over"


@dataclass(frozen=True)
class Rate:
    """A rounded response rate in whole percent, or the bound it lies under or over."""

    percent: int
    end: End | None = None


@dataclass(frozen=True)
class BlockRate:
    """A block (its `n`: people invited) with its rate."""

    block: Block
    rate: Rate


def rounded(taken: int, invited: int) -> Rate | None:
    """A rate to the nearest 5 % or 5 people, whichever is coarser; None under 20 invited.

    Steps divide 100. Below one step, and above 100 less one step, only that is said: each end stands for at
    least five possible counts, and nobody reads "all" or "none".
    """
    if not 0 <= taken <= invited:
        raise ValueError("more people took part than were invited")
    if invited < INVITED:
        return None
    step = next(step for step in STEPS if step * invited >= 500)
    if 100 * taken < step * invited:
        return Rate(step, End.UNDER)
    if 100 * taken > (100 - step) * invited:
        return Rate(100 - step, End.OVER)
    return Rate((200 * taken + step * invited) // (2 * step * invited) * step)


def bound(rate: Rate, invited: int) -> int:
    """The same bound as a number of people: the most that is not over it, or the least that is not under it."""
    exact = rate.percent * invited
    return exact // 100 if rate.end is End.OVER else -(-exact // 100)


def after_close(
    units: Sequence[Unit],
    invited: Mapping[str, int],
    taken: Mapping[str, int],
    rng: np.random.Generator,
) -> tuple[BlockRate, ...]:
    """Rates down the tree, parents first. `invited`, `taken`: people by the unit code they are counted under.

    Invited people go through the tree with 20 in a block, and "took part" through the alike guard. Everybody
    together are shown in any case: the rounding alone leaves open who did not take part.
    """
    if any(taken[code] > invited.get(code, 0) for code in taken):
        raise ValueError("more people took part than were invited")
    tree = coarsen(units, invited, INVITED, invited)
    if not tree.blocks:
        return ()
    asked, took = (_totals(tree, counts) for counts in (invited, taken))
    node = Settler(tree, every(enough(asked, INVITED), unlike(asked, [took], False, rng))).settle()
    if node is None:
        whole = replace(tree.blocks[0], leaf=True)
        return _rates((whole,), {whole.code: took[0]})
    shown = partition(tree, "response rate", node, asked)
    at = tree.at
    return _rates(shown.blocks, {block.code: sum(took[at[base]] for base in block.bases) for block in shown.blocks})


def while_open(units: Sequence[Unit], invited: Mapping[str, int], taken: Mapping[str, int]) -> tuple[BlockRate, ...]:
    """Rates down the tree of a survey that still takes answers, parents first; nothing where under 20 are invited.

    As after the close, 20 people are invited in every block, and so in whatever nested blocks leave over beside each
    other. The alike guard waits until then: it draws numbers anew each time, which a daily figure would give away.
    The rounding alone leaves open who has taken part, as at each end it stands for at least five counts.
    """
    if any(taken[code] > invited.get(code, 0) for code in taken):
        raise ValueError("more people took part than were invited")
    tree = coarsen(units, invited, INVITED, invited)
    took = _totals(tree, taken) if tree.blocks else []
    return _rates(tree.blocks, {block.code: took[at] for at, block in enumerate(tree.blocks)})


def _rates(blocks: Sequence[Block], took: Mapping[str, int]) -> tuple[BlockRate, ...]:
    rates = ((block, rounded(took[block.code], block.n)) for block in blocks)
    return tuple(BlockRate(block, rate) for block, rate in rates if rate is not None)


def _totals(tree: Tree, counts: Mapping[str, int]) -> list[int]:
    codes = [code for code, n in counts.items() if n]
    places = tree.leaf_of(codes)
    return tree.totals(np.repeat(places, [counts[code] for code in codes]))
