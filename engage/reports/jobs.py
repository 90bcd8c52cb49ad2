"""What the worker does for this feature, and how long its records are kept."""

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.reports.actions import reports as actions
from engage.reports.queries import reports as queries
from engage.reports.rules.reports import DRAFT_MONTHS, KEPT_MONTHS

FINAL, DRAFT = f"{KEPT_MONTHS // 12} years after they are final", f"{DRAFT_MONTHS // 12} years after the last change"
KEPT: tuple[Kept, ...] = (
    Kept("Final reports: words, frozen figures, who commented, what was sent and to whom", FINAL, "deleted"),
    Kept("Drafts of reports, their words and frozen figures", DRAFT, "deleted"),
    Kept("The layout of papers, and Word templates", "for good", "nothing: final reports are made with them"),
)


@outbox.schedule("old reports", outbox.DAY)
def delete_old() -> None:
    """Delete reports whose time is over, each in a transaction of its own."""
    with transaction():
        due = queries.due(clock.today())
    for report_id in due:
        with transaction():
            actions.erase(queries.report(report_id))
