"""Whether the items of an index hang together. Source: Cronbach 1951, Coefficient alpha (Psychometrika 16)."""

import numpy as np
from numpy.typing import ArrayLike

FEWEST_FOR_ALPHA = 30


def alpha(points: ArrayLike, fewest: int = FEWEST_FOR_ALPHA) -> float | None:
    """Cronbach's alpha of points (people × items, nan where blank), at most 1: k/(k−1)·(1 − Σs²ᵢ/s²).

    Whole sets of answers only. None under `fewest` people (30), with one item, or where nobody differs in total.
    ValueError unless it is a table."""
    found = np.asarray(points, dtype=np.float64)
    if found.ndim != 2:
        raise ValueError("people × items")
    found = found[~np.isnan(found).any(axis=1)]
    people, items = found.shape
    if items < 2 or people < max(fewest, 2):
        return None
    total = float(found.sum(axis=1).var(ddof=1))
    if total == 0:
        return None
    return float(items / (items - 1) * (1 - found.var(axis=0, ddof=1).sum() / total))
