"""What the worker does for this feature, and how long its records are kept."""

from engage.core.retention import Kept
from engage.programme import jobs_boards

KEPT: tuple[Kept, ...] = (
    Kept("Plans, their items and every update of them", "for good", "nothing: they are the council’s record"),
    Kept("Equality figures, as numbers of groups", "for good", "nothing: no person is in them"),
    *jobs_boards.KEPT,
)
