"""Linear algebra modulo a prime: integers only, nothing rounded."""

import numpy as np
from numpy.typing import NDArray

from engage.disclosure.blocks import Ints

# Products of two residues stay below 2^62, inside an int64.
PRIME = 2**31 - 1
# Within these, sums of products are whole numbers that a float holds exactly.
ENTRIES = 2**10
WEIGHTS = 2**20
DENOMINATORS = 64


def reduced(matrix: Ints) -> tuple[Ints, list[int]]:
    """(rows, columns) -> its reduced row echelon form modulo PRIME, and the pivot columns from the left."""
    m = np.asarray(matrix, dtype=np.int64) % PRIME
    pivots: list[int] = []
    for column in range(m.shape[1]):
        row = len(pivots)
        if row == m.shape[0]:
            break
        hits = np.flatnonzero(m[row:, column])
        if not hits.size:
            continue
        m[[row, row + hits[0]]] = m[[row + hits[0], row]]
        m[row] = m[row] * pow(int(m[row, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(m[:, column])
        others = others[others != row]
        if others.size:
            m[others] = (m[others] - m[others, column][:, None] * m[row]) % PRIME
        pivots.append(column)
    return m, pivots


def rank(matrix: Ints) -> int:
    """Rank modulo PRIME: never more than the rank over the rationals."""
    m = np.asarray(matrix, dtype=np.int64) % PRIME
    peeled = 0
    while m.size:
        filled = m != 0
        single = np.flatnonzero(filled.sum(axis=0) == 1)
        if not single.size:
            break
        # A column with one entry adds one to the rank; its row and column can go.
        rows, first = np.unique(filled[:, single].argmax(axis=0), return_index=True)
        peeled += len(rows)
        m = np.delete(np.delete(m, rows, axis=0), single[first], axis=1)
    return peeled + (len(reduced(m)[1]) if m.size else 0)


def independent_columns(matrix: Ints) -> list[int] | None:
    """Columns that are a basis of the column space over the rationals, or None where that cannot be proven.

    Independent modulo a prime is independent over the rationals. The other way round does not hold, so every
    column left out is shown to be an exact combination of the basis, with small fractions for weights.
    """
    matrix = np.asarray(matrix, dtype=np.int64)
    form, pivots = reduced(matrix)
    others = sorted(set(range(matrix.shape[1])) - set(pivots))
    if not others:
        return pivots
    if np.abs(matrix).max() > ENTRIES:
        return None
    basis = matrix[:, pivots].astype(float)
    for column in others:
        if not _combines(basis, form[: len(pivots), column], matrix[:, column].astype(float)):
            return None
    return pivots


def _combines(basis: NDArray[np.float64], residues: Ints, column: NDArray[np.float64]) -> bool:
    """Whether the residues that give a column modulo PRIME stand for fractions that give it exactly."""
    for denominator in range(1, DENOMINATORS + 1):
        lifted = residues * denominator % PRIME
        lifted = np.where(lifted > PRIME // 2, lifted - PRIME, lifted)
        used = np.flatnonzero(lifted)
        if np.abs(lifted).max(initial=0) > WEIGHTS:
            continue
        if np.array_equal(basis[:, used] @ lifted[used].astype(float), denominator * column):
            return True
    return False
