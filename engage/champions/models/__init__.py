"""The tables of this feature."""

from engage.champions.models.recruiting import (
    Application,
    DecisionMade,
    RecruitmentRound,
    RecruitmentTarget,
    Suggestion,
)

__all__ = ["Application", "DecisionMade", "RecruitmentRound", "RecruitmentTarget", "Suggestion"]
