"""Questions asked at events: what everybody reads, one's own, and what waits for the OD team."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.events.models import Event, EventQuestion
from engage.events.queries.events import visible
from engage.events.rules import questions as rules
from engage.events.rules.states import QuestionState

ON, EACH, MOST = "event-question", 20, 50
SHOWN = EventQuestion.state == QuestionState.SHOWN
ANSWERED = EventQuestion.answered_at.is_not(None)


@dataclass(frozen=True)
class Counts:
    """How many questions of an event are shown, how many of those answered, and how many wait to be looked at."""

    shown: int
    answered: int
    waiting: int


@dataclass(frozen=True)
class Asked:
    """What is wanted of the list: "", "answered" or "unanswered"; by time, or what is answered first."""

    only: str = ""
    by_time: bool = False


def standing(row: EventQuestion) -> rules.Standing:
    """Where a question stands, as the rules see it."""
    return rules.Standing(row.state, row.asker_id, row.answered_at is not None)


def question(question_id: int) -> EventQuestion | None:
    """One question in any state."""
    return db.session.scalar(_whole().where(EventQuestion.id == question_id))


def seen(event_id: int, question_id: int, viewer: Viewer) -> tuple[Event, EventQuestion]:
    """One question with its event, for whoever may see it; else NotThere."""
    event, row = visible(event_id, viewer), question(question_id)
    if row is None or row.event_id != event_id:
        raise NotThere
    if not rules.may_see(standing(row), viewer.id, viewer.may(Permission.EVENTS_MANAGE)):
        raise NotThere
    return event, row


def of_event(event_id: int, question_id: int) -> EventQuestion:
    """One question of this event in any state, for the OD team; or NotThere."""
    row = question(question_id)
    if row is None or row.event_id != event_id:
        raise NotThere
    return row


def _whole() -> Select[EventQuestion]:
    return select(EventQuestion).options(joinedload(EventQuestion.asker), joinedload(EventQuestion.theme))


def shown(event_id: int, asked: Asked, number: int) -> Page[EventQuestion]:
    """A page of what everybody reads: two statements."""
    rows = _whole().where(EventQuestion.event_id == event_id, SHOWN)
    if asked.only:
        rows = rows.where(ANSWERED if asked.only == "answered" else ~ANSWERED)
    first: tuple[ColumnElement[int], ...] = () if asked.by_time else (case((ANSWERED, 0), else_=1),)
    return cut(rows.order_by(*first, EventQuestion.asked_at, EventQuestion.id), number, EACH)


def own(event_id: int, person_id: int) -> Sequence[EventQuestion]:
    """What somebody asked at an event, the newest first."""
    rows = _whole().where(EventQuestion.event_id == event_id, EventQuestion.asker_id == person_id)
    return db.session.scalars(rows.order_by(EventQuestion.id.desc()).limit(MOST)).all()


def waiting_of(event_id: int, person_id: int) -> int:
    """How many of somebody's questions nobody has looked at yet."""
    rows = select(func.count()).select_from(EventQuestion)
    mine = (EventQuestion.event_id == event_id) & (EventQuestion.asker_id == person_id)
    return db.session.scalar(rows.where(mine, EventQuestion.state == QuestionState.WAITING)) or 0


def asked_before(event_id: int, person_id: int, words: str) -> EventQuestion | None:
    """The same question by the same person, of a form that was sent twice."""
    rows = select(EventQuestion).where(
        EventQuestion.event_id == event_id, EventQuestion.asker_id == person_id, EventQuestion.words == words
    )
    return db.session.scalars(rows.order_by(EventQuestion.id).limit(1)).first()


def for_the_od_team(event_id: int, number: int) -> Page[EventQuestion]:
    """A page of all of an event's: waiting, unanswered, answered, then what is hidden."""
    waits = EventQuestion.state == QuestionState.WAITING
    turn = case((waits, 0), (SHOWN & ~ANSWERED, 1), (SHOWN, 2), else_=3)
    rows = _whole().where(EventQuestion.event_id == event_id)
    return cut(rows.order_by(turn, EventQuestion.asked_at, EventQuestion.id), number, EACH)


def counts(event_id: int) -> Counts:
    """How many: one statement."""
    number = func.sum
    rows = select(
        number(case((SHOWN, 1), else_=0)),
        number(case((SHOWN & ANSWERED, 1), else_=0)),
        number(case((EventQuestion.state == QuestionState.WAITING, 1), else_=0)),
    ).where(EventQuestion.event_id == event_id)
    return Counts(*(int(each or 0) for each in db.session.execute(rows).one()))


def some(ids: Sequence[int]) -> Sequence[EventQuestion]:
    """Those of these questions that were shown once: what a report may quote."""
    was_shown = EventQuestion.state != QuestionState.WAITING
    rows = select(EventQuestion).where(EventQuestion.id.in_(ids), was_shown)
    return db.session.scalars(rows.order_by(EventQuestion.id)).all()
