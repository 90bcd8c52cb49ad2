"""What the worker does for thanks without a screen, and how long their records are kept."""

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept, Rule, run_all
from engage.recognition.actions import paper
from engage.recognition.rules.paper import PRINTED_KEPT

KEPT = (
    Kept("Posters and their codes, also ended ones", "for good", "nothing: an old poster says that it has ended"),
    Rule(name="pick-ups", what="Thanks to be picked up: for whom, and at which site",
         how_long=f"{PRINTED_KEPT.days} days after they were printed",
         then="deleted; what waits is kept as long as the thank-you",
         due=paper.due_printed, erase=paper.forget_printed, people=paper.PEOPLE),
)  # fmt: skip


@outbox.schedule("thanks to pick up", outbox.DAY)
def fill_and_forget() -> None:
    """Add what was missed, and forget what was printed long ago."""
    with transaction():
        paper.fill_missing(clock.now())
    run_all(KEPT, clock.now())
