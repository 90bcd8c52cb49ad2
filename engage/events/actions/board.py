"""Writing on the board after an event.

Who writes or takes back is in no audit record: that names who acts, and no page shows whose a note is.
"""

from datetime import datetime

from engage.core import audit, moderation
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere, Refused
from engage.directory.queries_themes import theme
from engage.events.models import Event, EventNote
from engage.events.queries import after_times, attendance
from engage.events.queries import board as queries
from engage.events.rules.after import MOST_NOTES, Board, Side, left, may_write


def write(event: Event, side: Side, words: str, person_id: int, at: datetime) -> EventNote:
    """A note; the same form sent twice is one note."""
    event = after_times.hold(event.id)
    state = after_times.times(event).board(at)
    if state is not Board.OPEN:
        raise Conflict("The board takes no notes now. Nothing was sent.")
    if not may_write(state, attendance.had_a_place(list(attendance.mine(event.id, person_id).values()))):
        raise Refused("Whoever had a place at this event, or was there, can write on its board.")
    before = queries.written_before(event.id, person_id, side, words)
    if before is not None:
        return before
    if not left(queries.sides_of(event.id, person_id), side):
        raise Invalid(f"You have written {MOST_NOTES} notes on this side. Take one back to write another.")
    row = EventNote(event_id=event.id, side=side, words=words, author_id=person_id, written_at=at)
    db.session.add(row)
    db.session.flush()
    return row


def take_back(row: EventNote, event: Event, person_id: int, at: datetime) -> None:
    """Its author takes it back, while the board is open."""
    if row.author_id != person_id:
        raise NotThere
    if after_times.times(event).board(at) is not Board.OPEN:
        raise Conflict("The board is closed, so its notes stay as they are.")
    moderation.gone(queries.ON, row.id)
    db.session.delete(row)
    db.session.flush()


def hide(row: EventNote, hidden: bool) -> None:
    """Nobody but the OD team reads it, or everybody again."""
    row.hidden = hidden
    db.session.flush()
    audit.record("hide" if hidden else "show", queries.ON, row.id)


def moderate(row: EventNote, hidden: bool) -> None:
    """The same, decided about a report: that is recorded there."""
    row.hidden = hidden
    db.session.flush()


def put_under(row: EventNote, theme_id: int | None) -> None:
    """What the note is about."""
    if theme_id is not None and theme(theme_id) is None:
        raise Conflict("That theme is gone. Reload the page and choose another. Nothing was changed.")
    row.theme_id = theme_id
    db.session.flush()
    audit.record("set theme", queries.ON, row.id)
