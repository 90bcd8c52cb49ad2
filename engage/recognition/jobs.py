"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.recognition import jobs_recognised, jobs_stories

KEPT: tuple[Kept, ...] = (*jobs_stories.KEPT, *jobs_recognised.KEPT)
