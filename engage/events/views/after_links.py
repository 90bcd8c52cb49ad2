"""Questions and notes as other features refer to them, and as whoever decides about reports sees them."""

from collections.abc import Mapping, Sequence

from flask import url_for

from engage.access import current_person
from engage.core.errors import NotThere
from engage.core.links import Link
from engage.core.moderation import Excerpt, Moderated
from engage.events.actions import board as board_actions
from engage.events.actions import questions as actions
from engage.events.models import EventNote, EventQuestion
from engage.events.queries import board, questions
from engage.events.queries.events import visible
from engage.events.rules.states import QuestionState


def _sees_event(event_id: int) -> bool:
    try:
        visible(event_id, current_person())
    except NotThere:
        return False
    return True


def link(question_id: int) -> Link | None:
    """A question, for exactly those who may see it."""
    row = questions.question(question_id)
    if row is None:
        return None
    try:
        questions.seen(row.event_id, row.id, current_person())
        may_see = True
    except NotThere:
        may_see = False
    title = row.words if len(row.words) <= 80 else row.words[:80].rsplit(" ", 1)[0] + "…"
    return Link(_address(row), title, may_see)


LINKS = {"event-question": link}


def _address(row: EventQuestion) -> str:
    return url_for("events.question", event_id=row.event_id, question_id=row.id)


def _question_excerpt(row: EventQuestion) -> Excerpt:
    answer = f"\n\nAnswered by {row.answered_by}: {row.answer}" if row.answer else ""
    return Excerpt(row.words + answer, "Question at an event", _address(row), row.state == QuestionState.HIDDEN)


def _questions(ids: Sequence[int]) -> Mapping[int, Excerpt]:
    return {row.id: _question_excerpt(row) for row in questions.some(ids)}


def _question_visible(question_id: int) -> bool:
    row = questions.question(question_id)
    return row is not None and row.state == QuestionState.SHOWN and _sees_event(row.event_id)


def _moderate_question(question_id: int, hidden: bool) -> None:
    row = questions.question(question_id)
    if row is None:
        raise NotThere
    actions.moderate(row, hidden)


def _note_excerpt(row: EventNote) -> Excerpt:
    address = url_for("events.board", event_id=row.event_id)
    return Excerpt(row.words, "Note on the board after an event", address, row.hidden)


def _notes(ids: Sequence[int]) -> Mapping[int, Excerpt]:
    return {row.id: _note_excerpt(row) for row in board.some(ids)}


def _note_visible(note_id: int) -> bool:
    row = board.note(note_id)
    return row is not None and not row.hidden and _sees_event(row.event_id)


def _moderate_note(note_id: int, hidden: bool) -> None:
    row = board.note(note_id)
    if row is None:
        raise NotThere
    board_actions.moderate(row, hidden)


MODERATED = {
    "event-question": Moderated(
        excerpt=lambda question_id: _questions([question_id]).get(question_id),
        visible=_question_visible,
        hide=lambda question_id: _moderate_question(question_id, True),
        restore=lambda question_id: _moderate_question(question_id, False),
        excerpts=_questions,
    ),
    "event-note": Moderated(
        excerpt=lambda note_id: _notes([note_id]).get(note_id),
        visible=_note_visible,
        hide=lambda note_id: _moderate_note(note_id, True),
        restore=lambda note_id: _moderate_note(note_id, False),
        excerpts=_notes,
    ),
}
