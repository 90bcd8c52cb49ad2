"""The tables of this feature."""

from engage.values.models.conversations import ConversationTopic, TeamConversation
from engage.values.models.framework import FrameworkDraft

__all__ = ["ConversationTopic", "FrameworkDraft", "TeamConversation"]
