"""What of a round may be seen before it is announced, and after."""

from sqlalchemy import ColumnElement, true

from engage.recognition.queries.nominations import visible_to_od


def seen(viewer_id: int | None) -> ColumnElement[bool]:
    """For somebody of the OD team, nothing of their own entry; with None everything: what is announced, the worker."""
    return true() if viewer_id is None else visible_to_od(viewer_id)
