"""What this feature brings to the start page and to the OD desk."""

from collections.abc import Sequence
from types import ModuleType

from engage.access import Viewer
from engage.champions.queries import (
    activity_start,
    briefings_start,
    concerns_start,
    coverage_start,
    networks_start,
    quiet_start,
    recruiting_start,
)
from engage.core.cards import Card, Task

PARTS: tuple[ModuleType, ...] = (
    networks_start,
    recruiting_start,
    activity_start,
    concerns_start,
    briefings_start,
    coverage_start,
    quiet_start,
)


def cards(viewer: Viewer) -> Sequence[Card]:
    """What waits for this person, and what is new to everybody."""
    return [card for part in PARTS for card in part.cards(viewer)]


def desk(viewer: Viewer) -> Sequence[Task]:
    """What waits for a decision."""
    return [task for part in PARTS for task in part.desk(viewer)]
