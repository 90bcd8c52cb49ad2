"""Comments with their masks, in the main database: no time, no writer, no order, at most one part beside each."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.ballots.rules import LONGEST_GROUP, LONGEST_QUESTION
from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person, Theme
from engage.surveys.models.surveys import Survey

STATES = "'waiting', 'approved', 'withheld'"


class CommentReview(Model):
    """That the comments of a survey were masked and wait for their review, and when they were published."""

    __tablename__ = "survey_comment_review"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CommentReviewer(Model):
    """Somebody who reads the comments of one survey before anybody else does."""

    __tablename__ = "survey_comment_reviewer"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)

    person: Mapped[Person] = relationship()


class SurveyComment(Model):
    """One comment under a random number. Who reviewed it is not kept, nor when."""

    __tablename__ = "survey_comment"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="state_is_known"),
        CheckConstraint("(state = 'withheld') = (reason <> '')", name="withheld_with_a_reason"),
        CheckConstraint("NOT shown OR state = 'approved'", name="shown_only_when_approved"),
        Index("ix_survey_comment_state", "survey_id", "state", "id"),
    )

    # Drawn by chance, and never by the database: a number that counts up would tell an order.
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    question: Mapped[str] = mapped_column(String(LONGEST_QUESTION))
    block: Mapped[str] = mapped_column(String(LONGEST_GROUP), default="")
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    reason: Mapped[str] = mapped_column(String(20), default="")
    shown: Mapped[bool] = mapped_column(default=False)
    # Whether a reviewer chose the themes, so that new keywords leave them.
    themed_by_hand: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    survey: Mapped[Survey] = relationship()
    themes: Mapped[list[Theme]] = relationship(
        secondary="survey_comment_theme", order_by=[Theme.position, Theme.name], viewonly=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class CommentTheme(Model):
    """That a comment speaks of a theme of the shared list; of several, one row each."""

    __tablename__ = "survey_comment_theme"

    comment_id: Mapped[int] = mapped_column(ForeignKey("survey_comment.id", ondelete="CASCADE"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True, index=True)


class ThemeKeyword(Model):
    """A word that puts a comment under a theme; in how many comments that may be read it stands, where enough."""

    __tablename__ = "theme_keyword"
    __table_args__ = (CheckConstraint("word <> ''", name="is_a_word"),)

    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    found: Mapped[int | None]

    theme: Mapped[Theme] = relationship()


class Quotation(Model):
    """Words of a comment for all staff and for reports, once a second person has agreed."""

    __tablename__ = "survey_quotation"
    __table_args__ = (
        UniqueConstraint("comment_id", name="uq_survey_quotation_comment_id"),
        CheckConstraint("words <> ''", name="has_words"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> asked_by_id", name="approved_by_a_second_person"),
        CheckConstraint("approved_by_id IS NULL OR agreed", name="approved_is_agreed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("survey_comment.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(String(400))
    agreed: Mapped[bool] = mapped_column(default=False)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    comment: Mapped[SurveyComment] = relationship()
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
