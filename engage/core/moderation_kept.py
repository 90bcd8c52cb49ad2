"""How long what was reported is kept, and who reported it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, select

from engage.core import clock
from engage.core.db import db
from engage.core.moderation import KEPT_MONTHS, OPEN, Report


def due(at: datetime) -> Select[int]:
    """Reports that were decided as long ago as they are kept."""
    before = clock.months_after(at, -KEPT_MONTHS)
    return select(Report.id).where(Report.state != OPEN, Report.decided_at < before)


def forget_decided(ids: Sequence[int], at: datetime) -> None:
    """Delete reports, with the notes about them."""
    db.session.execute(delete(Report).where(Report.id.in_(ids)))


def reporters(kind: str) -> Select[int, int]:
    """Of things of a kind, who reported them: what was reported of a thing goes with it."""
    rows = select(Report.object_id, Report.reporter_id).where(Report.kind == kind)
    return rows.where(Report.reporter_id.is_not(None))  # type: ignore[return-value]
