"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.values import jobs_conversations, jobs_feedback

FRAMEWORK_KEPT = (
    Kept("Draft frameworks", "until the OD team publishes or deletes them", "they are gone; who wrote is not kept"),
    Kept(
        "Published frameworks", "for good", "an earlier version stays readable: what was said under it keeps its words"
    ),
)
KEPT: tuple[Kept, ...] = (*FRAMEWORK_KEPT, *jobs_conversations.KEPT, *jobs_feedback.KEPT)
