"""Tests on what a release tells: whole percents, rounded numbers of answers, an index with its deviation.

Nothing but published figures goes in, so a comparison tells nothing that they do not. Percents, index values and
deviations are points from 0 to 100. Sources: as comparing.py; one-sample tests as in the Civil Service People
Survey 2018 technical guide (z for a share, t for an index)."""

import math
from dataclasses import dataclass

from engage.surveys.rules.comparing import (
    FEWEST_FOR_INDEX,
    FEWEST_FOR_QUESTION,
    NotTested,
    Outcome,
    Verdict,
    compare_shares,
)
from engage.surveys.rules.figures import shown
from engage.surveys.rules.margins import LEVEL

# What rounding may move the rest of a whole by, in points; beyond it the rest is not told apart from noise.
SLACK = 2.0
HALF_POINT = 0.5


@dataclass(frozen=True)
class Share:
    """A published percent and how many it is of. Of a theme: answers divided by items, that is about people."""

    percent: float
    answered: int

    @property
    def positive(self) -> int:
        """How many that is, to the nearest whole answer."""
        return int(shown(self.percent * self.answered / 100))


@dataclass(frozen=True)
class Score:
    """A published index, its standard deviation between people (None where not told), how many it counts."""

    value: float
    deviation: float | None
    answered: int


def _slack(whole: int, part: int) -> float:
    """By how many points the rest of a whole may be off where both are rounded to whole points."""
    return HALF_POINT * (whole + part) / (whole - part)


def rest_share(whole: Share, part: Share) -> Share | NotTested:
    """A whole without one of its parts, in unrounded points.

    NotTested("too_few") where nothing is left; "rounding" where whole points leave more than 2 points open."""
    left = whole.answered - part.answered
    if left <= 0:
        return NotTested("too_few")
    percent = (whole.percent * whole.answered - part.percent * part.answered) / left
    if _slack(whole.answered, part.answered) > SLACK or not 0 <= percent <= 100:
        return NotTested("rounding")
    return Share(percent, left)


def rest_score(whole: Score, part: Score) -> Score | NotTested:
    """A whole's index and deviation without one of its parts: sums of squares within and between, taken apart.

    (N−1)S² = (n−1)s² + (r−1)q² + n·r/N·(m−q̄)². NotTested as for shares, or "no_spread" without a deviation."""
    n, r = part.answered, whole.answered - part.answered
    if r <= 1:
        return NotTested("too_few")
    value = (whole.value * whole.answered - part.value * n) / r
    if _slack(whole.answered, n) > SLACK or not 0 <= value <= 100:
        return NotTested("rounding")
    if whole.deviation is None or part.deviation is None:
        return NotTested("no_spread")
    between = n * r / whole.answered * (part.value - value) ** 2
    squares = (whole.answered - 1) * whole.deviation**2 - (n - 1) * part.deviation**2 - between
    return Score(value, math.sqrt(squares / (r - 1)), r) if squares > 0 else NotTested("rounding")


def between_shares(one: Share, two: Share, fewest: int = FEWEST_FOR_QUESTION) -> Outcome:
    """Two-proportion z on two separate groups' published shares; see compare_shares for what it refuses."""
    return compare_shares(one.positive, one.answered, two.positive, two.answered, fewest)


def between_scores(one: Score, two: Score, fewest: int = FEWEST_FOR_INDEX) -> Outcome:
    """Welch's t on two separate groups' published index, deviation and number, two-sided at 95 %.

    Degrees of freedom by Welch and Satterthwaite: (s²/n + s²/n)² over Σ(s²/n)²/(n − 1). As scipy's from_stats.
    NotTested under `fewest` people on either side (10), without a deviation, or where nobody differs in either."""
    if min(one.answered, two.answered) < max(fewest, 2):
        return NotTested("too_few")
    if one.deviation is None or two.deviation is None:
        return NotTested("no_spread")
    if one.deviation == two.deviation == 0:
        return NotTested("no_variation")
    first, second = one.deviation**2 / one.answered, two.deviation**2 / two.answered
    statistic = (one.value - two.value) / math.sqrt(first + second)
    freedom = (first + second) ** 2 / (first**2 / (one.answered - 1) + second**2 / (two.answered - 1))
    from scipy.special import stdtr

    return _verdict(one.value - two.value, statistic, float(2 * stdtr(freedom, -abs(statistic))))


def share_against(one: Share, benchmark: float, fewest: int = FEWEST_FOR_QUESTION) -> Outcome:
    """One-sample z of a share against a fixed percent: (p − b)/√(b(1 − b)/n), two-sided at 95 %.

    NotTested under `fewest` answers, or against 0 or 100, which have no error. ValueError outside 0 to 100."""
    _within(benchmark)
    if one.answered < max(fewest, 1):
        return NotTested("too_few")
    if benchmark in {0, 100}:
        return NotTested("no_variation")
    part, known = one.positive / one.answered, benchmark / 100
    statistic = (part - known) / math.sqrt(known * (1 - known) / one.answered)
    from scipy.special import ndtr

    return _verdict(one.percent - benchmark, statistic, float(2 * ndtr(-abs(statistic))))


def score_against(one: Score, benchmark: float, fewest: int = FEWEST_FOR_INDEX) -> Outcome:
    """One-sample t of an index against a fixed value: (m − b)/(s/√n), n − 1 degrees of freedom, two-sided at 95 %.

    NotTested under `fewest` people (10), without a deviation, or where nobody differs. ValueError outside 0 to 100."""
    _within(benchmark)
    if one.answered < max(fewest, 2):
        return NotTested("too_few")
    if one.deviation is None:
        return NotTested("no_spread")
    if one.deviation == 0:
        return NotTested("no_variation")
    statistic = (one.value - benchmark) / (one.deviation / math.sqrt(one.answered))
    from scipy.special import stdtr

    return _verdict(one.value - benchmark, statistic, float(2 * stdtr(one.answered - 1, -abs(statistic))))


def _within(benchmark: float) -> None:
    if not 0 <= benchmark <= 100:
        raise ValueError(f"a benchmark of {benchmark}")


def _verdict(difference: float, statistic: float, p: float) -> Verdict:
    return Verdict(difference, statistic, p, p < 1 - LEVEL)
