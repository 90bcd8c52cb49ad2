"""What a search finds of this feature."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Permission, Viewer
from engage.core.search import Hit, excerpt
from engage.governance.queries import versions
from engage.governance.rules.texts import TITLES, Document

WHAT = "Data protection and accessibility"
SHOWN_TO_ALL = (Document.PRIVACY, Document.ACCESSIBILITY)


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Documents that this person may read and that hold every word in their title or the council's own part."""
    newest = versions.newest_of_all()
    found = []
    for document, title in TITLES.items():
        if document in SHOWN_TO_ALL or viewer.may(Permission.POLICY_READ):
            text = " ".join((title, *versions.own(newest.get(document)).values()))
            if all(word in text.lower() for word in words):
                found.append(Hit(title, WHAT, address(document), excerpt(text, words)))
    return found


def address(document: Document) -> str:
    """Where a document is read."""
    if document in SHOWN_TO_ALL:
        return url_for(f"governance.{document}")
    return url_for("governance.paper", paper=document)
