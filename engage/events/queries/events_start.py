"""What events bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta

from flask import url_for
from sqlalchemy import func, select

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Task
from engage.core.db import db
from engage.core.formatting import count, moment
from engage.events.models import Booking, Event, EventSession
from engage.events.queries import events_list, events_manage
from engage.events.rules.events import NEW_DAYS, NEXT_DAYS, SOON_DAYS
from engage.events.rules.events_words import KINDS
from engage.events.rules.states import BookingState, EventKind, EventState

MOST_NEW, MOST_TASKS = 2, 10


def cards(viewer: Viewer) -> Sequence[Card]:
    """Their next event, and those that are new for them: a fixed few statements."""
    return [*_next(viewer), *_new(viewer)]


def _next(viewer: Viewer) -> Sequence[Card]:
    for each in events_list.mine(viewer.id, 20):
        session, row = each.session, each.session.event
        soon = session.starts_at < clock.now() + timedelta(days=NEXT_DAYS)
        if each.state == BookingState.BOOKED and row.state == EventState.PUBLISHED and soon:
            body = f"{moment(session.starts_at)}, {session.place or 'online'}."
            address = url_for("events.event", event_id=row.id)
            return (Card(row.title, address, body, "Your next event", session.title, "plum"),)
    return ()


def _new(viewer: Viewer) -> Sequence[Card]:
    since = clock.now() - timedelta(days=NEW_DAYS)
    return [
        Card(
            row.title, url_for("events.event", event_id=row.id), row.summary,
            f"New: {KINDS[EventKind(row.kind)][0].lower()}", moment(_ahead(row).starts_at), "blue",
        )
        for row in events_list.newest(viewer, since, MOST_NEW)
    ]  # fmt: skip


def _ahead(row: Event) -> EventSession:
    now = clock.now()
    return next(each for each in row.sessions if each.starts_at > now)


def desk(viewer: Viewer) -> Sequence[Task]:
    """Drafts that begin soon, and sessions that people wait for: two statements."""
    if not viewer.may(Permission.EVENTS_MANAGE):
        return ()
    return [*_drafts(), *_waiting()]


def _drafts() -> Sequence[Task]:
    first = func.min(EventSession.starts_at)
    rows = (
        select(Event.id, Event.title, first)
        .join(EventSession, EventSession.event_id == Event.id)
        .where(Event.state == EventState.DRAFT)
        .group_by(Event.id, Event.title)
        .having(first.between(clock.now(), clock.now() + timedelta(days=SOON_DAYS)))
        .order_by(first, Event.id)
        .limit(MOST_TASKS)
    )
    return [
        Task(title, f"to publish: begins {moment(at)}", url_for("events.manage_event", event_id=event_id))
        for event_id, title, at in db.session.execute(rows)
    ]


def _waiting() -> Sequence[Task]:
    rows = (
        select(EventSession.id, Event.id, Event.title, func.count())
        .join(Event, Event.id == EventSession.event_id)
        .join(Booking, Booking.session_id == EventSession.id)
        .where(events_manage.could_be_served(), Booking.state == BookingState.WAITING)
        .group_by(EventSession.id, Event.id, Event.title)
        .order_by(EventSession.starts_at, EventSession.id)
        .limit(MOST_TASKS)
    )
    return [
        Task(title, f"{count(number, 'person waits', 'people wait')} for a place",
             url_for("events.edit_session", event_id=event_id, session_id=session_id))
        for session_id, event_id, title, number in db.session.execute(rows)
    ]  # fmt: skip
