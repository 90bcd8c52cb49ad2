"""What this feature brings to the start page and to the OD desk."""

from collections.abc import Sequence

from engage.access import Viewer
from engage.core.cards import Card, Task
from engage.values.queries import start_feedback as feedback


def cards(viewer: Viewer) -> Sequence[Card]:
    """What waits for this person."""
    return [*feedback.cards(viewer)]


def desk(viewer: Viewer) -> Sequence[Task]:
    """What waits for a decision."""
    return [*feedback.desk(viewer)]
