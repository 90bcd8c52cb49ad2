"""Differences between groups or waves; "not tested" is not "no difference".

Sources: Cabinet Office, Civil Service People Survey 2018 technical guide (least numbers for tests); Welch 1947;
Benjamini and Hochberg 1995."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from engage.surveys.rules.margins import LEVEL

FEWEST_FOR_QUESTION, FEWEST_FOR_THEME, FEWEST_FOR_INDEX = 30, 20, 10

# Too few answers; nobody differs; the rounding of what is told hides it; not shown, or not by itself; an older
# release tells no spread; not asked alike in the other.
WhyNot = Literal["too_few", "no_variation", "rounding", "not_alone", "no_spread", "not_alike"]


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
    tested = np.array([outcome.p for outcome in outcomes if isinstance(outcome, Verdict)])
    # As scipy.stats.false_discovery_control, whose import would hold up a process's first page for a second.
    order = np.argsort(tested, kind="stable")
    raised = tested[order] * len(tested) / np.arange(1, len(tested) + 1)
    found = np.empty_like(tested)
    found[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    adjusted = iter(found)

    def judged(outcome: Outcome) -> Outcome:
        if isinstance(outcome, NotTested):
            return outcome
        p = float(next(adjusted))
        return replace(outcome, p=p, different=p < 1 - LEVEL)

    return tuple(judged(outcome) for outcome in outcomes)
