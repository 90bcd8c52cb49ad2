"""What this feature brings to the start page and to the OD desk."""

from collections.abc import Sequence
from types import ModuleType

from engage.access import Viewer
from engage.champions.queries import networks_start
from engage.core.cards import Card, Task

PARTS: tuple[ModuleType, ...] = (
    networks_start,
)  # fmt: skip
from engage.champions.queries import quiet_start
from engage.core.cards import Card, Task

PARTS: tuple[ModuleType, ...] = (quiet_start,)
from engage.champions.queries import recruiting_start
from engage.core.cards import Card, Task

PARTS: tuple[ModuleType, ...] = (recruiting_start,)
from engage.champions.queries import (
    briefings_start,
    concerns_start,
)
from engage.core.cards import Card, Task

PARTS: tuple[ModuleType, ...] = (
    briefings_start,
    concerns_start,
)
from engage.champions.queries import activity_start
from engage.core.cards import Card, Task

PARTS: tuple[ModuleType, ...] = (activity_start,)
from engage.champions.queries import coverage_start
from engage.core.cards import Card, Task

PARTS: tuple[ModuleType, ...] = (
    coverage_start,
)  # fmt: skip


def cards(viewer: Viewer) -> Sequence[Card]:
    """What waits for this person, and what is new to everybody."""
    return [card for part in PARTS for card in part.cards(viewer)]


def desk(viewer: Viewer) -> Sequence[Task]:
    """What waits for a decision."""
    return [task for part in PARTS for task in part.desk(viewer)]
