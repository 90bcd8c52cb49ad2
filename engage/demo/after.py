"""What happened at and after the demonstration's last conference: nothing where there is none yet."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.after_words import BETTER, COSTS, QUESTIONS, WELL
from engage.directory.queries_themes import themes
from engage.events.actions import attendance, board, costs, questions
from engage.events.models import Booking, Event, EventQuestion, EventSession
from engage.events.queries import after_times
from engage.events.rules.after import Board, Side
from engage.events.rules.states import BookingState, EventKind, EventState

SHARE_THERE = 0.82


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions."""
    del today
    with transaction():
        event = _last_conference()
        if event is None:
            return
        _tick(luck, event)
        _ask(luck, event)
        _write(luck, event)
        for what, kind, pence in COSTS:
            costs.add(event.id, what, kind, pence)


def _last_conference() -> Event | None:
    ended = func.max(EventSession.ends_at)
    rows = (
        select(Event)
        .join(EventSession, EventSession.event_id == Event.id)
        .where(Event.kind == EventKind.CONFERENCE, Event.state == EventState.PUBLISHED)
        .group_by(Event.id)
        .having(ended < clock.now())
        .order_by(ended.desc())
    )
    return db.session.scalars(rows.limit(1)).first()


def _booked(event: Event) -> Sequence[Booking]:
    rows = select(Booking).where(
        Booking.session_id.in_([each.id for each in event.sessions]), Booking.state == BookingState.BOOKED
    )
    return db.session.scalars(rows.order_by(Booking.id)).all()


def _tick(luck: random.Random, event: Event) -> None:
    for session in event.sessions:
        there = [f"booking:{each.id}" for each in _booked(event)
                 if each.session_id == session.id and luck.random() < SHARE_THERE]  # fmt: skip
        attendance.tick(session, there, (), session.ends_at)


def _people(event: Event) -> Sequence[int]:
    return sorted({each.person_id for each in _booked(event) if each.person_id})


def _ask(luck: random.Random, event: Event) -> None:
    people, ids = _people(event), {each.name: each.id for each in themes()}
    if not people:
        return
    asked_at = _last(event) - timedelta(hours=2)
    for number, (words, named, theme, became) in enumerate(QUESTIONS):
        at = asked_at + timedelta(minutes=11 * number)
        row = questions.ask(event, words, named, luck.choice(people), at)
        _decide(row, became, ids.get(theme), at + timedelta(days=2))


def _decide(row: EventQuestion, became: tuple[str, str] | str | None, theme_id: int | None, at: datetime) -> None:
    if isinstance(became, tuple):
        by, words = became
        questions.answer(row, questions.Answer(words, by, theme_id), at)
    elif became:
        questions.hide(row, became)
    elif became == "":
        questions.show(row, theme_id)


def _write(luck: random.Random, event: Event) -> None:
    people, at = _people(event), _last(event) + timedelta(hours=3)
    if len(people) < len(WELL) or after_times.times(event).board(at) is not Board.OPEN:
        return
    for side, notes in ((Side.WELL, WELL), (Side.BETTER, BETTER)):
        for words, author in zip(notes, luck.sample(people, len(notes)), strict=True):
            board.write(event, side, words, author, at)


def _last(event: Event) -> datetime:
    return max(each.ends_at for each in event.sessions)
