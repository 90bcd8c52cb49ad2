"""Linear algebra modulo a smaller prime, in floats that hold every whole number met: fast enough for many sets.

Full rank modulo any prime is full rank over the rationals, so what is found here is proof as well.
"""

import numpy as np
from numpy.typing import NDArray

from engage.disclosure.blocks import Ints

Floats = NDArray[np.float64]

# Sums of 2^13 products of two residues stay below 2^53.
PRIME = 2**20 - 3
LONGEST = 2**13
WIDTH = 64
# Up to so many entries a plain elimination is faster than strips.
SMALL = 40_000


def residues(a: Floats) -> Floats:
    """Residues of whole numbers below 2^53, between about -PRIME/2 and PRIME/2; nothing exactly where it divides."""
    found: Floats = a - PRIME * np.rint(a * (1.0 / PRIME))
    return found


def product(a: Floats, b: Floats) -> Floats:
    """a @ b."""
    if a.shape[1] <= LONGEST:
        return residues(a @ b)
    cut = a.shape[1] // 2
    return residues(product(a[:, :cut], b[:cut]) + product(a[:, cut:], b[cut:]))


def inverse_of(number: float) -> float:
    """1 / number."""
    return float(pow(int(number) % PRIME, -1, PRIME))


def inverse(matrix: Floats) -> Floats | None:
    """Of a small square matrix; None where it has none."""
    size = len(matrix)
    form, pivots = echelon(np.hstack([matrix, np.eye(size)]))
    return form[:, size:] if pivots == list(range(size)) else None


def echelon(matrix: Floats) -> tuple[Floats, list[int]]:
    """Reduced row echelon form without its empty rows, and the pivot columns from the left.

    A large one in strips of columns: each strip is brought to its form by itself, beside what that does to its
    rows; the columns after it follow in one product.
    """
    m = residues(np.array(matrix, dtype=np.float64))
    if m.size <= SMALL:
        pivots, _ = _jordan(m, 0, m.shape[1])
        return m[: len(pivots)], pivots
    pivots = []
    for left in range(0, m.shape[1], WIDTH):
        if len(pivots) == len(m):
            break
        right = min(left + WIDTH, m.shape[1])
        done = len(pivots)
        strip = m[:, left:right].copy()
        found, order = _jordan(strip, done, right - left)
        rows = slice(done, done + len(found))
        before = m[order]
        # The rows that took a pivot, so multiplied that their pivots form a unit matrix, cleared from all others.
        minor = before[rows, left:right][:, found]
        lead = product(_inverted(minor), before[rows, left:])
        others = before[:, [left + column for column in found]]
        others[rows] = 0
        m = before
        m[:, left:] = residues(before[:, left:] - product(others, lead))
        m[rows, left:] = lead
        pivots += [left + column for column in found]
    return m[: len(pivots)], pivots


def _jordan(m: Floats, done: int, width: int) -> tuple[list[int], Ints]:
    """Eliminates in place with pivots in the first columns, below the rows that are done: (pivots, order of rows)."""
    order = np.arange(len(m))
    pivots: list[int] = []
    for column in range(width):
        row = done + len(pivots)
        if row == len(m):
            break
        hit = row + int(np.argmax(m[row:, column] != 0))
        if m[hit, column] == 0:
            continue
        if hit != row:
            m[[row, hit]] = m[[hit, row]]
            order[[row, hit]] = order[[hit, row]]
        lead = residues(m[row] * inverse_of(m[row, column]))
        weights = m[:, column].copy()
        weights[row] = 0
        m -= weights[:, None] * lead
        m -= PRIME * np.rint(m * (1.0 / PRIME))
        m[row] = lead
        pivots.append(column)
    return pivots, order


def _inverted(matrix: Floats) -> Floats:
    """The inverse of a minor that is known to have one."""
    size = len(matrix)
    work = np.hstack([matrix, np.eye(size)])
    _jordan(work, 0, size)
    return work[:, size:]


def nullspace(matrix: Floats) -> Floats:
    """(columns, d): the combinations of columns that are nothing on every row."""
    matrix = residues(matrix)
    filled = matrix != 0
    # A row with one entry leaves nothing of its column: what is left to eliminate is often much smaller.
    single = filled.sum(axis=1) == 1
    if single.any():
        gone = filled[single].any(axis=0)
        inside = nullspace(matrix[~single][:, ~gone])
        found = np.zeros((matrix.shape[1], inside.shape[1]))
        found[~gone] = inside
        return found
    form, pivots = echelon(matrix)
    others = sorted(set(range(matrix.shape[1])) - set(pivots))
    found = np.zeros((matrix.shape[1], len(others)))
    found[others, range(len(others))] = 1
    if pivots:
        found[pivots] = residues(-form[:, others])
    return found


def rank(matrix: Floats) -> int:
    """Never more than the rank over the rationals."""
    return len(echelon(matrix)[1])
