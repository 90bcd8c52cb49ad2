"""What a search finds of this feature."""

from collections.abc import Sequence
from types import ModuleType

from engage.access import Viewer
from engage.core.search import Hit
from engage.programme.queries import plans_finding

PARTS: tuple[ModuleType, ...] = (plans_finding,)


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """What holds every word, and may be seen by this person."""
    return [hit for part in PARTS for hit in part.search(words, viewer)]
