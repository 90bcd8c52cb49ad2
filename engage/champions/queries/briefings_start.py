"""What briefings bring to the start page."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Viewer
from engage.champions.queries import briefings as queries
from engage.champions.rules.briefings import under_embargo
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.formatting import moment
from engage.directory.queries_networks import appointments_of


def cards(viewer: Viewer) -> Sequence[Card]:
    """Packs that wait to be read, several on one card: three statements at most, for whoever is appointed."""
    rows = queries.newest_unread(viewer.id) if appointments_of(viewer.id) else ()
    if not rows:
        return ()
    one = len(rows) == 1
    now = clock.now()
    held = [at for row in rows if (at := row.embargo_until) is not None and under_embargo(at, now)]
    until = f"before {moment(max(held))}" if held and one else ""
    return [
        Card(
            title=rows[0].title if one else "Briefings to read",
            href=url_for("champions.briefing", briefing_id=rows[0].id) if one else url_for("champions.briefings"),
            body="For you, before others. Read it, and say that you have."
            if one
            else "; ".join(row.title for row in rows),
            tag="Briefing",
            meta=f"Do not pass it on {until}"
            if until
            else "Some are not to be passed on yet"
            if held
            else "You may pass it on"
            if one
            else "You may pass them on",
            colour="plum",
            place=Place.WAITING,
        )
    ]


def desk(viewer: Viewer) -> Sequence[Task]:
    """Nothing waits for a decision here."""
    del viewer
    return ()
