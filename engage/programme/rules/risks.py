"""Risks: how likely, how bad, and what both come to."""

from engage.programme.rules.rag import RISK_AMBER, RISK_RED

MOST_WHAT, MOST_RESPONSE, MOST_EACH = 500, 1000, 40
LIKELY = {1: "Very unlikely", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Very likely"}
BAD = {1: "Very small", 2: "Small", 3: "Noticeable", 4: "Large", 5: "Very large"}
LEVELS = ((RISK_RED, "Very high"), (RISK_AMBER, "High"), (5, "Medium"), (0, "Low"))


def score(likelihood: int, impact: int) -> int:
    """From 1 to 25."""
    return likelihood * impact


def score_words(likelihood: int, impact: int) -> str:
    """High: 15 of 25 (likely, noticeable impact)."""
    value = score(likelihood, impact)
    level = next(words for least, words in LEVELS if value >= least)
    return f"{level}: {value} of 25 ({LIKELY[likelihood].lower()}, {BAD[impact].lower()} impact)"
