"""What an attacker can do with published groups, in exact rationals, and small councils to do it to."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np

from engage.disclosure import Figure, Release, Unit
from engage.disclosure.blocks import Block

COUNCIL = (
    Unit("council", None),
    Unit("adults", "council"),
    Unit("children", "council"),
    Unit("place", "council"),
)


def rank(rows: Sequence[Sequence[int]]) -> int:
    """Over the rationals, by plain elimination."""
    left = [[Fraction(int(x)) for x in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((i for i in range(found, len(left)) if left[i][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for i in range(found + 1, len(left)):
            if left[i][column]:
                factor = left[i][column] / left[found][column]
                left[i] = [a - factor * b for a, b in zip(left[i], left[found], strict=True)]
        found += 1
    return found


def small_group(groups: Sequence[Sequence[int]], people: Sequence[int], k: int) -> tuple[int, ...] | None:
    """Fewer than k people whom some combination of the groups is about, trying every such set of people.

    A combination lives inside a set if and only if the rank falls when the set's rows are struck out.
    """
    rows = {person: tuple(int(person in group) for group in map(set, groups)) for person in people}
    full = rank(list(rows.values()))
    ranks: dict[frozenset[tuple[int, ...]], int] = {}
    for inside in combinations(people, min(k - 1, len(people))):
        rest = frozenset(row for person, row in rows.items() if person not in inside)
        if rest not in ranks:
            ranks[rest] = rank(sorted(rest))
        if ranks[rest] < full:
            return inside
    return None


def attack(release: Release, code: str, k: int) -> tuple[int, ...] | None:
    """Everything a figure shows, thrown at the search."""
    answered = release.answered[code]
    groups = [release.members(block) for block in release.shown(code).blocks]
    return small_group([rows[answered[rows]].tolist() for rows in groups], np.flatnonzero(answered).tolist(), k)


def certain(unknowns: int, published: Sequence[Sequence[int]], wanted: Sequence[int]) -> bool:
    """Whether published sums of unknown counts fix the wanted sum."""
    row = [int(i in wanted) for i in range(unknowns)]
    sums = [[int(i in group) for i in range(unknowns)] for group in published]
    return rank([*sums, row]) == rank(sums)


def people(**sizes: int) -> list[str]:
    """The unit of each respondent."""
    return [code for code, n in sizes.items() for _ in range(n)]


def figure(code: str, units: Sequence[str], positive: dict[str, int], **skipped: int) -> Figure:
    """A figure by counts: per unit, how many are positive among those who did not skip it (the last ones)."""
    answered = np.ones(len(units), dtype=bool)
    share = np.zeros(len(units), dtype=bool)
    for unit in set(units):
        rows = [i for i, each in enumerate(units) if each == unit]
        answered[rows[len(rows) - skipped.get(unit, 0) :]] = False
        share[rows[: positive[unit]]] = True
    return Figure(code, answered, (share,))


def split(units: Sequence[str], code: str = "Q") -> Figure:
    """A figure on which every unit is half positive: nothing to guard."""
    return figure(code, units, {unit: units.count(unit) // 2 for unit in set(units)})


def codes(blocks: Sequence[Block]) -> list[str]:
    """Their codes."""
    return [block.code for block in blocks]
