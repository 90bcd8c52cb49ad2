"""Panels, who judges what, what keeps them from it, their scores, and what was decided."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person
from engage.recognition.models.awards import AwardCategory, AwardRound, Nomination
from engage.recognition.rules.panels import AssignmentState, Conflict, JudgingStage

_STAGES = ", ".join(f"'{each}'" for each in JudgingStage)
_STATES = ", ".join(f"'{each}'" for each in AssignmentState)
_CONFLICTS = ", ".join(f"'{each}'" for each in Conflict)


class Panel(Model):
    """The judges of one stage of a round, for some of its categories."""

    __tablename__ = "panel"
    __table_args__ = (
        CheckConstraint(f"stage IN ({_STAGES})", name="stage_is_known"),
        UniqueConstraint("round_id", "stage", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("award_round.id", ondelete="CASCADE"), index=True)
    stage: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    scores_by: Mapped[datetime | None] = mapped_column(UtcDateTime)
    assigned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    round: Mapped[AwardRound] = relationship()
    judges: Mapped[list["Judge"]] = relationship(back_populates="panel", order_by="Judge.id")
    categories: Mapped[list["PanelCategory"]] = relationship(cascade="all, delete-orphan")


class PanelCategory(Model):
    """That a panel judges a category in its stage: each category once a stage."""

    __tablename__ = "panel_category"
    __table_args__ = (UniqueConstraint("category_id", "stage"),)

    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("award_category.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(10))

    category: Mapped[AwardCategory] = relationship()


class Judge(Model):
    """Somebody on a panel; who drops out stays here with what they scored."""

    __tablename__ = "judge"
    __table_args__ = (UniqueConstraint("panel_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # From which level of the council, as the panel's make-up shows it.
    level: Mapped[str] = mapped_column(String(60), default="")
    declared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    panel: Mapped[Panel] = relationship(back_populates="judges")
    person: Mapped[Person] = relationship()


class Exclusion(Model):
    """Why a judge is kept from an entry: found in the directory, or declared by the judge."""

    __tablename__ = "exclusion"
    __table_args__ = (
        CheckConstraint(f"reason IN ({_CONFLICTS})", name="reason_is_known"),
        UniqueConstraint("judge_id", "nomination_id", "reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("judge.id", ondelete="CASCADE"), index=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(String(12))
    # What the judge wrote, or whom the finding is about, in a few words.
    detail: Mapped[str] = mapped_column(String(300), default="")
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Assignment(Model):
    """That a judge is to score an entry, and where that stands."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        UniqueConstraint("judge_id", "nomination_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("judge.id", ondelete="CASCADE"), index=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=AssignmentState.WAITING)
    why: Mapped[str] = mapped_column(String(300), default="")
    comment: Mapped[str] = mapped_column(String(1000), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    judge: Mapped[Judge] = relationship()
    nomination: Mapped[Nomination] = relationship()
    scores: Mapped[list["Score"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class Score(Model):
    """What a judge gave an entry on one criterion."""

    __tablename__ = "score"
    __table_args__ = (CheckConstraint("points BETWEEN 1 AND 10", name="points_on_the_scale"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("award_criterion.id"), primary_key=True)
    points: Mapped[int]


class StageFigures(Model):
    """The figures of one category in one stage, computed when its panel closed: one canonical document."""

    __tablename__ = "stage_figures"

    category_id: Mapped[int] = mapped_column(ForeignKey("award_category.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(10), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StageDecision(Model):
    """What was decided about a category in a stage, by whom and why; who got what stands on the entries."""

    __tablename__ = "stage_decision"
    __table_args__ = (Index("ix_stage_decision_category", "category_id", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("award_category.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(10))
    too_close: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    # Entry to outcome, as one canonical document: a decision that is changed leaves the one before it here.
    outcomes: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
