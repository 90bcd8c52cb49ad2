"""What administration brings to the start page: what an administrator decides today."""

from collections.abc import Sequence
from datetime import timedelta

from flask import url_for

from engage.access import Permission, Viewer
from engage.core import clock, outbox_mending
from engage.core.cards import Card, Task
from engage.core.formatting import count, day
from engage.directory import queries

# People and units come from HR's file every month: after so long somebody has forgotten it.
IMPORT_AGES = timedelta(days=40)


def cards(viewer: Viewer) -> Sequence[Card]:
    """Nothing of it is about a person's own things."""
    del viewer
    return ()


def desk(viewer: Viewer) -> Sequence[Task]:
    """What could not be sent, and imports that are overdue: two statements."""
    return [*_outbox(viewer), *_imports(viewer)]


def _outbox(viewer: Viewer) -> Sequence[Task]:
    number = outbox_mending.left_over() if viewer.may(Permission.OUTBOX_READ) else 0
    if not number:
        return ()
    return (
        Task("Outbox", f"{count(number, 'thing', 'things')} not sent: try again or give up", url_for("admin.outbox")),
    )


def _imports(viewer: Viewer) -> Sequence[Task]:
    if not viewer.may(Permission.PEOPLE_MANAGE):
        return ()
    last = queries.newest_import()
    if last is not None and clock.now() - last.at < IMPORT_AGES:
        return ()
    told = f"last brought in on {day(last.at)}" if last is not None else "not brought in from a file yet"
    return (Task("People and units", told, url_for("admin.imports")),)
