"""What this feature brings to the start page and to the OD desk."""

from collections.abc import Sequence
from types import ModuleType

from engage.access import Viewer
from engage.core.cards import Card, Task
from engage.programme.queries import boards_start, plans_start

PARTS: tuple[ModuleType, ...] = (plans_start, boards_start)


def cards(viewer: Viewer) -> Sequence[Card]:
    """What waits for this person."""
    return [card for part in PARTS for card in part.cards(viewer)]


def desk(viewer: Viewer) -> Sequence[Task]:
    """What waits for a decision."""
    return [task for part in PARTS for task in part.desk(viewer)]
