"""A measure as a picture: target and actual period by period, from 0 on, with gaps where nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from engage.programme.rules.kinds import MeasureUnit
from engage.programme.rules.measures import Figure

# The drawing's own units: where the plot begins and ends.
LEFT, RIGHT, TOP, BOTTOM = 52.0, 330.0, 22.0, 150.0
FEWEST, MOST_LINES, MOST_TICKS = 2, 5, 4
LARGE = ((10**11, "bn"), (10**8, "m"), (10**5, "k"))


@dataclass(frozen=True)
class Tick:
    """A place on an axis, and its words."""

    at: float
    words: str


@dataclass(frozen=True)
class Drawn:
    """Target or actual: a line for each stretch that is known, and a point for each period."""

    lines: Sequence[str]
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Picture:
    """The lines across, the periods along the bottom, and what was aimed at and reached."""

    across: Sequence[Tick]
    along: Sequence[Tick]
    target: Drawn
    actual: Drawn


def picture(figures: Sequence[Figure], unit: str) -> Picture | None:
    """The picture of these periods in their order; None where fewer than two of them have a figure."""
    known = [value for each in figures for value in (each.target, each.actual) if value is not None]
    if sum(each.target is not None or each.actual is not None for each in figures) < FEWEST:
        return None
    steps = _steps(min(0, *known), max(0, *known))
    low, high = steps[0], steps[-1]

    def across(value: int) -> float:
        return round(BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP), 1)

    def along(place: int) -> float:
        return round(LEFT + 8 + place / (len(figures) - 1) * (RIGHT - LEFT - 16), 1)

    def drawn(values: Sequence[int | None]) -> Drawn:
        points = [None if value is None else (along(at), across(value)) for at, value in enumerate(values)]
        return Drawn(_stretches(points), [each for each in points if each])

    every = -(-(len(figures) - 1) // (MOST_TICKS - 1))
    return Picture(
        [Tick(across(value), short(value, unit)) for value in steps],
        [Tick(along(at), f"{figures[at].ends_on:%b %Y}") for at in range(0, len(figures), every)],
        drawn([each.target for each in figures]), drawn([each.actual for each in figures]),
    )  # fmt: skip


def _steps(low: int, high: int) -> Sequence[int]:
    """Round numbers, the same distance apart, that reach from the lowest to the highest; 0 is one of them."""
    span, step = max(high - low, 1), 1
    while step * MOST_LINES < span:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return [step * number for number in range(low // step, max(-(-high // step), low // step + 1) + 1)]


def _stretches(points: Sequence[tuple[float, float] | None]) -> Sequence[str]:
    """The points of each line; one that stands alone has none."""
    found: list[list[str]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(f"{point[0]},{point[1]}")
    return [" ".join(each) for each in found if len(each) > 1]


def short(value: int, unit: str) -> str:
    """£250k, 1.5m or 12.5%: short enough for the side of a picture."""
    scale, letters = next(((scale, letters) for scale, letters in LARGE if abs(value) >= scale), (100, ""))
    words = f"{abs(value) / scale:.2f}".rstrip("0").rstrip(".")
    before, after = "£" if unit == MeasureUnit.POUNDS else "", "%" if unit == MeasureUnit.PERCENT else ""
    return f"{'-' if value < 0 else ''}{before}{words}{letters}{after}"
