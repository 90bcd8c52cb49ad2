"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.recognition import (
    jobs_paper,
    jobs_thanks,
)

KEPT: tuple[Kept, ...] = (
    *jobs_thanks.KEPT,
    *jobs_paper.KEPT,
)
from engage.recognition import jobs_rounds

KEPT: tuple[Kept, ...] = (*jobs_rounds.KEPT,)
