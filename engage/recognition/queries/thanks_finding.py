"""What a search finds on the wall."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.core.formatting import listed
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import newest_matching
from engage.recognition.models import Thanks
from engage.recognition.queries.thanks import cards, newest, on_the_wall


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Thanks that all staff can read, by their words, the newest first: two statements."""
    hits = newest_matching(words, Thanks, on_the_wall(), (Thanks.given_at, Thanks.id), MOST_EACH)
    found = cards(newest(hits), viewer.id)
    return [
        Hit(f"{each.giver} thanked {listed(each.names)}", "Thanks",
            url_for("recognition.thanks_show", thanks_id=each.id), excerpt(each.words, words))
        for each in found
    ]  # fmt: skip
