"""What this feature holds about one person, for their own copy."""

from collections.abc import Sequence

from engage.core.formatting import day
from engage.core.own_data import Held
from engage.pages.queries import guides

WHY = (
    "So that colleagues know who answers for a page. Whoever may read the page sees your name on it. "
    "Kept until somebody else leads the page, or the page is deleted."
)


def held(person_id: int) -> Sequence[Held]:
    """The pages they lead."""
    rows = [
        {"page": row.title, "state": row.state, "next review": day(row.review_on) or None}
        for row in guides.led_by(person_id)
    ]
    return (Held("Guides that you lead", WHY, rows),)
