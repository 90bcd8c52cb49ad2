"""What the worker does for this feature, and how long its records are kept."""

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.governance.actions import requests
from engage.governance.rules.requests import KEPT_MONTHS

KEPT: tuple[Kept, ...] = (
    Kept("Requests for one’s own data: who, when, until when, what became of it",
         f"{KEPT_MONTHS} months after they are closed", "deleted; the copy itself is never stored"),
    Kept("Versions of the privacy notice, the accessibility statement and the assessments", "for good",
         "they are the council’s record"),
)  # fmt: skip


@outbox.schedule("data requests", outbox.DAY)
def delete_closed() -> None:
    """Delete requests two years after they were closed."""
    with transaction():
        requests.delete_closed(clock.months_after(clock.now(), -KEPT_MONTHS))
