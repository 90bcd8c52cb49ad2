"""How far chance may have moved a share.

Sources: Cabinet Office, Civil Service People Survey 2018 technical guide (margins with finite population
correction); Wilson 1927."""

import math
from dataclasses import dataclass
from typing import Literal

LEVEL = 0.95
FEWEST_NORMAL = 30
FEWEST_EITHER_SIDE = 5


@dataclass(frozen=True)
class Interval:
    """A share's 95 % interval in points, low to high."""

    low: float
    high: float
    method: Literal["normal", "wilson"]


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
