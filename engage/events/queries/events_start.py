"""What events bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, bindparam, func, select

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Task
from engage.core.db import db
from engage.core.formatting import count, moment
from engage.directory.queries_audience import standing
from engage.directory.rules.audience import from_text
from engage.events.models import Booking, Event, EventSession
from engage.events.queries import events_manage
from engage.events.queries.events import ACTIVE
from engage.events.rules.events import NEW_DAYS, NEXT_DAYS, SOON_DAYS
from engage.events.rules.events_words import KINDS
from engage.events.rules.states import BookingState, EventKind, EventState

MOST_NEW, MOST_TASKS = 2, 10


def cards(viewer: Viewer) -> Sequence[Card]:
    """Their next event, and those that are new for them: two statements, and one for where they stand."""
    return [*_next(viewer), *_new(viewer)]


@cache
def _booked() -> Select[*tuple[Any, ...]]:
    published = (Booking.state == BookingState.BOOKED) & (Event.state == EventState.PUBLISHED)
    return (
        select(Event.id, Event.title, EventSession.title.label("part"), EventSession.starts_at, EventSession.place)
        .join(EventSession, EventSession.event_id == Event.id)
        .join(Booking, Booking.session_id == EventSession.id)
        .where(Booking.person_id == bindparam("person"), published)
        .where(EventSession.ends_at > bindparam("now"), EventSession.starts_at < bindparam("soon"))
        .order_by(EventSession.starts_at, Booking.id)
        .limit(1)
    )


def _next(viewer: Viewer) -> Sequence[Card]:
    now = clock.now()
    values = {"person": viewer.id, "now": now, "soon": now + timedelta(days=NEXT_DAYS)}
    return [
        Card(row.title, url_for("events.event", event_id=row.id), f"{moment(row.starts_at)}, {row.place or 'online'}.",
             "Your next event", row.part, "plum")
        for row in db.session.execute(_booked(), values)
    ]  # fmt: skip


@cache
def _published() -> Select[*tuple[Any, ...]]:
    """What was published since, is not over, and gave this person no place yet; with its next session."""
    of_it = EventSession.event_id == Event.id
    ahead = select(func.min(EventSession.starts_at)).where(of_it, EventSession.starts_at > bindparam("now"))
    theirs = (Booking.person_id == bindparam("person")) & Booking.state.in_(ACTIVE)
    placed = select(Booking.id).join(EventSession, EventSession.id == Booking.session_id).where(of_it, theirs)
    still_open = Event.sign_up_closes_at.is_(None) | (Event.sign_up_closes_at > bindparam("now"))
    first = ahead.correlate(Event).scalar_subquery()
    return (
        select(Event.id, Event.title, Event.summary, Event.kind, Event.audience, first.label("first"))
        .where(Event.state == EventState.PUBLISHED, Event.published_at > bindparam("since"), still_open)
        .where(first.is_not(None), ~placed.correlate(Event).exists())
        .order_by(Event.published_at.desc(), Event.id.desc())
    )


def _new(viewer: Viewer) -> Sequence[Card]:
    """The few that are so new are looked through for those that are meant for this person."""
    stands, now = standing(viewer), clock.now()
    values = {"person": viewer.id, "now": now, "since": now - timedelta(days=NEW_DAYS)}
    rows = [
        row for row in db.session.execute(_published(), values) if from_text(row.audience).includes(stands)
    ]  # fmt: skip
    return [
        Card(
            row.title, url_for("events.event", event_id=row.id), row.summary,
            f"New: {KINDS[EventKind(row.kind)][0].lower()}", moment(row.first), "blue",
        )
        for row in rows[:MOST_NEW]
    ]  # fmt: skip


def desk(viewer: Viewer) -> Sequence[Task]:
    """Drafts that begin soon, and sessions that people wait for: two statements."""
    if not viewer.may(Permission.EVENTS_MANAGE):
        return ()
    return [*_drafts(), *_waiting()]


@cache
def _unpublished() -> Select[*tuple[Any, ...]]:
    first = func.min(EventSession.starts_at)
    return (
        select(Event.id, Event.title, first)
        .join(EventSession, EventSession.event_id == Event.id)
        .where(Event.state == EventState.DRAFT)
        .group_by(Event.id, Event.title)
        .having(first.between(bindparam("now"), bindparam("soon")))
        .order_by(first, Event.id)
        .limit(MOST_TASKS)
    )


def _drafts() -> Sequence[Task]:
    now = clock.now()
    values = {"now": now, "soon": now + timedelta(days=SOON_DAYS)}
    return [
        Task(title, f"to publish: begins {moment(at)}", url_for("events.manage_event", event_id=event_id))
        for event_id, title, at in db.session.execute(_unpublished(), values)
    ]


@cache
def _waited_for() -> Select[*tuple[Any, ...]]:
    return (
        select(EventSession.id, Event.id, Event.title, func.count())
        .join(Event, Event.id == EventSession.event_id)
        .join(Booking, Booking.session_id == EventSession.id)
        .where(events_manage.could_be_served(bindparam("now")), Booking.state == BookingState.WAITING)
        .group_by(EventSession.id, Event.id, Event.title)
        .order_by(EventSession.starts_at, EventSession.id)
        .limit(MOST_TASKS)
    )


def _waiting() -> Sequence[Task]:
    return [
        Task(title, f"{count(number, 'person waits', 'people wait')} for a place",
             url_for("events.edit_session", event_id=event_id, session_id=session_id))
        for session_id, event_id, title, number in db.session.execute(_waited_for(), {"now": clock.now()})
    ]  # fmt: skip
