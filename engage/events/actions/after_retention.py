"""What goes some time after an event: who asked, who wrote, and questions that are not shown."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select, update

from engage.core import audit, clock
from engage.core.db import db
from engage.events.actions import questions as actions
from engage.events.models import EventNote, EventQuestion
from engage.events.queries import after_times
from engage.events.rules.after import ASKER_MONTHS, BOARD_OPEN
from engage.events.rules.states import QuestionState


def due_authors(at: datetime) -> Select[int]:
    """Notes with their author on boards that are closed."""
    closed = after_times.over_before(at - BOARD_OPEN)
    return select(EventNote.id).where(EventNote.event_id.in_(closed), EventNote.author_id.is_not(None))


def forget_authors(ids: Sequence[int], at: datetime) -> None:
    """Nobody wrote these any more."""
    db.session.execute(update(EventNote).where(EventNote.id.in_(ids)).values(author_id=None))
    audit.record("forget who wrote", "event-note", count=len(ids))


def due_unseen(at: datetime) -> Select[int]:
    """Questions that are not shown, some months after the event."""
    return select(EventQuestion.id).where(_over(at), EventQuestion.state != QuestionState.SHOWN)


def delete_questions(ids: Sequence[int], at: datetime) -> None:
    """Delete questions, with what was reported of them."""
    rows = select(EventQuestion).where(EventQuestion.id.in_(ids))
    for row in db.session.scalars(rows.order_by(EventQuestion.id)).all():
        actions.delete(row)


def due_askers(at: datetime) -> Select[int]:
    """Questions with their asker, some months after the event."""
    return select(EventQuestion.id).where(_over(at), EventQuestion.asker_id.is_not(None))


def forget_askers(ids: Sequence[int], at: datetime) -> None:
    """Nobody asked these any more."""
    db.session.execute(update(EventQuestion).where(EventQuestion.id.in_(ids)).values(asker_id=None))
    audit.record("forget who asked", "event-question", count=len(ids))


def _over(at: datetime) -> ColumnElement[bool]:
    return EventQuestion.event_id.in_(after_times.over_before(clock.months_after(at, -ASKER_MONTHS)))
