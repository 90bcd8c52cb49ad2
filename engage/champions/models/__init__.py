"""The tables of this feature.

Who is in a staff network is known to the database and handed on to nobody: see the import contract.
"""

import engage.champions.models.quiet  # noqa: F401
from engage.champions.models.activity import Activity
from engage.champions.models.briefings import Briefing, BriefingNetwork, BriefingReading
from engage.champions.models.concerns import Concern, ConcernCase
from engage.champions.models.networks import NetworkReminder
from engage.champions.models.quiet_first_aid import FirstAidContact, FirstAidYear
from engage.champions.models.quiet_shared import SharedItem, SharedItemNetwork
from engage.champions.models.recruiting import (
    Application,
    DecisionMade,
    RecruitmentRound,
    RecruitmentTarget,
    Suggestion,
)

__all__ = [
    "Activity", "Application", "Briefing", "BriefingNetwork", "BriefingReading", "Concern", "ConcernCase",
    "DecisionMade", "FirstAidContact", "FirstAidYear", "NetworkReminder", "RecruitmentRound", "RecruitmentTarget",
    "SharedItem", "SharedItemNetwork", "Suggestion",
]  # fmt: skip
