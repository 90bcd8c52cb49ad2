"""Key drivers: how much each theme goes along with an index, when the themes go along with each other too.

Source: Johnson 2000, A heuristic method for estimating the relative weight of predictor variables in multiple
regression (Multivariate Behavioral Research 35)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEWEST_PEOPLE, FEWEST_EACH = 100, 10
FEWEST_THEMES = 2
# Themes that say nearly the same cannot be told apart: the smallest eigenvalue of their correlations.
LEAST_EIGENVALUE = 1e-6

WhyNone = Literal["too_few", "too_few_themes", "no_variation", "too_alike"]


@dataclass(frozen=True)
class NoDrivers:
    """No weights were worked out, and why."""

    why: WhyNone


@dataclass(frozen=True)
class Weights:
    """`weights`: each theme's part of R², 0 to 1, adding up to `explained` (R²); `people` that were counted."""

    weights: tuple[float, ...]
    explained: float
    people: int

    @property
    def importance(self) -> tuple[float, ...]:
        """Each theme's part of what all explain together, in points adding up to 100."""
        return tuple(100 * each / self.explained for each in self.weights)


def fewest(themes: int) -> int:
    """The least number of people: 100, and ten for each theme."""
    return max(FEWEST_PEOPLE, FEWEST_EACH * themes)


def relative_weights(themes: ArrayLike, index: ArrayLike) -> Weights | NoDrivers:
    """Johnson's relative weights of themes (people × themes, points) on an index (people, points).

    People with a nan anywhere are left out. With R the themes' correlations = PD²Pᵀ and r those with the index:
    Λ = PDPᵀ, β = Λ⁻¹r, and theme j's weight is Σᵢ Λ²ⱼᵢβ²ᵢ. NoDrivers under 100 people or ten a theme, with fewer than
    two themes, where anything is the same for everybody, or where themes are too alike. ValueError for other shapes."""
    given, outcome = np.asarray(themes, dtype=np.float64), np.asarray(index, dtype=np.float64)
    if given.ndim != 2 or outcome.shape != (len(given),):
        raise ValueError("people × themes, and one index a person")
    whole = ~(np.isnan(given).any(axis=1) | np.isnan(outcome))
    given, outcome = given[whole], outcome[whole]
    if given.shape[1] < FEWEST_THEMES:
        return NoDrivers("too_few_themes")
    if len(given) < fewest(given.shape[1]):
        return NoDrivers("too_few")
    if (np.ptp(given, axis=0) == 0).any() or np.ptp(outcome) == 0:
        return NoDrivers("no_variation")
    together = np.atleast_2d(np.corrcoef(np.column_stack([given, outcome]), rowvar=False))
    return _weights(together[:-1, :-1], together[:-1, -1], len(given))


def _weights(among: NDArray[np.float64], with_index: NDArray[np.float64], people: int) -> Weights | NoDrivers:
    values, vectors = np.linalg.eigh(among)
    if values[0] < LEAST_EIGENVALUE:
        return NoDrivers("too_alike")
    loadings = vectors @ np.diag(np.sqrt(values)) @ vectors.T
    slopes = np.linalg.solve(loadings, with_index)
    weights = loadings**2 @ slopes**2
    explained = float(weights.sum())
    if explained <= 0:
        return NoDrivers("no_variation")
    return Weights(tuple(float(each) for each in weights), explained, people)
