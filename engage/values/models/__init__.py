"""The tables of this feature."""

from engage.values.models.conversations import ConversationTopic, TeamConversation
from engage.values.models.feedback import (
    FeedbackComment,
    FeedbackOutside,
    FeedbackReport,
    FeedbackReviewer,
    FeedbackRound,
    FeedbackSubject,
)
from engage.values.models.framework import FrameworkDraft

__all__ = [
    "ConversationTopic", "FeedbackComment", "FeedbackOutside", "FeedbackReport", "FeedbackReviewer", "FeedbackRound",
    "FeedbackSubject", "FrameworkDraft", "TeamConversation",
]  # fmt: skip
