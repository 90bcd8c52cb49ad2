"""What events cost."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.events.models import Booking, Event, EventCost, EventSession
from engage.events.rules.costs import Sum, days_of, year_of


def lines(event_id: int) -> Sequence[EventCost]:
    """The lines of an event, costs first."""
    rows = select(EventCost).where(EventCost.event_id == event_id)
    return db.session.scalars(rows.order_by(EventCost.kind, EventCost.id)).all()


def line(event_id: int, cost_id: int) -> EventCost:
    """One of them, or NotThere."""
    row = db.session.get(EventCost, cost_id)
    if row is None or row.event_id != event_id:
        raise NotThere("That line is not there, or no longer.")
    return row


def of_event(event_id: int) -> Sum:
    """What one event cost, and how many were there: one statement."""
    return _sum(db.session.execute(_sums().where(Event.id == event_id)).one())


def of_year(year: int) -> Sequence[Sum]:
    """Every event of a financial year with a line, by its first day: one statement."""
    begins, ends = (clock.begins(day) for day in days_of(year))
    costed = select(EventCost.id).where(EventCost.event_id == Event.id).exists()
    rows = _sums().where(costed, _when() >= begins, _when() < ends)
    return [_sum(row) for row in db.session.execute(rows.order_by(_when(), Event.id))]


def years() -> Sequence[int]:
    """The financial years that have an event with a line, and this one; the newest first: one statement."""
    rows = select(_when()).where(select(EventCost.id).where(EventCost.event_id == Event.id).exists())
    found = {year_of(clock.local(each).date()) for each in db.session.scalars(rows)}
    return sorted(found | {year_of(clock.today())}, reverse=True)


def _when() -> ColumnElement[datetime]:
    """The beginning of its first session; of an event without sessions when it was made."""
    first = select(func.min(EventSession.starts_at)).where(EventSession.event_id == Event.id)
    return func.coalesce(first.correlate(Event).scalar_subquery(), Event.created_at)


def _sums() -> Select[Any]:
    def paid(kind: str) -> ColumnElement[int]:
        amount = func.sum(case((EventCost.kind == kind, EventCost.pence), else_=0))
        rows = select(func.coalesce(amount, 0)).where(EventCost.event_id == Event.id)
        return rows.correlate(Event).scalar_subquery()

    there = (
        select(func.count(Booking.person_id.distinct()) + func.count(Booking.guest_id.distinct()))
        .join(EventSession, EventSession.id == Booking.session_id)
        .where(EventSession.event_id == Event.id, Booking.attended_by != "")
    )
    return select(
        Event.id, Event.title, Event.kind, _when(), paid("cost"), paid("sponsorship"),
        there.correlate(Event).scalar_subquery() + Event.past_heads,
    )  # fmt: skip


def _sum(row: Any) -> Sum:
    event_id, title, kind, when, gross, sponsorship, heads = row
    return Sum(event_id, title, kind, clock.local(when).date(), int(gross), int(sponsorship), int(heads))
