"""Survey figures: shares, means, indices, rates. Rounding comes last, and only for display.

Percents and index scores are points from 0 to 100. None means that there is nothing to show, never 0.
Sources: Cabinet Office, Civil Service People Survey technical guides (2018 and 2024)."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engage.surveys.rules.questionnaire import Direction, Option

FEWEST_FOR_MEAN = 30
FULL_INDEX = 100.0

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shares:
    """Counts by direction; `answered` is the denominator, undirected options included."""

    answered: int
    positive: int
    neutral: int
    negative: int

    @property
    def percent_positive(self) -> float | None:
        """100 × positive / answered."""
        return percent(self.positive, self.answered)

    @property
    def percent_neutral(self) -> float | None:
        """100 × neutral / answered."""
        return percent(self.neutral, self.answered)

    @property
    def percent_negative(self) -> float | None:
        """100 × negative / answered."""
        return percent(self.negative, self.answered)


@dataclass(frozen=True)
class IndexScore:
    """A group's index, 0 to 100; `by_items` marks the mean of item means over all who answered any.

    `respondents`: how many it counts; by items, how many answered the item that fewest answered."""

    value: float
    respondents: int
    by_items: bool


def _count(number: int, of: int) -> None:
    if not 0 <= number <= of:
        raise ValueError(f"{number} of {of}")


def percent(part: int, answered: int) -> float | None:
    """100 × part / answered, None when nobody answered; ValueError unless 0 <= part <= answered."""
    _count(part, answered)
    # Multiplied first: an exact half stays one, and rounds as it should.
    return 100 * part / answered if answered else None


def shown(value: float, places: int = 0) -> float:
    """A figure rounded for display, half away from zero: 47.5 to 48, -5.5 to -6 (published tables, 2018).

    Nine decimals are kept first, so that the noise of binary fractions does not turn a half down."""
    kept = round(float(value), 9)
    if not places:
        return math.copysign(math.floor(abs(kept) + 0.5), kept) + 0.0
    exact = Decimal(repr(kept))
    return float(exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)) + 0.0


def shares(options: Iterable[Option], counts: Mapping[str, int]) -> Shares:
    """Counts added by the options' direction; for single-choice items, where counts add up to the answered.

    Options set aside are left out. A missing count is 0; ValueError for a negative one."""
    by: Counter[Direction | None] = Counter()
    for option in options:
        if option.aside is None:
            number = counts.get(option.code, 0)
            if number < 0:
                raise ValueError(f"{option.code}: {number}")
            by[option.direction] += number
    return Shares(sum(by.values()), by[Direction.POSITIVE], by[Direction.NEUTRAL], by[Direction.NEGATIVE])


def percents(counts: Mapping[str, int], answered: int) -> dict[str, float] | None:
    """Each option's share of those who answered, in points; None when nobody did.

    A multiple choice's shares may add up to more than 100."""
    for number in counts.values():
        _count(number, answered)
    return {code: 100 * number / answered for code, number in counts.items()} if answered else None


def mean(options: Iterable[Option], counts: Mapping[str, int], fewest: int = FEWEST_FOR_MEAN) -> float | None:
    """Mean score over the scored options chosen; None under `fewest` answers (30) or without scores."""
    scored = [(option.score, counts.get(option.code, 0)) for option in options if option.score is not None]
    total = sum(number for _, number in scored)
    if not scored or total < max(fewest, 1):
        return None
    return sum(score * number for score, number in scored) / total


def index_scores(options: Iterable[Option]) -> dict[str, float]:
    """Each scored option's index points: 100 for the best score to 0 for the worst, in proportion between.

    Five even steps give 100, 75, 50, 25, 0. ValueError with fewer than two different scores."""
    counted = [option for option in options if option.aside is None]
    scores = {option.code: option.score for option in counted if option.score is not None}
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if low == high:
        raise ValueError("an index needs at least two different scores")
    return {code: FULL_INDEX * (score - low) / (high - low) for code, score in scores.items()}


def _matrix(points: ArrayLike) -> Floats:
    found = np.asarray(points, dtype=np.float64)
    if found.ndim != 2 or found.shape[1] == 0:
        raise ValueError("respondents × items, with at least one item")
    if np.isinf(found).any():
        raise ValueError("points are finite, or nan where not answered")
    return found


def respondent_index(points: ArrayLike) -> Floats:
    """Each respondent's index: points (respondents × items, nan where blank) to the mean of their items.

    nan for a respondent who left any item out: only whole sets count."""
    return np.asarray(_matrix(points).mean(axis=1), dtype=np.float64)


def group_index(points: ArrayLike, by_items: bool = False) -> IndexScore | None:
    """A group's index from points (respondents × items, nan where blank); None when there is none.

    The mean of its respondents' indices. `by_items`: the mean over items of each item's mean instead, where only
    a few answered part of it: else whole minus part would be about those few (anonymity.md)."""
    found = _matrix(points)
    if by_items:
        given = (~np.isnan(found)).sum(axis=0)
        if not given.all():
            return None
        return IndexScore(float(np.nanmean(found, axis=0).mean()), int(given.min()), by_items=True)
    each = respondent_index(found)
    whole = each[~np.isnan(each)]
    return IndexScore(float(whole.mean()), len(whole), by_items=False) if len(whole) else None


def theme_score(items: Sequence[Shares]) -> float | None:
    """Percent positive, pooled: positive answers over all answers to the theme's items; None without any."""
    return percent(sum(item.positive for item in items), sum(item.answered for item in items))


def enps(counts: Mapping[str, int]) -> float | None:
    """Employee net promoter score, -100 to 100: share of 9 and 10 minus share of 0 to 6; None without any."""
    by = {number: counts.get(str(number), 0) for number in range(11)}
    if min(by.values()) < 0:
        raise ValueError("a count is negative")
    total = sum(by.values())
    return 100 * (by[9] + by[10] - sum(by[number] for number in range(7))) / total if total else None
