"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.events import (
    jobs_after,
    jobs_events,
)

KEPT: tuple[Kept, ...] = (
    *jobs_after.KEPT,
    *jobs_events.KEPT,
)
