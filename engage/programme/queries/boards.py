"""Boards, their meetings, and who reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory import queries_finding as finding
from engage.directory.models import Person
from engage.programme.models import Board, BoardMeeting, BoardReader, Item, Plan

GREATEST = 2**31


@dataclass(frozen=True)
class BoardRow:
    """A board as the list shows it."""

    board: Board
    items: int
    readers: int
    next_on: date | None
    due_on: date | None


def board(board_id: int) -> Board:
    """One board, or NotThere."""
    row = db.session.get(Board, board_id) if board_id < GREATEST else None
    if row is None:
        raise NotThere("There is no such board or committee here.")
    return row


def boards(today: date) -> Sequence[BoardRow]:
    """All of them, those that have ended last: one statement."""
    items = (
        select(func.count())
        .select_from(Item)
        .join(Plan, Plan.id == Item.plan_id)
        .where(Item.board_id == Board.id, Plan.archived_at.is_(None))
    )
    readers = select(func.count()).select_from(BoardReader).where(BoardReader.board_id == Board.id)
    ahead = select(func.min(BoardMeeting.on)).where(BoardMeeting.board_id == Board.id, BoardMeeting.on >= today)
    due = select(func.min(BoardMeeting.due_on)).where(BoardMeeting.board_id == Board.id, BoardMeeting.due_on >= today)
    parts = [each.correlate(Board).scalar_subquery() for each in (items, readers, ahead, due)]
    rows = select(Board, *parts).order_by(Board.ended, func.lower(Board.name), Board.id)
    return [BoardRow(*row) for row in db.session.execute(rows)]


def named(name: str) -> Board | None:
    """The board of this name, whatever its capitals."""
    return db.session.scalars(select(Board).where(func.lower(Board.name) == name.lower())).first()


def meetings(board_id: int) -> Sequence[BoardMeeting]:
    """All meetings of a board in the order of their days."""
    rows = select(BoardMeeting).where(BoardMeeting.board_id == board_id)
    return db.session.scalars(rows.order_by(BoardMeeting.on, BoardMeeting.id)).all()


def meeting(meeting_id: int) -> BoardMeeting:
    """One meeting, or NotThere."""
    row = db.session.get(BoardMeeting, meeting_id) if meeting_id < GREATEST else None
    if row is None:
        raise NotThere("That meeting is not there, or no longer.")
    return row


def before(board_id: int, today: date) -> date | None:
    """The day of the last meeting before today."""
    rows = select(func.max(BoardMeeting.on)).where(BoardMeeting.board_id == board_id, BoardMeeting.on < today)
    return db.session.scalar(rows)


def readers(board_id: int) -> Sequence[finding.Found]:
    """Who reads a board, those who have left too."""
    ids = db.session.scalars(select(BoardReader.person_id).where(BoardReader.board_id == board_id)).all()
    return list(finding.shown(ids).values())


def reads(board_id: int | None, person_id: int) -> bool:
    """Whether somebody is a reader of a board that has not ended."""
    if board_id is None:
        return False
    rows = select(Board.id).join(BoardReader, BoardReader.board_id == Board.id)
    rows = rows.where(Board.id == board_id, BoardReader.person_id == person_id, ~Board.ended)
    return db.session.scalar(rows) is not None


def read_by(person_id: int) -> Sequence[Board]:
    """The boards that somebody reads."""
    rows = select(Board).join(BoardReader, BoardReader.board_id == Board.id)
    rows = rows.where(BoardReader.person_id == person_id, ~Board.ended)
    return db.session.scalars(rows.order_by(func.lower(Board.name), Board.id)).all()


def open_boards() -> Sequence[Board]:
    """Those that have not ended: to choose from."""
    return db.session.scalars(select(Board).where(~Board.ended).order_by(func.lower(Board.name), Board.id)).all()


def names_of(person_ids: Sequence[int]) -> dict[int, str]:
    """What colleagues call these people, by their id: one statement."""
    rows = select(Person.id, finding.called()).where(Person.id.in_(person_ids)).order_by(Person.id)
    return dict(db.session.execute(rows).all())
