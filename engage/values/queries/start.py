"""What this feature brings to the start page and to the OD desk."""

from collections.abc import Sequence

from engage.access import Viewer
from engage.core.cards import Card, Task


def cards(viewer: Viewer) -> Sequence[Card]:
    """What waits for this person."""
    return ()


def desk(viewer: Viewer) -> Sequence[Task]:
    """What waits for a decision."""
    return ()
