"""What a search finds of people: whoever works here, as colleagues may see them."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.core.search import Hit
from engage.directory.queries_finding import find
from engage.directory.rules.choosing import PERSON


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """People by their name and their team; each leads to thanking them, the one page there is about somebody."""
    return [
        Hit(each.name, "People", url_for("recognition.thanks_new", to=f"{PERSON}:{each.id}"),
            ", ".join(part for part in (each.job_title, each.unit) if part))
        for each in find(" ".join(words))
        if each.id != viewer.id
    ]  # fmt: skip
