"""What the worker does for this feature, and how long its records are kept."""

from engage.champions import (
    jobs_recruiting,
)
from engage.core.retention import Kept

KEPT: tuple[Kept, ...] = (*jobs_recruiting.KEPT,)
