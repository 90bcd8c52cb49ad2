"""What the worker does for judging, and how long its records are kept."""

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.recognition.actions import judging_forgetting
from engage.recognition.rules.nominations import MONTHS_UNANNOUNCED

MONTHS = judging_forgetting.MONTHS
KEPT = (
    Kept("Award judging: panels, ties, scores, comments and figures", f"{MONTHS} months after the announcement, or "
         f"{MONTHS_UNANNOUNCED} after the close where nothing was announced",
         "deleted, with the reasons of the decisions; who won stays on the entries for as long as they are kept"),
)  # fmt: skip


@outbox.schedule("award judging", outbox.HOUR)
def forget_due() -> None:
    """Delete what has been kept as long as was said, each round in a transaction of its own."""
    with transaction():
        due = judging_forgetting.due(clock.now())
    for round_id in due:
        with transaction():
            judging_forgetting.forget(round_id)
