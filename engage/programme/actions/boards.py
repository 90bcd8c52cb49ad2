"""Making and changing boards, their meetings, and who reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, select, tuple_

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.directory.models import Person
from engage.programme.actions.boards_changes import write_or
from engage.programme.models import Board, BoardMeeting, BoardReader
from engage.programme.queries import boards as queries
from engage.programme.rules.boards import MOST_MEETINGS, due_for, year_of_meetings
from engage.programme.rules.kinds import Cadence

ON = "board"
MOST_READERS = 60


@dataclass(frozen=True)
class Words:
    """What is said of a board."""

    name: str
    about: str
    cadence: Cadence
    notice_days: int


def create(words: Words) -> Board:
    """A new board, without meetings yet."""
    _refuse_twice(words.name, None)
    row = Board(name=words.name, about=words.about, cadence=words.cadence, notice_days=words.notice_days)
    db.session.add(row)
    write_or(Invalid("There is a board or committee of this name already.", ("name",)))
    audit.record("create", ON, row.id)
    return row


def save(row: Board, words: Words) -> None:
    """Other words; deadlines of meetings that are there already stay as they are."""
    _refuse_twice(words.name, row.id)
    row.name, row.about, row.cadence, row.notice_days = words.name, words.about, words.cadence, words.notice_days
    write_or(Invalid("There is a board or committee of this name already.", ("name",)))
    audit.record("change", ON, row.id)


def _refuse_twice(name: str, own_id: int | None) -> None:
    other = queries.named(name)
    if other is not None and other.id != own_id:
        raise Invalid("There is a board or committee of this name already.", ("name",))


def end(row: Board, ended: bool) -> None:
    """It meets no longer, or does again: nothing is due for it meanwhile, and its readers read nothing."""
    if row.ended == ended:
        raise Conflict("Somebody has done this already.")
    row.ended = ended
    db.session.flush()
    audit.record("end" if ended else "take up", ON, row.id)


def propose(row: Board, first: date) -> int:
    """Meetings of a year by the board's cadence, from the first one on; answers how many were added."""
    known = {each.on for each in queries.meetings(row.id)}
    new = [each for each in year_of_meetings(first, Cadence(row.cadence)) if each not in known]
    _refuse_many(known, new)
    for each in new:
        db.session.add(BoardMeeting(board_id=row.id, on=each, due_on=due_for(each, row.notice_days)))
    write_or(Conflict("Somebody else has added meetings meanwhile. Nothing was added."))
    audit.record("add meetings", ON, row.id, count=len(new))
    return len(new)


def _refuse_many(known: set[date], new: Sequence[date]) -> None:
    if len(known) + len(new) > MOST_MEETINGS:
        raise Invalid(f"A board can have {MOST_MEETINGS} meetings here. Remove old ones first.", ("first",))


def move(row: BoardMeeting, on: date, due_on: date) -> None:
    """Another day, or another deadline."""
    if due_on > on:
        raise Invalid("Updates must be due on the day of the meeting or before.", ("due_on",))
    if any(each.on == on and each.id != row.id for each in queries.meetings(row.board_id)):
        raise Invalid("The board has a meeting on that day already.", ("on",))
    row.on, row.due_on = on, due_on
    write_or(Invalid("The board has a meeting on that day already.", ("on",)))
    audit.record("move meeting", ON, row.board_id)


def drop(row: BoardMeeting, today: date) -> None:
    """It does not take place. What is past stays: directions and late updates are read from it."""
    if row.on < today:
        raise Conflict("A meeting that was held stays: how items moved since then is read from it.")
    db.session.delete(row)
    db.session.flush()
    audit.record("remove meeting", ON, row.board_id)


def add_reader(row: Board, person_id: int) -> None:
    """Somebody reads all of how its items stand."""
    if db.session.get(BoardReader, (row.id, person_id)) is not None:
        return
    if len(queries.readers(row.id)) >= MOST_READERS:
        raise Invalid(f"A board can have {MOST_READERS} readers. Remove one first.")
    db.session.add(BoardReader(board_id=row.id, person_id=person_id))
    write_or(Conflict("Somebody has done this already."))
    audit.record("add reader", ON, row.id)


def remove_reader(row: Board, person_id: int) -> None:
    """They read it no longer."""
    held = db.session.get(BoardReader, (row.id, person_id)) if person_id < queries.GREATEST else None
    if held is None:
        raise NotThere("They are not a reader of this board, or no longer.")
    db.session.delete(held)
    db.session.flush()
    audit.record("remove reader", ON, row.id)


def who_left(at: datetime) -> Select[int, int]:
    """Readers who have left the council."""
    gone = select(Person.id).where(Person.leaves_on < clock.local(at).date())
    return select(BoardReader.board_id, BoardReader.person_id).where(BoardReader.person_id.in_(gone))


def forget_who_left(keys: Sequence[tuple[int, int]], at: datetime) -> None:
    """Take these readers off their boards."""
    which = tuple_(BoardReader.board_id, BoardReader.person_id).in_(keys)
    db.session.execute(delete(BoardReader).where(which))
