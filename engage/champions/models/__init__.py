"""The tables of this feature."""

from engage.champions.models.briefings import Briefing, BriefingNetwork, BriefingReading
from engage.champions.models.concerns import Concern, ConcernCase

__all__ = [
    "Briefing", "BriefingNetwork", "BriefingReading",
    "Concern", "ConcernCase",
]  # fmt: skip
