"""The box in the main database, and the database of its own: there no time, no order and no person."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from engage.ballots.rules import ID_BYTES, Phase
from engage.core.db import BallotBase, Model, UtcDateTime

PHASES = ", ".join(f"'{phase}'" for phase in Phase)


class BallotBox(Model):
    """One sealed box: what seals a ballot, and how far its opening has come."""

    __tablename__ = "ballot_box"
    __table_args__ = (
        CheckConstraint(f"phase IN ({PHASES})", name="phase_is_known"),
        CheckConstraint("ballot_size > 0", name="ballot_size_positive"),
        CheckConstraint(
            "phase NOT IN ('key_destroyed', 'deleted') OR key_destroyed_at IS NOT NULL",
            name="destroyed_key_has_its_date",
        ),
    )

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    ballot_size: Mapped[int]
    canary: Mapped[bytes] = mapped_column(LargeBinary)
    phase: Mapped[str] = mapped_column(String(16), default=Phase.MADE)
    key_destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Counted at the opening, all of them: None before, so that nobody can watch them grow.
    ballots: Mapped[int | None]
    flags: Mapped[int | None]
    unreadable: Mapped[int | None]
    late: Mapped[int | None]
    # Of a box that never closes: where what its opening leaves sealed goes, and how many came and went that way.
    carries_to: Mapped[str | None] = mapped_column(ForeignKey("ballot_box.code"), unique=True)
    carried_in: Mapped[int] = mapped_column(default=0)
    carried_out: Mapped[int | None]


class BoxBackup(Model):
    """That somebody keeps a backup of a box's key, whether it was shown to work, and that it is destroyed."""

    __tablename__ = "ballot_box_backup"
    __table_args__ = (CheckConstraint("holder <> ''", name="holder_is_named"),)

    number: Mapped[str] = mapped_column(String(16), primary_key=True)
    box: Mapped[str] = mapped_column(ForeignKey("ballot_box.code", ondelete="CASCADE"), index=True)
    holder: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Ballot(BallotBase):
    """One sealed ballot: its box, a random number, and sealed bytes. A test allows no other column."""

    __tablename__ = "ballot"
    __table_args__ = ({"sqlite_with_rowid": False},)

    box: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(ID_BYTES), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class OpenedCount(BallotBase):
    """What an opening rewrote: written in the same transaction, checked in the next phase."""

    __tablename__ = "opened_count"

    box: Mapped[str] = mapped_column(String(32), primary_key=True)
    ballots: Mapped[int] = mapped_column(Integer)
    comments: Mapped[int] = mapped_column(Integer)
    unreadable: Mapped[int] = mapped_column(Integer)
    late: Mapped[int] = mapped_column(Integer, default=0)
    carried: Mapped[int] = mapped_column(Integer, default=0)
