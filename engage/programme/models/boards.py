"""Boards and committees, when they meet, and the stages of consultation an item goes through."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model
from engage.programme.rules.kinds import Cadence


class Board(Model):
    """A board or a committee that reads how items stand."""

    __tablename__ = "board"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint(f"cadence IN ({', '.join(repr(str(each)) for each in Cadence)})", name="cadence_is_known"),
        CheckConstraint("notice_days BETWEEN 0 AND 60", name="notice_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160), unique=True)
    about: Mapped[str] = mapped_column(String(500), default="")
    cadence: Mapped[str] = mapped_column(String(16), default=Cadence.QUARTERLY)
    # So many days before a meeting the updates are due.
    notice_days: Mapped[int] = mapped_column(default=10)
    ended: Mapped[bool] = mapped_column(default=False)


class BoardMeeting(Model):
    """One meeting, and by when its updates are due."""

    __tablename__ = "board_meeting"
    __table_args__ = (
        UniqueConstraint("board_id", "on", name="uq_board_meeting_on_its_day"),
        CheckConstraint('due_on <= "on"', name="due_before_it_meets"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"))
    on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date] = mapped_column(index=True)


class BoardReader(Model):
    """Somebody who reads all of how the items of a board stand."""

    __tablename__ = "board_reader"

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class ConsultationStage(Model):
    """Who is consulted about an item, when, and what came of it."""

    __tablename__ = "plan_consultation_stage"
    __table_args__ = (
        CheckConstraint("with_whom <> ''", name="says_with_whom"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    with_whom: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(String(1000), default="")
