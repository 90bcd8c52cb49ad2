"""What of a round may be seen before it is announced, and after."""

from sqlalchemy import ColumnElement, true

from engage.recognition.models import Nomination
from engage.recognition.queries.judging_visible import own_categories


def seen(viewer_id: int | None) -> ColumnElement[bool]:
    """For somebody of the OD team nothing of a category in which they are nominated; with None everything.

    Who won beside them, or that nobody did, would tell what became of their own entry.
    """
    return true() if viewer_id is None else Nomination.category_id.not_in(own_categories(viewer_id))
