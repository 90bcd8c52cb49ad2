"""People who are in the same groups, counted together: everything is worked out over these, not over rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engage.disclosure.blocks import Ints, Mask

LARGEST = 2**62


def packed(columns: Sequence[tuple[Ints, int]]) -> tuple[Ints, Ints]:
    """Distinct rows of whole numbers, each column with its range [0, n): (first row of each, (N,) which of them)."""
    key = columns[0][0].astype(np.int64)
    span = columns[0][1]
    for values, size in columns[1:]:
        if span * size >= LARGEST:
            distinct, key = np.unique(key, return_inverse=True)
            span = len(distinct)
        key = key * size + values
        span *= size
    if span <= max(4 * len(key), 2**16):
        # Few enough possible rows to count them instead of sorting.
        seen = np.full(span, -1, dtype=np.int64)
        seen[key[::-1]] = np.arange(len(key))[::-1]
        used = np.flatnonzero(seen >= 0)
        number = np.empty(span, dtype=np.int64)
        number[used] = np.arange(len(used))
        return seen[used], number[key]
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return first, inverse.reshape(-1)


@dataclass(frozen=True, eq=False)
class Profiles:
    """P profiles. `of`: (N,) each respondent's. `leaf`: (P,) number of the leaf block. `people`: (P,).

    `values`: (P, C) category of each characteristic, -1 where blank.
    """

    of: Ints
    leaf: Ints
    values: Ints
    people: Ints

    def counts(self, rows: Mask) -> Ints:
        """(P,) people among these rows."""
        return np.bincount(self.of[rows], minlength=len(self.people))


def profiles(leaf: Ints, leaves: int, values: Sequence[tuple[Ints, int]]) -> Profiles:
    """Of N respondents: number of the leaf block, and value of each characteristic with how many categories it has."""
    first, of = packed([(leaf, leaves), *((each + 1, size + 1) for each, size in values)])
    table = np.column_stack([each[first] for each, _ in values])
    return Profiles(of, leaf[first], table, np.bincount(of, minlength=len(first)))
