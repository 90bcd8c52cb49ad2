"""How long stories are kept, and the schedule that sees to it."""

from engage.core import audit, clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.recognition.actions import stories as actions
from engage.recognition.queries import stories as queries
from engage.recognition.rules.stories import MONTHS_SHOWN, MONTHS_UNSEEN

KEPT = (
    Kept("Stories shown to all staff, with their pictures and who agreed", f"{MONTHS_SHOWN // 12} years from then",
         "deleted"),
    Kept("Stories that are not shown: drafts, declined or taken back", f"{MONTHS_UNSEEN} months after the last change",
         "deleted"),
    Kept("What a camera writes into a picture: place, time, owner", "never", "taken out before it is stored"),
)  # fmt: skip


@outbox.schedule("stories", outbox.DAY)
def delete_due() -> None:
    """Delete what has been kept as long as was said, each in a transaction of its own."""
    with transaction():
        due = queries.due(clock.now())
    for story_id in due:
        with transaction():
            row = queries.story(story_id)
            if row is not None:
                actions.erase(row)
                audit.record("delete", queries.ON, story_id)
