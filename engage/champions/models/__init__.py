"""The tables of this feature."""

from engage.champions.models.networks import NetworkReminder as NetworkReminder
# Known to the database, handed on to nobody: who is in a staff network (see the import contract).
import engage.champions.models.quiet  # noqa: F401
from engage.champions.models.quiet_first_aid import FirstAidContact as FirstAidContact
from engage.champions.models.quiet_first_aid import FirstAidYear as FirstAidYear
from engage.champions.models.quiet_shared import SharedItem as SharedItem
from engage.champions.models.quiet_shared import SharedItemNetwork as SharedItemNetwork
from engage.champions.models.recruiting import (
    Application,
    DecisionMade,
    RecruitmentRound,
    RecruitmentTarget,
    Suggestion,
)

__all__ = ["Application", "DecisionMade", "RecruitmentRound", "RecruitmentTarget", "Suggestion"]
from engage.champions.models.briefings import Briefing, BriefingNetwork, BriefingReading
from engage.champions.models.concerns import Concern, ConcernCase

__all__ = [
    "Briefing", "BriefingNetwork", "BriefingReading",
    "Concern", "ConcernCase",
]  # fmt: skip
from engage.champions.models.activity import Activity as Activity
