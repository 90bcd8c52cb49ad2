"""What a search finds of this feature."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import func, select

from engage.access import Viewer
from engage.core.db import db
from engage.core.rich import words as plain
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.pages.models import GuidePage
from engage.pages.queries import guides

WHAT = {"guide": "Guides", "toolkit": "Toolkits", "benefit": "Benefits", "help": "Help"}


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Published pages for this person that hold every word, by kind and title."""
    rows = (
        select(GuidePage)
        .where(guides.for_viewer(viewer), guides.holding(words))
        .order_by(guides.KIND_ORDER, func.lower(GuidePage.title), GuidePage.id)
        .limit(MOST_EACH)
    )
    return [
        Hit(
            row.title, WHAT[row.kind], url_for("pages.show", address=row.address),
            excerpt(" ".join((row.summary, plain(row.text), plain(row.eligible))), words),
        )
        for row in db.session.scalars(rows)
    ]  # fmt: skip
