"""What is held about one person of what happens at and after events, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.formatting import moment
from engage.core.own_data import WHO, Held, rows_of
from engage.events.models import Booking, Event, EventNote, EventQuestion, EventSession
from engage.events.rules.after import ASKER_MONTHS, BOARD_WEEKS, SIDES, Side

HOW = {"code": "you typed the code", "list": "the OD team ticked you on the list"}


QUESTIONS = (
    select(EventQuestion, Event.title)
    .join(Event, Event.id == EventQuestion.event_id)
    .where(EventQuestion.asker_id == WHO)
    .order_by(EventQuestion.id)
)
NOTES = (
    select(EventNote, Event.title)
    .join(Event, Event.id == EventNote.event_id)
    .where(EventNote.author_id == WHO)
    .order_by(EventNote.id)
)
ATTENDED = (
    select(Event.title, EventSession.title, EventSession.starts_at, Booking.attended_by)
    .join(EventSession, EventSession.event_id == Event.id)
    .join(Booking, Booking.session_id == EventSession.id)
    .where(Booking.person_id == WHO, Booking.attended_by != "")
    .order_by(EventSession.starts_at, EventSession.id)
)


def held(person_id: int) -> Sequence[Held]:
    """Questions, notes and attendance that are linked to them: three statements."""
    return (
        Held(
            "Questions that you asked at events",
            "So that you can see and take back your own. Who asked is deleted "
            f"{ASKER_MONTHS} months after the event; after that they are not in this copy.",
            [
                {"event": title, "question": row.words, "asked": moment(row.asked_at), "your name is shown": row.named,
                 "where it stands": row.state, "why it is not shown": row.hidden_why or None,
                 "answer": row.answer or None}
                for row, title in rows_of(QUESTIONS, person_id)
            ],
            private=True,
        ),
        Held(
            "Notes on the board after events",
            "So that you can take back your own. Who wrote is deleted when the board closes, "
            f"{BOARD_WEEKS} weeks after the event; after that they are not in this copy.",
            [
                {"event": title, "side": SIDES[Side(row.side)], "note": row.words, "written": moment(row.written_at)}
                for row, title in rows_of(NOTES, person_id)
            ],
            private=True,
        ),
        _was_there(person_id),
    )  # fmt: skip


def _was_there(person_id: int) -> Held:
    return Held(
        "Events that you were at",
        "So that training counts, and so that the OD team knows how many come. Kept as long as your booking.",
        [
            {"event": title, "session": part or None, "begins": moment(at), "how it is known": HOW.get(how, how)}
            for title, part, at, how in rows_of(ATTENDED, person_id)
        ],
    )  # fmt: skip
