"""Ranks with ties, and which entries are too close to call at a cut."""

from collections.abc import Mapping
from dataclasses import dataclass

from engage.recognition.rules.judging_scores import SAME, Calibrated


@dataclass(frozen=True)
class Cut:
    """So many places, and the entries around their end that the scores cannot tell apart; none: it is clear."""

    places: int
    too_close: frozenset[int]


def ranks(values: Mapping[int, float]) -> dict[int, int]:
    """Entry to rank, the highest first; equals share a rank and the next one is left out: 1, 2, 2, 4."""
    ordered = sorted(values.items(), key=lambda each: (-each[1], each[0]))
    found: dict[int, int] = {}
    for place, (entry, value) in enumerate(ordered, start=1):
        before = ordered[place - 2] if place > 1 else None
        found[entry] = found[before[0]] if before is not None and before[1] - value <= SAME else place
    return found


def cut(result: Calibrated, among: frozenset[int], places: int) -> Cut:
    """Which of some entries are too close to call at the end of so many places.

    The last one in and the first one out are compared with those on the other side: too close is whoever's difference
    from theirs has a 90 % interval that holds nought. Where nothing tells the error, those two and their equals are.
    """
    values = {entry: result.scores[entry].calibrated for entry in among if entry in result.scores}
    ordered = sorted(values, key=lambda entry: (-values[entry], entry))
    if places < 1 or places >= len(ordered):
        return Cut(places, frozenset())
    last, first = ordered[places - 1], ordered[places]

    def close(one: int, other: int) -> bool:
        margin = result.margin(one, other)
        return abs(values[one] - values[other]) <= (SAME if margin is None else max(margin, SAME))

    inside = {entry for entry in ordered[:places] if close(entry, first)}
    outside = {entry for entry in ordered[places:] if close(entry, last)}
    if result.covariance is None:
        inside |= {entry for entry in ordered[:places] if values[entry] - values[last] <= SAME}
        outside |= {entry for entry in ordered[places:] if values[first] - values[entry] <= SAME}
    return Cut(places, frozenset(inside | outside))
