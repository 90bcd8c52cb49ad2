"""Deciding a category: which outcomes a stage has, and when a decision needs its reason."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from engage.recognition.rules.judging_figures import Figures
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.rules.rounds import Outcome

SAME = 1e-9
# What can be chosen for an entry in each stage, the best first; the last is what is left.
CHOICES: dict[JudgingStage, tuple[Outcome | None, ...]] = {
    JudgingStage.SHORTLIST: (Outcome.SHORTLISTED, Outcome.NOT_SHORTLISTED),
    JudgingStage.FINAL: (Outcome.WINNER, Outcome.HIGHLY_COMMENDED, None),
}


class Needs(StrEnum):
    """Why a decision needs a reason."""

    TOO_CLOSE = "too_close"
    DEPARTS = "departs"
    PLACES = "places"
    NOT_COMPARED = "not_compared"


def needs_reason(
    figures: Figures, stage: JudgingStage, chosen: Mapping[int, Outcome | None], places: Mapping[Outcome, int]
) -> frozenset[Needs]:
    """Why a decision has to say its reason; nothing where it follows the figures and they are clear.

    chosen: every entry of the figures to its outcome. It departs where an entry gets less than another one with a
    lower calibrated score; with more places than there are, or nobody at all, it says why, too.
    """
    found = set()
    if figures.too_close:
        found.add(Needs.TOO_CLOSE)
    if figures.apart:
        found.add(Needs.NOT_COMPARED)
    weight = {outcome: len(CHOICES[stage]) - n for n, outcome in enumerate(CHOICES[stage])}
    lines = [(weight[chosen[each.id]], -1.0 if each.value is None else each.value) for each in figures.entries]
    # The worst that got more, against the best that got less.
    for step in sorted(weight.values())[:-1]:
        below = [value for got, value in lines if got <= step]
        above = [value for got, value in lines if got > step]
        if below and above and max(below) > min(above) + SAME:
            found.add(Needs.DEPARTS)
    counted = Counter(chosen[each.id] for each in figures.entries)
    if any(counted[outcome] > many for outcome, many in places.items()) or not counted[CHOICES[stage][0]]:
        found.add(Needs.PLACES)
    return frozenset(found)


def suggested(figures: Figures, stage: JudgingStage, places: Mapping[Outcome, int]) -> dict[int, Outcome | None]:
    """What the figures say by themselves: the outcome of every entry that is not too close to call at any cut.

    By the calibrated order, places filled from the best on. Nothing where the scores cannot be compared, and nothing
    for an entry without a score.
    """
    if figures.apart:
        return {}
    in_order = [outcome for outcome, many in places.items() for _ in range(many)]
    left = CHOICES[stage][-1]
    return {
        each.id: in_order[n] if n < len(in_order) else left
        for n, each in enumerate(figures.ordered)
        if each.id not in figures.too_close and each.value is not None
    }
