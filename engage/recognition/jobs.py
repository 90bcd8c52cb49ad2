"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.recognition import (
    jobs_outcome,
    jobs_paper,
    jobs_rounds,
    jobs_thanks,
)

KEPT: tuple[Kept, ...] = (*jobs_thanks.KEPT, *jobs_paper.KEPT, *jobs_rounds.KEPT, *jobs_outcome.KEPT,)
from engage.recognition import jobs_judging

KEPT: tuple[Kept, ...] = (*jobs_judging.KEPT,)
from engage.recognition import jobs_recognised, jobs_stories

KEPT: tuple[Kept, ...] = (*jobs_stories.KEPT, *jobs_recognised.KEPT)
