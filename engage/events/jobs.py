"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.events import (
    jobs_events,
)

KEPT: tuple[Kept, ...] = (*jobs_events.KEPT,)
from engage.events import jobs_after

KEPT: tuple[Kept, ...] = (*jobs_after.KEPT,)
