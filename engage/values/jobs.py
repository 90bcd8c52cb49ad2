"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.values import jobs_conversations

KEPT: tuple[Kept, ...] = (*jobs_conversations.KEPT,)
