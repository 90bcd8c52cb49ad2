"""What a search finds of this feature."""

from collections.abc import Sequence
from types import ModuleType

from engage.access import Viewer
from engage.champions.queries import (
    activity_finding,
    briefings_finding,
    concerns_finding,
    networks_finding,
    recruiting_finding,
)
from engage.core.search import Hit

PARTS: tuple[ModuleType, ...] = (
    networks_finding,
    recruiting_finding,
    activity_finding,
    concerns_finding,
    briefings_finding,
)


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """What holds every word, and may be seen by this person."""
    return [hit for part in PARTS for hit in part.search(words, viewer)]
