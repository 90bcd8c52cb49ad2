"""What a search finds of this feature."""

from collections.abc import Sequence

from engage.access import Viewer
from engage.core.search import Hit
from engage.values.queries import finding_conversations, start_framework

PARTS = (start_framework, finding_conversations)


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """What holds every word, and may be seen by this person."""
    return [hit for part in PARTS for hit in part.search(words, viewer)]
