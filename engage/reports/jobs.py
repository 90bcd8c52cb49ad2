"""What the worker does for this feature, and how long its records are kept."""

from engage.core import clock, outbox
from engage.core.retention import Kept, Rule, run_all
from engage.reports.actions import reports as actions
from engage.reports.queries import reports as queries
from engage.reports.rules.reports import DRAFT_MONTHS, KEPT_MONTHS

KEPT: tuple[Kept, ...] = (
    Rule(name="reports-final", what="Final reports: words, frozen figures, who commented, what was sent and to whom",
         how_long=f"{KEPT_MONTHS // 12} years after they are final", then="deleted",
         due=queries.due_final, erase=actions.erase_old, people=queries.PEOPLE, units=queries.UNITS),
    Rule(name="reports-drafts", what="Drafts of reports, their words and frozen figures",
         how_long=f"{DRAFT_MONTHS // 12} years after the last change", then="deleted",
         due=queries.due_drafts, erase=actions.erase_old, people=queries.PEOPLE, units=queries.UNITS),
    Kept("The layout of papers, and Word templates", "for good", "nothing: final reports are made with them"),
)  # fmt: skip


@outbox.schedule("old reports", outbox.DAY)
def delete_old() -> None:
    """Delete reports whose time is over."""
    run_all(KEPT, clock.now())
