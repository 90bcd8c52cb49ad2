"""What the worker does for this feature, and how long its records are kept."""

from engage.champions import jobs_networks
from engage.core.retention import Kept

KEPT: tuple[Kept, ...] = (
    *jobs_networks.KEPT,
)  # fmt: skip
from engage.champions import jobs_quiet
from engage.core.retention import Kept

KEPT: tuple[Kept, ...] = (*jobs_quiet.KEPT,)
from engage.champions import (
    jobs_recruiting,
)
from engage.core.retention import Kept

KEPT: tuple[Kept, ...] = (*jobs_recruiting.KEPT,)
from engage.champions import (
    jobs_briefings,
    jobs_concerns,
)
from engage.core.retention import Kept

KEPT: tuple[Kept, ...] = (
    *jobs_briefings.KEPT,
    *jobs_concerns.KEPT,
)
from engage.champions import jobs_activity
from engage.core.retention import Kept

KEPT: tuple[Kept, ...] = (*jobs_activity.KEPT,)
from engage.champions import jobs_coverage
from engage.core.retention import Kept

KEPT: tuple[Kept, ...] = (
    *jobs_coverage.KEPT,
)  # fmt: skip
