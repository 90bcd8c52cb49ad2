"""An event that is a course: whoever was there has done it, once, on the last day on which they were there."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db
from engage.directory.actions.networks import train
from engage.directory.models import Training
from engage.events.models import Booking, Event, EventSession
from engage.events.rules.attendance import counted_on

ORIGIN = "event"


def settle(event: Event, person_ids: Collection[int]) -> None:
    """Make these people's training what they attended; what came from elsewhere, or from another event, stays."""
    wanted_of = sorted(set(person_ids))
    if not event.course or not wanted_of:
        return
    counted = _counted(event.course, wanted_of)
    ours = {clock.local(each.starts_at).date() for each in event.sessions}
    held = select(Training).where(
        Training.person_id.in_(wanted_of), Training.course == event.course, Training.done_on.in_(ours)
    )
    rows = list(db.session.scalars(held))
    for row in rows:
        if row.origin == ORIGIN and row.done_on not in counted[row.person_id]:
            db.session.delete(row)
    db.session.flush()
    there = {(row.person_id, row.done_on) for row in rows}
    for person_id in wanted_of:
        for day in sorted(counted[person_id] & ours):
            if (person_id, day) not in there:
                expires = clock.months_after(day, event.course_months) if event.course_months else None
                train(person_id, event.course, day, expires, ORIGIN)


def _counted(course: str, person_ids: Collection[int]) -> dict[int | None, frozenset[date]]:
    """The days on which each has done a course at events: one statement."""
    rows = (
        select(Booking.person_id, EventSession.event_id, EventSession.starts_at)
        .join(EventSession, EventSession.id == Booking.session_id)
        .join(Event, Event.id == EventSession.event_id)
        .where(Event.course == course, Booking.person_id.in_(person_ids), Booking.attended_by != "")
    )
    days: dict[int | None, dict[int, list[date]]] = defaultdict(lambda: defaultdict(list))
    for person_id, event_id, starts_at in db.session.execute(rows):
        days[person_id][event_id].append(clock.local(starts_at).date())
    return defaultdict(frozenset, {person_id: counted_on(events) for person_id, events in days.items()})
