"""What this feature brings to the start page and to the OD desk."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.formatting import count, day
from engage.governance.models import DataRequest
from engage.governance.queries import requests, versions
from engage.governance.rules.requests import State, is_late, is_soon
from engage.governance.rules.texts import TITLES, is_due


def cards(viewer: Viewer) -> Sequence[Card]:
    """A copy that is ready for this person, or an answer that takes longer; for whoever answers requests those that
    wait, the first due first."""
    told = [_ready(row) if row.released_at else _longer(row) for row in requests.told_to(viewer.id)]
    return (*told, *(_waiting() if viewer.may(Permission.DATA_REQUESTS) else ()))


def _ready(row: DataRequest) -> Card:
    return Card("Your copy of what we hold about you", url_for("governance.copy", request_id=row.id),
                "You asked for it, and it is ready.", "Your data", f"Since {day(row.released_at)}", "green",
                place=Place.WAITING)  # fmt: skip


def _longer(row: DataRequest) -> Card:
    return Card("Your request for your data takes longer", url_for("home.my_data"), f"Why: {row.extended_why}",
                "Your data", f"By {day(row.due_on)}", "amber", place=Place.WAITING)  # fmt: skip


def _waiting() -> Sequence[Card]:
    rows, today = requests.waiting(), clock.today()
    if not rows:
        return ()
    first = rows[0]
    late = sum(is_late(State(row.state), row.due_on, today) for row in rows)
    soon = is_soon(State(first.state), first.due_on, today)
    waits = count(len(rows), "request waits", "requests wait")
    body = f"{waits}, and {count(late, 'is', 'are')} late." if late else f"{waits} for an answer."
    word, colour = ("Late", "brick") if late else ("Due soon", "amber") if soon else ("Waiting", "blue")
    due = f"Due {day(first.due_on)}"
    return (Card("Requests for data", url_for("governance.requests"), body, word, due, colour, place=Place.WAITING),)


def desk(viewer: Viewer) -> Sequence[Task]:
    """Documents whose day to be looked at again has come."""
    if not viewer.may(Permission.POLICY_WRITE):
        return ()
    today = clock.today()
    return [
        Task(TITLES[document], f"review due {day(on)}", url_for("governance.edit_texts", document=document))
        for document, row in versions.newest_of_all().items()
        if (on := versions.day_in(versions.own(row), "review_day")) is not None and is_due(on, today)
    ]
