"""What the worker does for this feature, and how long its records are kept."""

from engage.champions import (
    jobs_activity,
    jobs_briefings,
    jobs_concerns,
    jobs_coverage,
    jobs_networks,
    jobs_quiet,
    jobs_recruiting,
)
from engage.core.retention import Kept

KEPT: tuple[Kept, ...] = (
    *jobs_activity.KEPT,
    *jobs_briefings.KEPT,
    *jobs_concerns.KEPT,
    *jobs_coverage.KEPT,
    *jobs_networks.KEPT,
    *jobs_quiet.KEPT,
    *jobs_recruiting.KEPT,
)
