"""What the worker does for team conversations, and how long they are kept."""

from engage.core import outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.values.actions import conversations

KEPT = (
    Kept(
        "Team conversations: the day, who led, and the team’s commitment", "3 years after the conversation", "deleted"
    ),
)


@outbox.schedule("team conversations", outbox.HOUR)
def delete_old() -> None:
    """Delete what has been kept long enough."""
    with transaction():
        conversations.delete_old()
