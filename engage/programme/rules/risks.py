"""Risks: how likely, how bad, and what both come to."""

from engage.programme.rules.rag import RISK_AMBER, RISK_RED

MOST_WHAT, MOST_RESPONSE, MOST_EACH = 500, 1000, 40
LIKELY = {1: "Very unlikely", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Very likely"}
BAD = {1: "Very small", 2: "Small", 3: "Noticeable", 4: "Large", 5: "Very large"}
MEDIUM = 5


def score(likelihood: int, impact: int) -> int:
    """From 1 to 25."""
    return likelihood * impact


def score_words(likelihood: int, impact: int) -> str:
    """High: 15 of 25 (likely, noticeable impact)."""
    value = score(likelihood, impact)
    level = (
        "Very high" if value >= RISK_RED else "High" if value >= RISK_AMBER else "Medium" if value >= MEDIUM else "Low"
    )
    return f"{level}: {value} of 25 ({LIKELY[likelihood].lower()}, {BAD[impact].lower()} impact)"
