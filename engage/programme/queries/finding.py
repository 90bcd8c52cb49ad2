"""What a search finds of this feature."""

from collections.abc import Sequence
from types import ModuleType

from engage.access import Viewer
from engage.core.search import Hit

PARTS: tuple[ModuleType, ...] = ()


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """What holds every word, and may be seen by this person."""
    return [hit for part in PARTS for hit in part.search(words, viewer)]
