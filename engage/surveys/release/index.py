"""An index of any group, from sums that were made once: respondents' own means, and each item's."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engage.surveys.rules.figures import FEWEST_FOR_MEAN, IndexScore, shown

Floats = NDArray[np.float64]
# A spread next to nothing would say what almost everybody's own index is.
LEAST_DEVIATION = 5.0


@dataclass(frozen=True, eq=False)
class Index:
    """`by_profile`: (profiles, 3 + 2 × items) people with all items answered, the sum of their indices and of their
    squares, then for each item its answers and the sum of their points."""

    items: int
    by_profile: Floats

    def score(self, sums: Floats, by_items: bool) -> IndexScore | None:
        """The index of a group from its sums of `by_profile`; the same as figures.group_index of its people."""
        if not by_items:
            whole = round(sums[0])
            return IndexScore(float(sums[1] / whole), whole, by_items=False) if whole else None
        answers, points = sums[3 : 3 + self.items], sums[3 + self.items :]
        if not answers.all():
            return None
        return IndexScore(float((points / answers).mean()), round(answers.min()), by_items=True)

    def deviation(self, sums: Floats) -> float | None:
        """The standard deviation (n − 1) of people's indices, one decimal; None under 30 of them, or under 5 points."""
        people = round(sums[0])
        if people < FEWEST_FOR_MEAN:
            return None
        found = float(np.sqrt(max(sums[2] - sums[1] ** 2 / people, 0.0) / (people - 1)))
        return shown(found, 1) if found >= LEAST_DEVIATION else None


def index_of(points: Sequence[Floats], profile_of: NDArray[np.int64], profiles: int) -> Index:
    """Sums by profile of (N,) points, one array an item, nan where blank."""
    given = [~np.isnan(each) for each in points]
    filled = [np.where(mask, each, 0.0) for mask, each in zip(given, points, strict=True)]
    whole = np.logical_and.reduce(given)
    own = np.where(whole, sum(filled) / len(points), 0.0)
    columns = [whole, own, own**2, *given, *filled]
    sums = [np.bincount(profile_of, weights=column, minlength=profiles) for column in columns]
    return Index(len(points), np.column_stack(sums))
