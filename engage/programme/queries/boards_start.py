"""What boards and updates bring to the start page and to the OD desk."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.formatting import count, day
from engage.programme.models import Item
from engage.programme.queries import boards, updates
from engage.programme.rules.updates import ASKED_DAYS

MOST_CARDS, MOST_TASKS = 3, 5


def cards(viewer: Viewer) -> Sequence[Card]:
    """Updates that this person owes soon, and the boards they read: four statements at most."""
    return [*_owed(viewer), *_read(viewer)]


def _owed(viewer: Viewer) -> Sequence[Card]:
    today = clock.today()
    found = []
    for each in updates.due(today, Item.lead_id == viewer.id):
        if each.late:
            tag = f"Update {count(each.late, 'day')} late"
        elif each.on and (each.on - today).days <= ASKED_DAYS:
            tag = f"Update due by {day(each.on)}"
        else:
            continue
        address = url_for("programme.new_update", item_id=each.item.id)
        body = f"You are its lead officer. {each.board or 'The OD team'} reads how it stands."
        found.append(Card(each.item.name, address, body, tag, "", "amber", place=Place.WAITING))
    return found[:MOST_CARDS]


def _read(viewer: Viewer) -> Sequence[Card]:
    return [
        Card(row.name, url_for("programme.board", board_id=row.id), "How its items stand, and what changed.",
             "A board you read", "", "blue")
        for row in boards.read_by(viewer.id)[:MOST_CARDS]
    ]  # fmt: skip


def desk(viewer: Viewer) -> Sequence[Task]:
    """Late updates, overdue milestones, and items without a lead officer: four statements."""
    if not viewer.may(Permission.PROGRAMME_MANAGE):
        return ()
    today = clock.today()
    late, overdue = updates.late(today), updates.overdue(today)
    found = []
    if late:
        address = url_for("programme.standing_overview", late="y")
        found.append(Task("Late updates of the programme", count(late, "item"), address))
    if overdue:
        address = url_for("programme.standing_overview")
        found.append(Task("Overdue milestones of the programme", count(overdue, "milestone"), address))
    return found + [
        Task(row.name, "has no lead officer who works here", url_for("programme.item_standing", item_id=row.id))
        for row in updates.leaderless(MOST_TASKS)
    ]
