"""Margins of error and differences between groups or waves; "not tested" is not "no difference".

Sources: Cabinet Office, Civil Service People Survey 2018 technical guide (margins with finite population
correction, least numbers for tests); Wilson 1927; Welch 1947; Benjamini and Hochberg 1995."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

LEVEL = 0.95
FEWEST_NORMAL = 30
FEWEST_EITHER_SIDE = 5
FEWEST_FOR_QUESTION, FEWEST_FOR_THEME, FEWEST_FOR_INDEX = 30, 20, 10

WhyNot = Literal["too_few", "no_variation"]


@dataclass(frozen=True)
class Interval:
    """A share's 95 % interval in points, low to high."""

    low: float
    high: float
    method: Literal["normal", "wilson"]


@dataclass(frozen=True)
class NotTested:
    """No test was made, and why."""

    why: WhyNot


@dataclass(frozen=True)
class Verdict:
    """A test was made: `difference` (first minus second, in points), its statistic, two-sided p, verdict."""

    difference: float
    statistic: float
    p: float
    different: bool


Outcome = Verdict | NotTested


def _z() -> float:
    from scipy.special import ndtri  # loads slowly, and no page of a respondent needs it

    return float(ndtri((1 + LEVEL) / 2))


def _sample(positive: int, answered: int, population: int) -> None:
    if not 0 <= positive <= answered <= population or answered == 0:
        raise ValueError(f"{positive} of {answered} of {population}")


def correction(answered: int, population: int) -> float:
    """Finite population correction, 0 (all answered) to 1: √((N − n)/(N − 1))."""
    return math.sqrt((population - answered) / (population - 1)) if population > 1 else 0.0


def margin_of_error(positive: int, answered: int, population: int) -> float:
    """Half the width of the 95 % normal interval, in points: 1.96·√(p(1−p)/n)·√((N−n)/(N−1)).

    ValueError unless 0 <= positive <= answered <= population and somebody answered."""
    _sample(positive, answered, population)
    share = positive / answered
    return 100 * _z() * math.sqrt(share * (1 - share) / answered) * correction(answered, population)


def interval(positive: int, answered: int, population: int) -> Interval:
    """A share's 95 % interval in points: normal, or Wilson's under 30 answers or under 5 on either side.

    Wilson's takes the finite population in as a larger effective n = n / correction². ValueError as above."""
    margin = margin_of_error(positive, answered, population)
    share = 100 * positive / answered
    few = answered < FEWEST_NORMAL or min(positive, answered - positive) < FEWEST_EITHER_SIDE
    if not few:
        return Interval(max(0.0, share - margin), min(100.0, share + margin), "normal")
    left = correction(answered, population) ** 2
    if left == 0:
        return Interval(share, share, "wilson")
    size, z, part = answered / left, _z(), positive / answered
    middle = (part + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * math.sqrt(part * (1 - part) / size + z * z / (4 * size * size))
    return Interval(100 * max(0.0, middle - half), 100 * min(1.0, middle + half), "wilson")


def rest(positive: int, answered: int, part_positive: int, part_answered: int) -> tuple[int, int]:
    """A parent's positive and answered without one of its units: what the unit is compared with."""
    left = (positive - part_positive, answered - part_answered)
    if not 0 <= left[0] <= left[1]:
        raise ValueError("the unit is not part of this parent")
    return left


def compare_shares(
    positive: int, answered: int, other_positive: int, other_answered: int, fewest: int = FEWEST_FOR_QUESTION
) -> Outcome:
    """Two-proportion z with pooled variance, two-sided at 95 %, between two separate groups.

    NotTested under `fewest` answers on either side (30 a question, 20 a theme), or where all or none of both
    are positive."""
    for part, number in ((positive, answered), (other_positive, other_answered)):
        if not 0 <= part <= number:
            raise ValueError(f"{part} of {number}")
    if min(answered, other_answered) < max(fewest, 1):
        return NotTested("too_few")
    pooled = (positive + other_positive) / (answered + other_answered)
    error = math.sqrt(pooled * (1 - pooled) * (1 / answered + 1 / other_answered))
    if error == 0:
        return NotTested("no_variation")
    difference = positive / answered - other_positive / other_answered
    statistic = difference / error
    from scipy.special import ndtr

    p = float(2 * ndtr(-abs(statistic)))
    return Verdict(100 * difference, statistic, p, p < 1 - LEVEL)


def compare_indices(first: ArrayLike, second: ArrayLike, fewest: int = FEWEST_FOR_INDEX) -> Outcome:
    """Welch's t on two separate groups' respondent indices (1-d, nan left out), two-sided at 95 %.

    NotTested under `fewest` respondents on either side (10), or where nobody differs within either."""
    one, two = (np.asarray(group, dtype=np.float64) for group in (first, second))
    if one.ndim != 1 or two.ndim != 1:
        raise ValueError("one index a respondent")
    one, two = one[~np.isnan(one)], two[~np.isnan(two)]
    if min(len(one), len(two)) < max(fewest, 2):
        return NotTested("too_few")
    if np.ptp(one) == 0 and np.ptp(two) == 0:
        return NotTested("no_variation")
    from scipy import stats

    result = stats.ttest_ind(one, two, equal_var=False)
    p = float(result.pvalue)
    return Verdict(float(one.mean() - two.mean()), float(result.statistic), p, p < 1 - LEVEL)


def control(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """A heatmap's verdicts with the false discovery rate held at 5 % (Benjamini–Hochberg); p is adjusted.

    What was not tested stays so and does not count among the tests."""
    tested = [outcome.p for outcome in outcomes if isinstance(outcome, Verdict)]
    from scipy import stats

    adjusted = iter(stats.false_discovery_control(tested) if tested else ())

    def judged(outcome: Outcome) -> Outcome:
        if isinstance(outcome, NotTested):
            return outcome
        p = float(next(adjusted))
        return replace(outcome, p=p, different=p < 1 - LEVEL)

    return tuple(judged(outcome) for outcome in outcomes)
