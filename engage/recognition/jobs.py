"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.recognition import (
    jobs_judging,
    jobs_outcome,
    jobs_paper,
    jobs_recognised,
    jobs_rounds,
    jobs_stories,
    jobs_thanks,
)

KEPT: tuple[Kept, ...] = (
    *jobs_thanks.KEPT,
    *jobs_paper.KEPT,
    *jobs_recognised.KEPT,
    *jobs_stories.KEPT,
    *jobs_rounds.KEPT,
    *jobs_judging.KEPT,
    *jobs_outcome.KEPT,
)
