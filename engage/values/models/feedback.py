"""Feedback rounds: whom they are about, who is asked, and what came of them. No answer lies here."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.ballots.models import BallotBox
from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person
from engage.values.rules.feedback_report import Relation
from engage.values.rules.feedback_round import Stage, Standing

_STAGES = ", ".join(f"'{stage}'" for stage in Stage)
_STANDINGS = ", ".join(f"'{each}'" for each in Standing)
_RELATIONS = ", ".join(f"'{relation}'" for relation in Relation)


class FeedbackRound(Model):
    """One round; what is asked is frozen when people begin to propose, the promise too."""

    __tablename__ = "feedback_round"
    __table_args__ = (
        CheckConstraint(f"stage IN ({_STAGES})", name="stage_is_known"),
        CheckConstraint("minimum >= 3", name="minimum_never_under_three"),
        CheckConstraint("kept_months BETWEEN 1 AND 24", name="kept_for_one_to_24_months"),
        CheckConstraint("remind_days >= 0", name="remind_days_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    intro: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str] = mapped_column(String(12), default=Stage.DRAFT, index=True)
    version: Mapped[int] = mapped_column(default=1)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"))
    # What is rated, as one canonical document: a later framework changes nothing of it.
    asked: Mapped[str] = mapped_column(Text)
    propose_until: Mapped[date | None]
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remind_days: Mapped[int] = mapped_column(default=3)
    reminded: Mapped[bool] = mapped_column(default=False)
    conversation_first: Mapped[bool] = mapped_column(default=True)
    open_to_all: Mapped[bool] = mapped_column(default=False)
    outside: Mapped[bool] = mapped_column(default=False)
    minimum: Mapped[int] = mapped_column(default=3)
    kept_months: Mapped[int] = mapped_column(default=6)
    box: Mapped[str | None] = mapped_column(ForeignKey("ballot_box.code"), unique=True)
    promise: Mapped[str] = mapped_column(Text, default="")
    promise_digest: Mapped[str] = mapped_column(String(64), default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answers_deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    ballot_box: Mapped[BallotBox | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class FeedbackSubject(Model):
    """Somebody whom the feedback is about; who approved, who coaches, and with whom the report is shared."""

    __tablename__ = "feedback_subject"
    __table_args__ = (
        CheckConstraint(f"standing IN ({_STANDINGS})", name="standing_is_known"),
        CheckConstraint("coach_id <> person_id", name="coach_is_somebody_else"),
        CheckConstraint("manager_id <> person_id", name="manager_is_somebody_else"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("feedback_round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    standing: Mapped[str] = mapped_column(String(12), default=Standing.INVITED)
    # What whoever approves wrote to the person when they sent the list back.
    note: Mapped[str] = mapped_column(String(1000), default="")
    # Who manages them, as the directory had it when the list was sent: approves, and may be shown the report.
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    manages: Mapped[bool] = mapped_column(default=False)
    coach_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    conversation_on: Mapped[date | None]
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shared_with_manager_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    round: Mapped[FeedbackRound] = relationship()


class FeedbackReviewer(Model):
    """That somebody is asked about somebody, in which group, and whether they answered: no time, and no answer."""

    __tablename__ = "feedback_reviewer"
    __table_args__ = (
        CheckConstraint(f"relation IN ({_RELATIONS})", name="relation_is_known"),
        CheckConstraint("(relation = 'self') = (subject_id = reviewer_id)", name="self_is_oneself"),
        ForeignKeyConstraint(
            ["round_id", "subject_id"], ["feedback_subject.round_id", "feedback_subject.person_id"],
            name="fk_feedback_reviewer_subject",
        ),
    )  # fmt: skip

    round_id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    relation: Mapped[str] = mapped_column(String(10))
    taken_part: Mapped[bool] = mapped_column(default=False)


class FeedbackOutside(Model):
    """Somebody from outside who is asked by a one-time link; the address goes once the link is on its way."""

    __tablename__ = "feedback_outside"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "subject_id"], ["feedback_subject.round_id", "feedback_subject.person_id"],
            name="fk_feedback_outside_subject",
        ),
        Index("ix_feedback_outside_about", "round_id", "subject_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    subject_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    taken_part: Mapped[bool] = mapped_column(default=False)


class FeedbackReport(Model):
    """The figures of one person's report: computed once, never again."""

    __tablename__ = "feedback_report"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "subject_id"], ["feedback_subject.round_id", "feedback_subject.person_id"],
            name="fk_feedback_report_subject",
        ),
    )  # fmt: skip

    round_id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedbackComment(Model):
    """One comment of a report, under the block it is shown for; hidden where that was decided."""

    __tablename__ = "feedback_comment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "subject_id"], ["feedback_report.round_id", "feedback_report.subject_id"],
            name="fk_feedback_comment_report",
        ),
        Index("ix_feedback_comment_report", "round_id", "subject_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    subject_id: Mapped[int]
    # The relations of its block, as "report+peer".
    block: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(40))
    saw: Mapped[str] = mapped_column(Text, default="")
    led_to: Mapped[str] = mapped_column(Text, default="")
    hidden: Mapped[bool] = mapped_column(default=False)
