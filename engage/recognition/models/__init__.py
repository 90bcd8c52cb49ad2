"""The tables of this feature."""

from engage.recognition.models.awards import (
    AwardCategory,
    AwardCriterion,
    AwardRound,
    AwardScheme,
    ManagerView,
    Nomination,
    NominationAnswer,
    Seconding,
)
from engage.recognition.models.judging import (
    Assignment,
    Exclusion,
    Judge,
    Panel,
    PanelCategory,
    Score,
    StageDecision,
    StageFigures,
)
from engage.recognition.models.outcome import (
    Letterhead,
    LongService,
    PrintBatch,
    Prize,
    RecognitionYear,
    RoundCost,
)
from engage.recognition.models.stories import (
    Story,
    StoryPerson,
)
from engage.recognition.models.thanks import (
    PickUp,
    SitePoster,
    Thanks,
    ThanksBehaviour,
    ThanksPreference,
    ThanksReaction,
    ThanksReceiver,
    ThanksSettings,
)

__all__ = [
    "Assignment",
    "AwardCategory",
    "AwardCriterion",
    "AwardRound",
    "AwardScheme",
    "Exclusion",
    "Judge",
    "Letterhead",
    "LongService",
    "ManagerView",
    "Nomination",
    "NominationAnswer",
    "Panel",
    "PanelCategory",
    "PickUp",
    "PrintBatch",
    "Prize",
    "RecognitionYear",
    "RoundCost",
    "Score",
    "Seconding",
    "SitePoster",
    "StageDecision",
    "StageFigures",
    "Story",
    "StoryPerson",
    "Thanks",
    "ThanksBehaviour",
    "ThanksPreference",
    "ThanksReaction",
    "ThanksReceiver",
    "ThanksSettings",
]
