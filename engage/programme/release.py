"""Which groups of an equality table may have a share of their own: certified coarsening, by `engage.disclosure`."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np

from engage.disclosure import Unit, release_tree
from engage.programme.rules.equality import LEAST, open_still

ROOT = "all"


def apart(people: Mapping[str, int], everybody: int, hidden: Collection[str] = ()) -> frozenset[str]:
    """The groups that may stand by themselves; the others have one share among them, or none is shown at all.

    `people`: by group, those who said; `everybody`: those too who did not. `hidden`: groups that were not apart on
    the day before or after, or in a file that this one replaces: they stay so, since whoever holds both could tell
    the difference. What is left over is always of LEAST people in two groups or more. Nothing is apart where there
    would be no second share, or where all shares together would tell how many did not say.
    """
    names = sorted(people)
    stands = _standing([people[name] for name in names])
    alone = {name for name, stand in zip(names, stands, strict=True) if stand and name not in hidden}
    rest = set(people) - alone
    by_size = sorted(alone, key=lambda each: (people[each], each))
    while rest and by_size and (len(rest) == 1 or sum(people[each] for each in rest) < LEAST):
        rest.add(by_size.pop(0))
    left = [sum(people[each] for each in rest)] if rest else []
    sizes = [people[each] for each in by_size] + left
    if not by_size or len(sizes) < 2 or not open_still(sizes, everybody):
        return frozenset()
    if not all(_standing(sizes)):
        raise ValueError("the shares that would be shown are not certified")
    return frozenset(by_size)


def _standing(sizes: Sequence[int]) -> tuple[bool, ...]:
    """Which groups have a block of their own. From LEAST on only the order counts, so large ones are told small."""
    order = {size: LEAST + rank for rank, size in enumerate(sorted({size for size in sizes if size >= LEAST}))}
    return _blocks(tuple(order.get(size, size) for size in sizes))


@lru_cache(maxsize=4096)
def _blocks(sizes: tuple[int, ...]) -> tuple[bool, ...]:
    """The engine over one unit a group, its certificate checked."""
    codes = [f"g{number}" for number in range(len(sizes))]
    carried = [code for code, size in zip(codes, sizes, strict=True) for _ in range(size)]
    units = [Unit(ROOT, None), *(Unit(code, ROOT) for code in codes)]
    leaves = release_tree(units, carried, (), LEAST, np.random.default_rng()).plain.leaves
    alone = {block.code for block in leaves if block.units == (block.code,) and not block.owners}
    return tuple(code in alone for code in codes)
