"""What happens after events brings to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, bindparam, func, select

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import count, day
from engage.events.models import Booking, Event, EventNote, EventQuestion, EventSession
from engage.events.rules.after import BOARD_OPEN
from engage.events.rules.attendance import NOT_TAKEN_DAYS, NOT_TAKEN_UNTIL_DAYS
from engage.events.rules.states import BookingState, EventState, QuestionState

MOST_CARDS, MOST_TASKS = 2, 10


def cards(viewer: Viewer) -> Sequence[Card]:
    """How was it? For whoever was there, while the board is open and they have not written on it: one statement."""
    at = clock.now()
    values = {"person": viewer.id, "now": at, "since": at - BOARD_OPEN}
    return [
        Card(
            title=f"How was it? {title}",
            href=url_for("events.board", event_id=event_id),
            body=f"You were there. Say what went well, and what would make it better, until {day(last + BOARD_OPEN)}.",
            tag="After an event",
            colour="green",
            place=Place.WAITING,
        )
        for event_id, title, last in db.session.execute(_to_write_on(), values)
    ]


@cache
def _to_write_on() -> Select[*tuple[Any, ...]]:
    """Of the few events that this person was at those whose board is open and that they wrote nothing on."""
    there = (
        select(EventSession.event_id)
        .join(Booking, Booking.session_id == EventSession.id)
        .where(Booking.person_id == bindparam("person"), Booking.attended_by != "")
    )
    wrote = select(EventNote.event_id).where(EventNote.author_id == bindparam("person"))
    first, last = func.min(EventSession.ends_at), func.max(EventSession.ends_at)
    return (
        select(Event.id, Event.title, last)
        .join(EventSession, EventSession.event_id == Event.id)
        .where(Event.state == EventState.PUBLISHED, Event.id.in_(there), Event.id.not_in(wrote))
        .group_by(Event.id, Event.title)
        .having((first <= bindparam("now")) & (last > bindparam("since")))
        .order_by(last.desc(), Event.id.desc())
        .limit(MOST_CARDS)
    )


def desk(viewer: Viewer) -> Sequence[Task]:
    """Questions that nobody has looked at, and sessions of which nobody has said who was there: two statements."""
    if not viewer.may(Permission.EVENTS_MANAGE):
        return ()
    return [*_questions(), *_not_taken()]


@cache
def _asked() -> Select[*tuple[Any, ...]]:
    return (
        select(Event.id, Event.title, func.count())
        .join(EventQuestion, EventQuestion.event_id == Event.id)
        .where(EventQuestion.state == QuestionState.WAITING)
        .group_by(Event.id, Event.title)
        .order_by(func.min(EventQuestion.asked_at), Event.id)
        .limit(MOST_TASKS)
    )


def _questions() -> Sequence[Task]:
    return [
        Task(title, f"{count(number, 'question waits', 'questions wait')} to be looked at",
             url_for("events.questions_manage", event_id=event_id))
        for event_id, title, number in db.session.execute(_asked())
    ]  # fmt: skip


@cache
def _unticked() -> Select[*tuple[Any, ...]]:
    of_it = Booking.session_id == EventSession.id
    booked = select(Booking.id).where(of_it, Booking.state == BookingState.BOOKED)
    ticked = select(Booking.id).where(of_it, Booking.attended_by != "")
    return (
        select(EventSession.id, EventSession.title, Event.id, Event.title)
        .join(Event, Event.id == EventSession.event_id)
        .where(Event.state == EventState.PUBLISHED, booked.exists(), ~ticked.exists())
        .where(EventSession.ends_at < bindparam("before"), EventSession.ends_at > bindparam("since"))
        .order_by(EventSession.ends_at, EventSession.id)
        .limit(MOST_TASKS)
    )


def _not_taken() -> Sequence[Task]:
    at = clock.now()
    values = {"before": at - timedelta(days=NOT_TAKEN_DAYS), "since": at - timedelta(days=NOT_TAKEN_UNTIL_DAYS)}
    return [
        Task(f"{title}: {part}" if part else title, "nobody has written down who was there",
             url_for("events.attendance_list", event_id=event_id, session_id=session_id))
        for session_id, part, event_id, title in db.session.execute(_unticked(), values)
    ]  # fmt: skip
