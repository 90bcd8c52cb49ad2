"""What the worker does for this feature, and how long its records are kept."""

from engage.core import clock, outbox
from engage.core.retention import Kept, Rule, run_all, whom
from engage.pages import actions
from engage.pages.models import GuidePage
from engage.pages.queries import guides
from engage.pages.rules import ARCHIVED_MONTHS

KEPT: tuple[Kept, ...] = (
    Kept("Guides, toolkits, benefits and help, with their files", "until they are archived", "moved to the archive"),
    Rule(name="archived-pages", what="Archived pages with their files",
         how_long=f"{ARCHIVED_MONTHS} months after they are archived", then="deleted",
         due=guides.archived_long_ago, erase=actions.erase_all, people=whom(GuidePage.id, GuidePage.lead_officer_id)),
)  # fmt: skip


@outbox.schedule("archived pages", outbox.DAY)
def delete_archived() -> None:
    """Delete pages that were archived two years ago."""
    run_all(KEPT, clock.now())
