"""The tables of this feature."""

from engage.values.models.conversations import ConversationTopic, TeamConversation

__all__ = ["ConversationTopic", "TeamConversation"]
