"""What the worker does for what crosses features, and how long that is kept."""

from engage.core import clock, moderation, outbox
from engage.core.db import transaction
from engage.core.retention import Kept

KEPT = (
    Kept("Reports of problems that wait for a decision", "until they are decided", "kept as decided"),
    Kept(
        "Decided reports: the reason, who reported, the decision and its note",
        f"{moderation.KEPT_MONTHS} months after the decision", "deleted",
    ),
    Kept("What a switch was turned to, by whom and why", "until it is turned again", "replaced by the next turn"),
)  # fmt: skip


@outbox.schedule("decided reports", outbox.DAY)
def forget_reports() -> None:
    """Delete reports twelve months after they were decided."""
    with transaction():
        moderation.forget_decided(clock.months_after(clock.now(), -moderation.KEPT_MONTHS))
