"""What the worker does for this feature, and how long its records are kept."""

from engage.champions import jobs_coverage
from engage.core.retention import Kept

KEPT: tuple[Kept, ...] = (
    *jobs_coverage.KEPT,
)  # fmt: skip
