"""What somebody of the OD team may see of a round before it is announced: nothing of their own entry."""

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import aliased

from engage.recognition.models import Nomination


def visible_to_od(viewer_id: int) -> ColumnElement[bool]:
    """For a where clause over Nomination: neither theirs nor joined to one of theirs."""
    own = aliased(Nomination)
    entry = func.coalesce(Nomination.joined_to_id, Nomination.id)
    return ~(
        select(own.id)
        .where(own.nominee_id == viewer_id, func.coalesce(own.joined_to_id, own.id) == entry)
        .correlate(Nomination)
        .exists()
    )


def seen(viewer_id: int | None) -> ColumnElement[bool]:
    """The same, or with None everything: for what is announced, and for what the worker does."""
    return true() if viewer_id is None else visible_to_od(viewer_id)
