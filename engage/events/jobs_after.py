"""How long it is known who asked and who wrote, and the schedule that forgets it."""

from collections.abc import Sequence

from sqlalchemy import select, update

from engage.core import audit, clock, outbox
from engage.core.db import db, transaction
from engage.core.retention import Kept
from engage.events.actions import questions as actions
from engage.events.models import EventNote, EventQuestion
from engage.events.queries import after_times
from engage.events.rules.after import ASKER_MONTHS, BOARD_OPEN, BOARD_WEEKS
from engage.events.rules.states import QuestionState

KEPT = (
    Kept("Who asked a question at an event", f"{ASKER_MONTHS} months after its last session", "emptied"),
    Kept("Questions at events that are not shown", f"{ASKER_MONTHS} months after its last session", "deleted"),
    Kept("Questions at events that are shown, and their answers", "as long as the event", "deleted with it"),
    Kept("Who wrote a note on the board after an event", f"until the board closes, {BOARD_WEEKS} weeks after its last "
         "session", "emptied"),
    Kept("Notes on the board after an event, without who wrote them", "as long as the event", "deleted with it"),
    Kept("Who was at an event", "as long as their booking", "deleted with it"),
    Kept("What an event cost: lines without people’s names", "as long as the event", "deleted with it"),
)  # fmt: skip


@outbox.schedule("events: who asked and who wrote", outbox.HOUR)
def forget() -> None:
    """Empty and delete what has been kept as long as was said."""
    at = clock.now()
    with transaction():
        _forget_authors(after_times.over_before(at - BOARD_OPEN))
    with transaction():
        _forget_askers(after_times.over_before(clock.months_after(at, -ASKER_MONTHS)))


def _forget_authors(closed: Sequence[int]) -> None:
    linked = (EventNote.event_id.in_(closed), EventNote.author_id.is_not(None))
    notes = db.session.execute(update(EventNote).where(*linked).values(author_id=None)).rowcount  # type: ignore[attr-defined]
    if notes:
        audit.record("forget who wrote", "event-note", count=notes)


def _forget_askers(over: Sequence[int]) -> None:
    of_these = EventQuestion.event_id.in_(over)
    unseen = select(EventQuestion).where(of_these, EventQuestion.state != QuestionState.SHOWN)
    for row in db.session.scalars(unseen.order_by(EventQuestion.id)):
        actions.delete(row)
    linked = (of_these, EventQuestion.asker_id.is_not(None))
    asked = db.session.execute(update(EventQuestion).where(*linked).values(asker_id=None)).rowcount  # type: ignore[attr-defined]
    if asked:
        audit.record("forget who asked", "event-question", count=asked)
