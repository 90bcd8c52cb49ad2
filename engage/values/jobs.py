"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.values import jobs_feedback as feedback

KEPT: tuple[Kept, ...] = (*feedback.KEPT,)
