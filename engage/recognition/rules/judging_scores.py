"""What entries scored: raw means, and means without the part that comes from strict and mild judges.

Model, for a judge j who scored an entry i:  score = entry_i + severity_j + error,  severity ~ N(0, ratio² σ²),
error ~ N(0, σ²). Entries are not shrunken. Severities are, as much as the scores say: σ² has the prior 1/σ², and
the ratio of the two standard deviations a half-Cauchy prior of scale 1 (Gelman, Bayesian Analysis 1(3), 2006), over
which a grid is integrated; given a ratio everything is exact linear algebra (Henderson's mixed model equations with
fixed entries; the likelihood is that of REML). The same model served to calibrate reviewers of a conference
(N. Lawrence, NIPS 2014).

The calibrated score is  raw mean − mean severity of the entry's own judges,  severities counted from the mean of all
judges of the panel. So where every judge scored every entry it is the raw mean, exactly. Scores are never turned into
z-scores by judge: with few entries a judge that throws away more than it repairs.

The interval is a 90 % posterior interval of what the whole panel would have given the entry; it holds the uncertainty
of the severities, of the ratio and of σ. Only scores within one part of the graph can be compared: others are refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from engage.recognition.rules.judging_assignment import groups

Array = NDArray[np.float64]
LEVEL = 0.90
SAME = 1e-9
# Ratios of the standard deviation of severities to that of errors; nought is looked at on its own.
RATIOS = np.concatenate(([0.0], np.geomspace(0.02, 20.0, 80)))


@dataclass(frozen=True)
class Given:
    """What a judge gave an entry: one figure on the scale, over all criteria."""

    judge: int
    entry: int
    score: float


@dataclass(frozen=True)
class Apart:
    """Why scores cannot be calibrated: parts as (judges, entries) that share neither a judge nor an entry."""

    groups: tuple[tuple[frozenset[int], frozenset[int]], ...]


@dataclass(frozen=True)
class EntryScore:
    """An entry's figures on the scale of the scores; low and high are None where nothing tells the error."""

    entry: int
    judges: int
    raw: float
    calibrated: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Calibrated:
    """All entries by id, severities by judge (from the panel's mean), and the covariance of the calibrated scores."""

    scores: Mapping[int, EntryScore]
    severities: Mapping[int, float]
    order: tuple[int, ...]
    covariance: Array | None
    freedom: int

    def margin(self, one: int, other: int) -> float | None:
        """Half of the 90 % interval of the difference of two entries; None where nothing tells the error."""
        if self.covariance is None:
            return None
        a, b = self.order.index(one), self.order.index(other)
        variance = self.covariance[a, a] + self.covariance[b, b] - 2 * self.covariance[a, b]
        return _quantile(self.freedom) * float(np.sqrt(max(variance, 0.0)))


def weighted(points: Mapping[int, int], weights: Mapping[int, int]) -> float | None:
    """The mean of a judge's points over the criteria by their weights; None until every criterion has points."""
    if not weights or not weights.keys() <= points.keys():
        return None
    return sum(points[each] * weight for each, weight in weights.items()) / sum(weights.values())


def raw_means(given: Sequence[Given]) -> dict[int, float]:
    """Entry to the mean of what its judges gave; an entry without scores is not in it."""
    held: dict[int, list[float]] = {}
    for each in given:
        held.setdefault(each.entry, []).append(each.score)
    return {entry: float(np.mean(scores)) for entry, scores in held.items()}


@dataclass(frozen=True)
class _Parts:
    """Scores less their entry's mean, as seen from the judges' side (E entries, J judges, N scores)."""

    means: Array  # (E,)
    counts: Array  # (E,)
    shares: Array  # (E, J): the share of a judge among an entry's judges, less 1/J
    vectors: Array  # (J, r): directions in which severities can be told
    values: Array  # (r,): how much is known about each
    seen: Array  # (r,): what the scores say of each
    rest: float  # squares that no severity explains
    freedom: int  # N − E


def calibrate(given: Sequence[Given]) -> Calibrated | Apart:
    """Raw and calibrated figures of all entries that have a score, each judge and entry once.

    Apart where the scores fall into parts that cannot be compared. Without any score an empty result. With one score
    for each entry nothing tells severities from entries: with one judge the raw means stand, without an interval.
    """
    parts = groups((each.judge, each.entry) for each in given)
    if len(parts) > 1:
        return Apart(parts)
    entries = sorted({each.entry for each in given})
    judges = sorted({each.judge for each in given})
    if not entries:
        return Calibrated({}, {}, (), None, 0)
    seen = _parts(given, entries, judges)
    severity, covariance = _posterior(seen)
    calibrated = seen.means - seen.shares @ severity
    scores = {
        entry: _entry(entry, n, seen, float(calibrated[n]), covariance) for n, entry in enumerate(entries)
    }  # fmt: skip
    centred = severity - severity.mean()
    return Calibrated(scores, dict(zip(judges, map(float, centred), strict=True)), tuple(entries), covariance,
                      seen.freedom)  # fmt: skip


def _entry(entry: int, n: int, seen: _Parts, value: float, covariance: Array | None) -> EntryScore:
    half = None if covariance is None else _quantile(seen.freedom) * float(np.sqrt(covariance[n, n]))
    low, high = (None, None) if half is None else (value - half, value + half)
    return EntryScore(entry, int(seen.counts[n]), float(seen.means[n]), value, low, high)


def _quantile(freedom: int) -> float:
    return float(stdtrit(freedom, (1 + LEVEL) / 2))


def _parts(given: Sequence[Given], entries: Sequence[int], judges: Sequence[int]) -> _Parts:
    row = {entry: n for n, entry in enumerate(entries)}
    column = {judge: n for n, judge in enumerate(judges)}
    there, score = np.zeros((len(entries), len(judges))), np.zeros((len(entries), len(judges)))
    for each in given:
        there[row[each.entry], column[each.judge]] = 1.0
        score[row[each.entry], column[each.judge]] = each.score
    counts = there.sum(axis=1)
    means = score.sum(axis=1) / counts
    within = (score - means[:, None]) * there
    known = np.diag(there.sum(axis=0)) - there.T @ (there / counts[:, None])
    values, vectors = np.linalg.eigh(known)
    # The one direction that nothing can tell, all judges stricter at once, is nought but for rounding.
    telling = values > SAME * max(1.0, float(values.max(initial=0.0)))
    values, vectors = values[telling], vectors[:, telling]
    seen = vectors.T @ within.sum(axis=0)
    rest = float((within**2).sum() - (seen**2 / values).sum())
    shares = there / counts[:, None] - 1.0 / len(judges)
    return _Parts(means, counts, shares, vectors, values, seen, max(rest, 0.0), int(there.sum()) - len(entries))


def _posterior(p: _Parts) -> tuple[Array, Array | None]:
    """The severities (J,), and the covariance (E, E) of the calibrated scores; None where nothing tells the error."""
    nothing = np.zeros(p.vectors.shape[0])
    if p.freedom < 1:
        return nothing, None
    total = p.rest + float((p.seen**2 / p.values).sum())
    if total < SAME**2:
        return nothing, np.zeros((len(p.means), len(p.means)))
    squares = np.array([p.rest + float((p.seen**2 / p.values / (1 + r**2 * p.values)).sum()) for r in RATIOS])
    # Where severities explain all, the squares vanish for a large ratio: no error smaller than rounding is believed.
    squares = np.maximum(squares, 1e-12 * total)
    likely = -0.5 * np.array([np.log1p(r**2 * p.values).sum() for r in RATIOS]) - 0.5 * p.freedom * np.log(squares)
    weight = np.exp(likely - likely.max()) * _prior()
    weight /= weight.sum()
    mean = np.zeros(len(p.seen))
    second = np.zeros((len(p.seen), len(p.seen)))
    error = 0.0
    for r, square, share in zip(RATIOS, squares, weight, strict=True):
        shrunken = r**2 / (1 + r**2 * p.values)
        told, variance = shrunken * p.seen, square / p.freedom
        mean += share * told
        second += share * (variance * np.diag(shrunken) + np.outer(told, told))
        error += share * variance
    turned = p.shares @ p.vectors
    covariance = np.diag(error / p.counts) + turned @ (second - np.outer(mean, mean)) @ turned.T
    return p.vectors @ mean, covariance


def _prior() -> Array:
    """Half-Cauchy of scale 1, times the width that each ratio of the grid stands for."""
    edges = np.concatenate(([0.0], (RATIOS[:-1] + RATIOS[1:]) / 2, [RATIOS[-1]]))
    found: Array = np.diff(edges) / (1 + RATIOS**2)
    return found
