"""What a search finds of this feature."""

from collections.abc import Sequence
from types import ModuleType

from engage.access import Viewer
from engage.champions.queries import networks_finding
from engage.core.search import Hit

PARTS: tuple[ModuleType, ...] = (
    networks_finding,
)  # fmt: skip
from engage.champions.queries import recruiting_finding
from engage.core.search import Hit

PARTS: tuple[ModuleType, ...] = (recruiting_finding,)
from engage.champions.queries import (
    briefings_finding,
    concerns_finding,
)
from engage.core.search import Hit

PARTS: tuple[ModuleType, ...] = (
    briefings_finding,
    concerns_finding,
)
from engage.champions.queries import activity_finding
from engage.core.search import Hit

PARTS: tuple[ModuleType, ...] = (activity_finding,)


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """What holds every word, and may be seen by this person."""
    return [hit for part in PARTS for hit in part.search(words, viewer)]
