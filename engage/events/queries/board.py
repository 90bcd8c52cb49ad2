"""The two-column board after an event."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.events.models import EventNote
from engage.events.rules.after import Side

ON, EACH = "event-note", 25


def _of(event_id: int) -> Select[EventNote]:
    return select(EventNote).where(EventNote.event_id == event_id).order_by(EventNote.id)


def columns(event_id: int, number: int) -> Mapping[Side, Page[EventNote]]:
    """A page of each side, what is hidden left out: four statements."""
    shown = _of(event_id).where(EventNote.hidden.is_(False)).options(joinedload(EventNote.theme))
    return {side: cut(shown.where(EventNote.side == side), number, EACH) for side in Side}


def for_the_od_team(event_id: int, number: int) -> Page[EventNote]:
    """A page of all notes, hidden ones too."""
    return cut(_of(event_id).options(joinedload(EventNote.theme)), number, EACH)


def note(note_id: int) -> EventNote | None:
    """One note, hidden ones too."""
    return db.session.get(EventNote, note_id)


def of_event(event_id: int, note_id: int) -> EventNote:
    """One note of this event, or NotThere."""
    row = note(note_id)
    if row is None or row.event_id != event_id:
        raise NotThere
    return row


def sides_of(event_id: int, person_id: int) -> Sequence[str]:
    """The side of each note that somebody wrote, hidden ones too: they count."""
    rows = select(EventNote.side).where(EventNote.event_id == event_id, EventNote.author_id == person_id)
    return db.session.scalars(rows.order_by(EventNote.id)).all()


def written_before(event_id: int, person_id: int, side: str, words: str) -> EventNote | None:
    """The same note by the same person, of a form that was sent twice."""
    rows = _of(event_id).where(EventNote.author_id == person_id, EventNote.side == side, EventNote.words == words)
    return db.session.scalars(rows.limit(1)).first()


def count(event_id: int) -> int:
    """How many notes everybody reads."""
    rows = select(func.count()).select_from(EventNote)
    return db.session.scalar(rows.where(EventNote.event_id == event_id, EventNote.hidden.is_(False))) or 0


def some(ids: Sequence[int]) -> Sequence[EventNote]:
    """Those of these notes that are there."""
    return db.session.scalars(select(EventNote).where(EventNote.id.in_(ids)).order_by(EventNote.id)).all()
