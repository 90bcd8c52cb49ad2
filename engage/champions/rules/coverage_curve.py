"""The trade-off: how many groups, and how few people for one champion, a number of seats can reach."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engage.champions.rules.coverage_seats import Claim, Group, by_ratio

SHOWN = 12


@dataclass(frozen=True)
class Reach:
    """What a number of champions can do, were they appointed anew."""

    seats: int
    covered: int
    # People in groups without a champion, and people for one champion where that is most; None while there are such.
    without: int
    worst: Fraction | None


def trade_off(groups: Iterable[Group], most: int) -> Sequence[Reach]:
    """For 1 to `most` seats, the most people covered, and from one seat a group on the smallest worst ratio.

    One each to the largest groups first, then always to the group with the most people for one champion: the house
    only grows, so one pass gives every point. Whoever is appointed now is not regarded: this is what could be.
    Ends where everybody would be a champion. groups: in any order, those without people are left out.
    """
    live = sorted((each for each in groups if each.staff > 0), key=lambda each: (-each.staff, each.id))
    found, claims = list[Reach](), list[Claim]()
    without = sum(each.staff for each in live)
    for each in live[:most]:
        without -= each.staff
        claims.append(by_ratio(each, 1))
        worst = None if without else Fraction(live[0].staff)
        found.append(Reach(len(claims), len(claims), without, worst))
    heapq.heapify(claims)
    for seats in range(len(live) + 1, min(most, sum(each.staff for each in live)) + 1):
        first = claims[0]
        heapq.heapreplace(claims, Claim(first.over, first.under + 1, first.staff, first.id))
        found.append(Reach(seats, len(live), 0, Fraction(claims[0].over, claims[0].under)))
    return found


def picked(curve: Sequence[Reach], shown: int = SHOWN, always: Iterable[int] = ()) -> Sequence[Reach]:
    """A few points of a curve for a table: evenly spread, its ends, and those of `always` (numbers of seats)."""
    last = len(curve) - 1
    kept = {round(step * last / (shown - 1)) for step in range(shown)} if last > 0 else {0}
    kept |= {seats - 1 for seats in always if 1 <= seats <= len(curve)}
    return [curve[at] for at in sorted(kept)] if curve else []
