"""Concerns that champions pass on. Who said it to them has no column, here or anywhere."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.champions.rules.concerns import MOST_TITLE, CaseState
from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person, Theme, Unit

_STATES = ", ".join(f"'{each}'" for each in CaseState)


class ConcernCase(Model):
    """What the OD team answers: one concern, or several that are alike and get the same reply."""

    __tablename__ = "concern_case"
    __searched__ = ("published_title", "answer")
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        CheckConstraint("(state = 'answered') = (answered_on IS NOT NULL)", name="answer_has_its_day"),
        CheckConstraint("published_at IS NULL OR state = 'answered'", name="only_answers_are_published"),
        Index("ix_concern_case_state_due", "state", "due_on", "id"),
        Index("ix_concern_case_published", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default=CaseState.RECEIVED)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    due_on: Mapped[date]
    # Whoever looks for the answer, and what they propose to say.
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    proposal: Mapped[str] = mapped_column(Text, default="")
    proposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # One wording for everybody; `declined`: it says why the council does nothing about it.
    answer: Mapped[str] = mapped_column(Text, default="")
    declined: Mapped[bool] = mapped_column(default=False)
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Read by all staff as "You said, we answered", under a title of its own, with the service where it is large.
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_title: Mapped[str] = mapped_column(String(MOST_TITLE), default="")
    published_place: Mapped[str] = mapped_column(String(200), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    theme: Mapped[Theme | None] = relationship()
    lead: Mapped[Person | None] = relationship(foreign_keys=[lead_id])
    concerns: Mapped[list["Concern"]] = relationship(back_populates="case", order_by="Concern.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class Concern(Model):
    """What one champion passed on, and whether colleagues were told the answer."""

    __tablename__ = "concern"
    __searched__ = ("title", "words")
    __table_args__ = (CheckConstraint("said_by IS NULL OR said_by > 0", name="somebody_said_it"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("concern_case.id"), index=True)
    # The champion who passed it on; and whoever tells the answer, the same until they step down.
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    teller_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    words: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    # The service as others than the OD team may read it: one with enough people, or nothing.
    place: Mapped[str] = mapped_column(String(200), default="")
    said_by: Mapped[int | None]
    passed_on: Mapped[date]
    # Ten working days later, whatever the case is due on by now: what punctuality is counted by.
    promised_on: Mapped[date]
    told_on: Mapped[date | None]
    # Its words are deleted; it still counts.
    emptied_on: Mapped[date | None]
    # One for each form that was opened: a form that is sent twice is one concern.
    once: Mapped[str] = mapped_column(String(40), unique=True)

    case: Mapped[ConcernCase] = relationship(back_populates="concerns")
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    teller: Mapped[Person | None] = relationship(foreign_keys=[teller_id])
    unit: Mapped[Unit] = relationship()
