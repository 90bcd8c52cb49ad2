"""What the worker does for this feature, and how long its records are kept."""

from engage.core import outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.pages import actions
from engage.pages.queries import guides
from engage.pages.rules import ARCHIVED_MONTHS

KEPT: tuple[Kept, ...] = (
    Kept("Guides, toolkits, benefits and help, with their files", "until they are archived", "moved to the archive"),
    Kept("Archived pages with their files", f"{ARCHIVED_MONTHS} months after they are archived", "deleted"),
)


@outbox.schedule("archived pages", outbox.DAY)
def delete_archived() -> None:
    """Delete pages that were archived two years ago, each in a transaction of its own."""
    with transaction():
        due = guides.archived_long_ago(ARCHIVED_MONTHS)
    for page_id in due:
        with transaction():
            actions.erase(guides.page_by_id(page_id))
