"""The tables of this feature."""

from engage.values.models.feedback import (
    FeedbackComment,
    FeedbackOutside,
    FeedbackReport,
    FeedbackReviewer,
    FeedbackRound,
    FeedbackSubject,
)

__all__ = [
    "FeedbackComment", "FeedbackOutside", "FeedbackReport", "FeedbackReviewer", "FeedbackRound", "FeedbackSubject",
]  # fmt: skip
