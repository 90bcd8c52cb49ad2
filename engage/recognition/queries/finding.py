"""What a search finds of this feature."""

from collections.abc import Sequence
from types import ModuleType

from engage.access import Viewer
from engage.core.search import Hit
from engage.recognition.queries import (
    nominations_finding,
    outcome_finding,
    people_finding,
    stories_finding,
    thanks_finding,
)

PARTS: tuple[ModuleType, ...] = (
    people_finding,
    thanks_finding,
    stories_finding,
    nominations_finding,
    outcome_finding,
)


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """What holds every word, and may be seen by this person."""
    return [hit for part in PARTS for hit in part.search(words, viewer)]
