"""What a comparison says, in words and a sign: never by colour alone."""

from dataclasses import dataclass

from engage.surveys.rules.beside import Beside
from engage.surveys.rules.comparing import Verdict

WHY = {
    "too_few": "too few answers to test",
    "no_variation": "answers too much alike to test",
    "rounding": "hidden by rounding",
    "not_alone": "not shown by itself",
    "no_spread": "spread not told",
    "not_alike": "not there, or not asked alike",
}
GAPS = {
    "not_asked": "not asked alike",
    "not_shown": "not shown by itself",
    "other_group": "group not the same",
}


@dataclass(frozen=True)
class Said:
    """A sign, its word, and why where nothing was tested."""

    sign: str
    word: str
    why: str = ""
    tone: str = "same"


def said(beside: Beside) -> Said:
    """Higher, lower, no clear difference, or not tested and why."""
    outcome = beside.outcome
    if not isinstance(outcome, Verdict):
        return Said("○", "not tested", WHY[outcome.why], "untested")
    if not outcome.different:
        return Said("=", "no clear difference")
    return Said("▲", "higher", tone="up") if outcome.difference > 0 else Said("▼", "lower", tone="down")


def change(number: int) -> str:
    """A difference with its sign, minus as a minus."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"
