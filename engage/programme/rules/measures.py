"""Measures and money of the programme: typed, kept in hundredths, shown, and held against their target."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from engage.programme.rules.kinds import Better, MeasureUnit

MOST_NAME, MOST_NOTE, MOST_PERIODS, MOST_EACH = 200, 500, 60, 40
MOST = 10**13 - 1
TYPED = re.compile(r"(-?)\s*£?\s*(\d{1,3}(?:,\d{3})+|\d{1,11})(?:\.(\d{1,2}))?\s*%?\Z", re.ASCII)
AMOUNT = "Enter a figure, such as 25 or 1,250.50."
UNITS = {
    MeasureUnit.NUMBER: "A number",
    MeasureUnit.PERCENT: "A percentage",
    MeasureUnit.POUNDS: "Pounds",
}
BETTER = {
    Better.HIGHER: "Higher is better",
    Better.LOWER: "Lower is better",
}
LENGTHS = {"1": "A month", "3": "A quarter", "6": "Half a year", "12": "A year"}


@dataclass(frozen=True)
class Figure:
    """One period of a measure; what nobody knows is None, never 0."""

    starts_on: date
    ends_on: date
    target: int | None
    actual: int | None


def hundredths(typed: str) -> int | None:
    """Hundredths of what somebody typed ("1,250.5", "£3", "-2%"); None where it is no figure, or beyond reason."""
    found = TYPED.match(typed.strip())
    if found is None:
        return None
    value = int(found[2].replace(",", "")) * 100 + int((found[3] or "0").ljust(2, "0"))
    return None if value > MOST else -value if found[1] else value


def plain(value: int | None) -> str:
    """1250.5, as it is typed; nothing for what nobody knows."""
    if value is None:
        return ""
    whole, rest = divmod(abs(value), 100)
    parts = f"{whole}" if rest == 0 else f"{whole}.{rest:02}"
    return f"-{parts}" if value < 0 else parts


def shown(value: int | None, unit: str) -> str:
    """1,250.50, 12.5% or £1,250.50 as it is read."""
    if value is None:
        return "Not known"
    whole, rest = divmod(abs(value), 100)
    pence = f".{rest:02}" if rest else ""
    sign = "-" if value < 0 else ""
    if unit == MeasureUnit.POUNDS:
        return f"{sign}£{whole:,}{pence}"
    short = pence.rstrip("0")
    return f"{sign}{whole:,}{short}" + ("%" if unit == MeasureUnit.PERCENT else "")


def short_by(target: int | None, actual: int | None, better: str) -> int | None:
    """By how many percent of its target an actual figure misses it, rounded up; 0 where it is met, None unknown.

    A target of 0 that is missed is missed by 100%.
    """
    if target is None or actual is None:
        return None
    missing = target - actual if better == Better.HIGHER else actual - target
    if missing <= 0:
        return 0
    return 100 if target == 0 else -(-missing * 100 // abs(target))


def over(budget: int | None, spent: int) -> int | None:
    """By how many percent of the budget more is spent, rounded up; None without a budget."""
    return short_by(budget, spent, Better.LOWER)


def latest(figures: Sequence[Figure]) -> Figure | None:
    """The last period whose target and actual are both known."""
    known = [each for each in figures if each.target is not None and each.actual is not None]
    return max(known, key=lambda each: each.ends_on, default=None)


def over_time(figures: Sequence[Figure], saving: bool) -> Figure | None:
    """Several periods as one: savings are added up, of other measures the one that ended last stands; None: no period.

    A sum of which one part is not known is not known. Periods that overlap are never added up: the last one stands.
    """
    ordered = sorted(figures, key=lambda each: (each.ends_on, each.starts_on))
    if not ordered or not saving or any(then.starts_on <= one.ends_on for one, then in pairwise(ordered)):
        return ordered[-1] if ordered else None
    return Figure(
        ordered[0].starts_on, ordered[-1].ends_on, added([each.target for each in ordered]),
        added([each.actual for each in ordered]),
    )  # fmt: skip


def added(values: Sequence[int | None]) -> int | None:
    """Their sum; not known where one of them is not."""
    known = [each for each in values if each is not None]
    return sum(known) if len(known) == len(values) else None


def periods(first: date, months: int, count: int) -> Sequence[tuple[date, date]]:
    """So many periods of so many months, one after the other, from the first day of the first."""
    starts = [_months_on(first, months * number) for number in range(count + 1)]
    return [(begins, ends - timedelta(days=1)) for begins, ends in pairwise(starts)]


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
