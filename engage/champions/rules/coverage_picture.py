"""The trade-off as a picture: people for one champion falling, and groups covered rising, with the seats."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from engage.champions.rules.coverage_curve import Reach

LEFT, RIGHT, WIDTH = 42, 330, 340
TOP, BOTTOM = 14, 150
TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)


@dataclass(frozen=True)
class Tick:
    """A line across or up, and its words."""

    at: float
    words: str


@dataclass(frozen=True)
class Panel:
    """One of the two curves: its points ("x,y x,y"), and the lines across with their numbers."""

    points: str
    across: tuple[Tick, ...]


@dataclass(frozen=True)
class Picture:
    """Both curves over the same seats, in the units of a view box `WIDTH` wide; marks are seats to look at."""

    covered: Panel
    worst: Panel
    seats: tuple[Tick, ...]
    marks: tuple[Tick, ...]


def picture(curve: Sequence[Reach], marks: Sequence[tuple[int, str]]) -> Picture | None:
    """Drawn from a curve; None where it has no worst ratio to show or fewer than two points.

    The ratio's scale is logarithmic, so that halving looks the same everywhere: between one champion for 1,000 and for
    500 lies as much as between 100 and 50.
    """
    known = [each for each in curve if each.worst is not None]
    if len(curve) < 2 or not known:
        return None
    last = curve[-1].seats

    def across(seats: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * seats / last, 1)

    groups = max(each.covered for each in curve)
    low, high = float(known[-1].worst or 1), float(known[0].worst or 1)
    shown = [tick for tick in TICKS if tick >= low / 2.5 and tick <= high * 2.5]
    bottom, top = min(low, shown[0]), max(high, shown[-1])
    span = math.log(top / bottom) or 1.0

    def up(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * math.log(value / bottom) / span, 1)

    def rise(covered: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * covered / groups, 1)

    return Picture(
        Panel(" ".join(f"{across(each.seats)},{rise(each.covered)}" for each in curve),
              tuple(Tick(rise(value), str(value)) for value in _steps(groups))),
        Panel(" ".join(f"{across(each.seats)},{up(float(each.worst or 1))}" for each in known),
              tuple(Tick(up(tick), f"{tick:,}") for tick in shown)),
        tuple(Tick(across(value), str(value)) for value in _steps(last)),
        tuple(Tick(across(seats), words) for seats, words in marks if 0 < seats <= last),
    )  # fmt: skip


def _steps(most: int) -> list[int]:
    """0 and a few round numbers up to the most."""
    step = next((each for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000) if most / each <= 5), 2_000)
    return list(range(0, most + 1, step))
