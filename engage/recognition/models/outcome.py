"""Prizes and what a round cost, what is printed, and the frozen figures of a year."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person
from engage.recognition.models.awards import Nomination
from engage.recognition.rules.rounds import Outcome


class Citation(Model):
    """What the OD team writes of a winner for everybody to read; the nominators' own words stay confidential."""

    __tablename__ = "citation"

    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[str] = mapped_column(String(300))


class PastWinner(Model):
    """One line of the roll of honour: written when a round is announced, or by hand for the years before Engage.

    It stands by itself, so that it outlives the nomination. Deleting it takes a name off every page.
    """

    __tablename__ = "past_winner"
    __searched__ = ("name", "unit", "category", "scheme", "citation")
    __table_args__ = (
        CheckConstraint(f"outcome IN ('{Outcome.WINNER}', '{Outcome.HIGHLY_COMMENDED}')", name="outcome_is_shown"),
        CheckConstraint("year BETWEEN 1900 AND 2200", name="year_is_a_year"),
        Index("ix_past_winner_year", "year", "scheme"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # None: added by hand, or the round is gone.
    round_id: Mapped[int | None] = mapped_column(ForeignKey("award_round.id", ondelete="SET NULL"), index=True)
    round_title: Mapped[str] = mapped_column(String(120))
    scheme: Mapped[str] = mapped_column(String(120))
    year: Mapped[int]
    category: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(200), default="")
    citation: Mapped[str] = mapped_column(String(300), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class Prize(Model):
    """What somebody gets with an award: its value, and who pays it. Its cost outlives the nomination."""

    __tablename__ = "prize"
    __table_args__ = (CheckConstraint("pence >= 0", name="value_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("award_round.id", ondelete="CASCADE"), index=True)
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id", ondelete="SET NULL"), index=True)
    what: Mapped[str] = mapped_column(String(120))
    pence: Mapped[int]
    paid_by: Mapped[str] = mapped_column(String(120))
    # Whether somebody outside the council pays for it.
    sponsored: Mapped[bool] = mapped_column(default=False)
    given_on: Mapped[date | None]

    nomination: Mapped[Nomination | None] = relationship()


class RoundCost(Model):
    """One cost of a round or its ceremony, or what a sponsor gave towards it (`sponsored`)."""

    __tablename__ = "round_cost"
    __table_args__ = (CheckConstraint("pence >= 0", name="cost_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("award_round.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(120))
    pence: Mapped[int]
    sponsored: Mapped[bool] = mapped_column(default=False)
    paid_by: Mapped[str] = mapped_column(String(120), default="")


class Letterhead(Model):
    """What stands on letters and certificates beside the council's name: one row; the logo hangs on it."""

    __tablename__ = "letterhead"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    signatory: Mapped[str] = mapped_column(String(120), default="")
    signatory_role: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    logo_shows: Mapped[str] = mapped_column(String(200), default="")


class PrintBatch(Model):
    """Letters or certificates that the worker makes: how far it is, and the file when it is done."""

    __tablename__ = "print_batch"
    __table_args__ = (
        CheckConstraint("done BETWEEN 0 AND total", name="done_within_total"),
        CheckConstraint("state IN ('waiting', 'made', 'failed')", name="state_is_known"),
        Index("ix_print_batch_round", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("award_round.id", ondelete="CASCADE"))
    # Which of them, as the maker understands it.
    asked: Mapped[str] = mapped_column(Text, default="{}")
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LongService(Model):
    """That a milestone of long service was marked: so that it is marked once."""

    __tablename__ = "long_service"
    __table_args__ = (UniqueConstraint("person_id", "years"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    years: Mapped[int]
    reached_on: Mapped[date]
    marked_on: Mapped[date]

    person: Mapped[Person] = relationship()


class RecognitionYear(Model):
    """Who got recognised in one year; once frozen it is kept, so that deleting old thanks changes nothing of it."""

    __tablename__ = "recognition_year"
    __table_args__ = (
        CheckConstraint("frozen_at IS NULL OR document <> ''", name="frozen_says_something"),
        CheckConstraint("(document = '') = (made_at IS NULL)", name="a_document_has_its_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_day: Mapped[date] = mapped_column(unique=True)
    document: Mapped[str] = mapped_column(Text, default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Since when somebody waits for the worker to work it out.
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    frozen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
