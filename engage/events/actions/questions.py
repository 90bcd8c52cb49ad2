"""Asking at an event, and what the OD team does with a question.

What an asker does is in no audit record: that names who acts, and who asked without a name is on no page.
"""

from dataclasses import dataclass
from datetime import datetime

from engage.core import audit, moderation
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, Refused
from engage.directory.queries_themes import theme
from engage.events.actions import questions_telling as telling
from engage.events.models import Event, EventQuestion
from engage.events.queries import after_times
from engage.events.queries import questions as queries
from engage.events.rules import questions as rules
from engage.events.rules.after import MOST_WAITING
from engage.events.rules.states import QuestionState

OVER = "There can be no more questions about this event. Nothing was sent."


@dataclass(frozen=True)
class Answer:
    """What is answered, and who answers: a lead officer, or the Chief Executive."""

    words: str
    by: str
    theme_id: int | None


def ask(event: Event, words: str, named: bool, person_id: int, at: datetime) -> EventQuestion:
    """A question, which waits until the OD team has looked at it; the same form sent twice is one question."""
    event = after_times.hold(event.id)
    if not after_times.times(event).asking(at):
        raise Conflict(OVER)
    before = queries.asked_before(event.id, person_id, words)
    if before is not None:
        return before
    if queries.waiting_of(event.id, person_id) >= MOST_WAITING:
        raise Invalid(f"{MOST_WAITING} of your questions wait already. Ask again once the OD team has read some.")
    return _add(EventQuestion(event_id=event.id, words=words, named=named, asker_id=person_id, asked_at=at))


def take_down(event: Event, words: str, theme_id: int | None, at: datetime) -> EventQuestion:
    """A question from the room: nobody's name, and shown at once."""
    row = _add(EventQuestion(event_id=event.id, words=words, asked_at=at, state=QuestionState.SHOWN,
                             theme_id=_known(theme_id)))  # fmt: skip
    audit.record("take down", queries.ON, row.id, event=event.id)
    return row


def _add(row: EventQuestion) -> EventQuestion:
    db.session.add(row)
    db.session.flush()
    return row


def withdraw(row: EventQuestion, person_id: int) -> None:
    """Its asker takes it back: it is gone."""
    if not rules.may_withdraw(queries.standing(row), person_id):
        raise Refused("Only whoever asked a question can take it back, until it is answered.")
    delete(row)


def delete(row: EventQuestion) -> None:
    """It goes, and what was reported of it."""
    moderation.gone(queries.ON, row.id)
    db.session.delete(row)
    db.session.flush()


def unname(row: EventQuestion, person_id: int) -> None:
    """Its asker takes their name off."""
    if not rules.may_unname(queries.standing(row), person_id, row.named):
        raise Refused("Only whoever asked a question can take their name off it.")
    row.named = False
    db.session.flush()


def show(row: EventQuestion, theme_id: int | None) -> None:
    """Everybody who may see the event reads it, answered or not yet."""
    row.state, row.hidden_why, row.theme_id = QuestionState.SHOWN, "", _known(theme_id)
    db.session.flush()
    audit.record("show", queries.ON, row.id)


def answer(row: EventQuestion, given: Answer, at: datetime) -> None:
    """Answer it for all to see, or put the answer right; its asker is written to the first time."""
    first = row.answered_at is None
    row.answer, row.answered_by, row.answered_at = given.words, given.by, row.answered_at or at
    row.state, row.hidden_why, row.theme_id = QuestionState.SHOWN, "", _known(given.theme_id)
    db.session.flush()
    audit.record("answer" if first else "change the answer", queries.ON, row.id)
    if first:
        telling.answered(row)


def hide(row: EventQuestion, why: str) -> None:
    """Nobody but its asker and the OD team reads it, and its asker reads why."""
    if row.state == QuestionState.HIDDEN:
        raise Conflict("This question is hidden already. Nothing was changed.")
    row.state, row.hidden_why = QuestionState.HIDDEN, why
    db.session.flush()
    audit.record("hide", queries.ON, row.id)
    telling.hidden(row)


def moderate(row: EventQuestion, hidden: bool) -> None:
    """Whoever decides about reports hides it, or brings it back."""
    row.state, row.hidden_why = QuestionState.HIDDEN if hidden else QuestionState.SHOWN, ""
    db.session.flush()


def _known(theme_id: int | None) -> int | None:
    if theme_id is not None and theme(theme_id) is None:
        raise Conflict("That theme is gone. Reload the page and choose another. Nothing was changed.")
    return theme_id
