"""Consultations: what people are asked, what they write, and what became of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.consultation.rules import Column, Decision, Kind, State
from engage.core.db import Model, UtcDateTime
from engage.directory.models import Theme


def _one_of(column: str, values: type[State | Kind | Column | Decision]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class Consultation(Model):
    """A text or a board (or both), for whom and until when; the figures are worked out once, at the close."""

    __tablename__ = "consultation"
    __searched__ = ("title", "intro")
    __table_args__ = (
        CheckConstraint(_one_of("state", State), name="state_is_known"),
        CheckConstraint(_one_of("kind", Kind), name="kind_is_known"),
        CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at", name="closes_after_it_opens"),
        CheckConstraint("(state IN ('draft', 'open')) = (closed_at IS NULL)", name="closed_has_its_date"),
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered_has_its_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    intro: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(10), default=Kind.BOTH)
    named: Mapped[bool] = mapped_column(default=False)
    audience: Mapped[str] = mapped_column(Text, default="everyone")
    state: Mapped[str] = mapped_column(String(10), default=State.DRAFT, index=True)
    # Counts the OD team's own changes: whoever saved last may not overwrite what they have not seen.
    version: Mapped[int] = mapped_column(default=1)
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(Text, default="")
    figures: Mapped[str] = mapped_column(Text, default="")
    names_removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    statements: Mapped[list["Statement"]] = relationship(
        order_by="Statement.position, Statement.id", cascade="all, delete-orphan"
    )
    stages: Mapped[list["Stage"]] = relationship(order_by="Stage.position, Stage.id", cascade="all, delete-orphan")


class Statement(Model):
    """One numbered statement of the text, and its wording after the decision."""

    __tablename__ = "consultation_statement"
    __searched__ = ("text", "new_text")

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    new_text: Mapped[str] = mapped_column(Text, default="")


class Stage(Model):
    """A stage as the council names it: champions, managers, unions at their committee, the decision."""

    __tablename__ = "consultation_stage"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[bool] = mapped_column(default=False)


class Entry(Model):
    """A comment on a statement, or an entry on the board. Its day is kept, no hour: hours tell of shifts.

    `author_id` and `once` (which keeps a second press of a button from writing it twice) are removed with the names;
    `unit_id` becomes `place`, a group in which enough people were asked, when the figures are worked out.
    """

    __tablename__ = "consultation_entry"
    __searched__ = ("text",)
    __table_args__ = (
        CheckConstraint("(statement_id IS NULL) <> (board_column IS NULL)", name="on_a_statement_or_a_board"),
        CheckConstraint(f"board_column IS NULL OR {_one_of('board_column', Column)}", name="column_is_known"),
        CheckConstraint("agreed >= 0", name="agreed_not_negative"),
        Index("ix_consultation_entry_on", "consultation_id", "statement_id", "board_column"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("consultation_statement.id", ondelete="CASCADE"))
    board_column: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    place: Mapped[str] = mapped_column(String(260), default="")
    written_on: Mapped[date]
    agreed: Mapped[int] = mapped_column(default=0)
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    themes: Mapped[list[Theme]] = relationship(secondary="entry_theme", order_by="Theme.position, Theme.id")
    statement: Mapped[Statement | None] = relationship()


class EntryTheme(Model):
    """That an entry is put under a theme of the shared list."""

    __tablename__ = "entry_theme"

    entry_id: Mapped[int] = mapped_column(ForeignKey("consultation_entry.id", ondelete="CASCADE"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True, index=True)


class Agreement(Model):
    """That somebody agrees with an entry; the entry's own count stays when this goes."""

    __tablename__ = "entry_agreement"

    entry_id: Mapped[int] = mapped_column(ForeignKey("consultation_entry.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Verdict(Model):
    """Whether a statement sounds like us to somebody; deleted when the figures are worked out."""

    __tablename__ = "statement_verdict"

    statement_id: Mapped[int] = mapped_column(
        ForeignKey("consultation_statement.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    sounds_like_us: Mapped[bool]


class Answer(Model):
    """What became of a theme: changed, with the old and new wording, or not, and why."""

    __tablename__ = "consultation_answer"
    __table_args__ = (
        CheckConstraint(_one_of("decision", Decision), name="decision_is_known"),
        UniqueConstraint("consultation_id", "theme_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    decision: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("consultation_statement.id", ondelete="CASCADE"))
    old_wording: Mapped[str] = mapped_column(Text, default="")
    new_wording: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    theme: Mapped[Theme] = relationship()
