"""What this feature brings to the start page and to the OD desk."""

from collections.abc import Sequence

from flask import url_for

from engage.access import Permission, Viewer
from engage.core.cards import Card, Task
from engage.core.formatting import day
from engage.pages.queries import guides

# What the tag of a new page says, and its colour.
NEW = {"guide": "New guide", "toolkit": "New toolkit", "benefit": "New benefit", "help": "New help"}
MOST_TASKS = 10


def cards(viewer: Viewer) -> Sequence[Card]:
    """The newest page for this person, for two weeks."""
    found = guides.newest(viewer)
    if found is None:
        return ()
    address = url_for("pages.show", address=found.address)
    return (
        Card(found.title, address, found.summary, NEW[found.kind], f"Published {day(found.published_at)}", "green"),
    )


def desk(viewer: Viewer) -> Sequence[Task]:
    """Pages whose review is due, the longest overdue first."""
    if not viewer.may(Permission.PAGES_MANAGE):
        return ()
    return [
        Task(row.title, f"review due {day(row.review_on)}", url_for("pages.manage_page", page_id=row.id))
        for row in guides.due_pages(MOST_TASKS)
    ]
