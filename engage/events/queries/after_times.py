"""When an event begins and ends, and everything that hangs on it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.events.models import Event, EventSession
from engage.events.queries.events import event
from engage.events.rules.after import ASKER_MONTHS, Times


def times(row: Event) -> Times:
    """The times of an event, of its sessions."""
    sessions = row.sessions
    last = max((each.ends_at for each in sessions), default=None)
    return Times(
        state=row.state,
        first_starts=min((each.starts_at for each in sessions), default=None),
        first_ends=min((each.ends_at for each in sessions), default=None),
        last_ends=last,
        asking_ends=clock.months_after(last, ASKER_MONTHS) if last else None,
    )


def managed(event_id: int) -> Event:
    """An event in any state, for the OD team; or NotThere."""
    row = event(event_id)
    if row is None:
        raise NotThere
    return row


def hold(event_id: int) -> Event:
    """The same, and nobody else changes what belongs to it until this transaction ends."""
    row = db.session.scalar(
        select(Event).where(Event.id == event_id).with_for_update().execution_options(populate_existing=True)
    )
    if row is None:
        raise NotThere
    return row


def over_before(moment: datetime) -> Sequence[int]:
    """The events whose last session ended before a moment."""
    rows = select(EventSession.event_id).group_by(EventSession.event_id).having(_last() < moment)
    return db.session.scalars(rows.order_by(EventSession.event_id)).all()


def _last() -> ColumnElement[datetime]:
    return func.max(EventSession.ends_at)
