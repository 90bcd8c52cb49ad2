"""What the worker does for team conversations, and how long they are kept."""

from engage.core import clock, outbox
from engage.core.retention import Rule, run_all
from engage.values.actions import conversations

KEPT = (
    Rule(name="conversations", what="Team conversations: the day, who led, and the team’s commitment",
         how_long=f"{conversations.KEPT_MONTHS // 12} years after the conversation", then="deleted",
         due=conversations.due, erase=conversations.delete_old, people=conversations.PEOPLE, units=conversations.UNITS),
)  # fmt: skip


@outbox.schedule("team conversations", outbox.HOUR)
def delete_old() -> None:
    """Delete what has been kept long enough."""
    run_all(KEPT, clock.now())
