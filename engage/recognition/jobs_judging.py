"""What the worker does for judging, and how long its records are kept."""

from engage.core import clock, outbox
from engage.core.retention import Rule, run_all
from engage.recognition.actions import judging_forgetting
from engage.recognition.rules.nominations import MONTHS_UNANNOUNCED

MONTHS = judging_forgetting.MONTHS
KEPT = (
    Rule(name="judging", what="Award judging: panels, ties, scores, comments and figures",
         how_long=f"{MONTHS} months after the announcement, or {MONTHS_UNANNOUNCED} after the close where nothing was "
         "announced",
         then="deleted, with the reasons of the decisions; who won stays on the entries for as long as they are kept",
         due=judging_forgetting.due, erase=judging_forgetting.forget, people=judging_forgetting.PEOPLE),
)  # fmt: skip


@outbox.schedule("award judging", outbox.HOUR)
def forget_due() -> None:
    """Delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())
