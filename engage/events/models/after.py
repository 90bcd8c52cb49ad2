"""What is asked at an event, what people say after it, and what it cost."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person, Theme
from engage.events.rules.states import QuestionState


class EventQuestion(Model):
    """A question, and its answer for all to see."""

    __tablename__ = "event_question"
    __searched__ = ("words", "answer")
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(str(state)) for state in QuestionState)})", name="state_is_known"),
        CheckConstraint("words <> ''", name="says_something"),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answer_has_its_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(String(1000))
    # Who asked; shown where they say so. None for one that was taken down in the room.
    asker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    named: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default=QuestionState.WAITING)
    # Why it is not shown, for whoever asked.
    hidden_why: Mapped[str] = mapped_column(String(500), default="")
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    answer: Mapped[str] = mapped_column(String(4000), default="")
    answered_by: Mapped[str] = mapped_column(String(120), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    asker: Mapped[Person | None] = relationship()
    theme: Mapped[Theme | None] = relationship()


class EventNote(Model):
    """One note on the two-column board after an event: what went well, or what would make it better."""

    __tablename__ = "event_note"
    __table_args__ = (
        CheckConstraint("side IN ('well', 'better')", name="side_is_known"),
        CheckConstraint("words <> ''", name="says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    side: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(String(500))
    # So that its author can take it back, and writes a handful at most; shown to nobody.
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    hidden: Mapped[bool] = mapped_column(default=False)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))

    theme: Mapped[Theme | None] = relationship()


class EventCost(Model):
    """One line of what an event cost, or of what somebody else paid towards it."""

    __tablename__ = "event_cost"
    __table_args__ = (
        CheckConstraint("kind IN ('cost', 'sponsorship')", name="kind_is_known"),
        CheckConstraint("pence > 0", name="pence_are_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(12))
    pence: Mapped[int]


class PastAttendance(Model):
    """How many of a directorate had a place in a session and came, of those whose bookings are deleted."""

    __tablename__ = "event_past_attendance"
    __table_args__ = (CheckConstraint("booked >= 0 AND came >= 0 AND walked_in >= 0", name="not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    guests: Mapped[bool] = mapped_column(default=False)
    booked: Mapped[int]
    came: Mapped[int]
    walked_in: Mapped[int]
