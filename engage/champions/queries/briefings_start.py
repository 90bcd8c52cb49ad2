"""What briefings bring to the start page."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.champions.queries import briefings as queries
from engage.champions.rules.briefings import under_embargo
from engage.core import clock
from engage.core.cards import Card, Task
from engage.core.formatting import moment


def cards(viewer: Viewer) -> Sequence[Card]:
    """Packs that wait to be read: three statements."""
    return [
        Card(
            title=row.title,
            href=url_for("champions.briefing", briefing_id=row.id),
            body="For you, before others. Read it, and say that you have.",
            tag="Briefing",
            meta=(
                f"Do not pass it on before {moment(row.embargo_until)}"
                if under_embargo(row.embargo_until, clock.now())
                else "You may pass it on"
            ),
            colour="plum",
        )
        for row in queries.newest_unread(viewer.id)
    ]


def desk(viewer: Viewer) -> Sequence[Task]:
    """Nothing waits for a decision here."""
    del viewer
    return ()
