"""Surveys, who is asked, and what was published."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.ballots.models import BallotBox
from engage.core.db import Model, UtcDateTime
from engage.directory.models import Unit

STAGES = "'draft', 'scheduled', 'open', 'closed', 'released', 'archived'"


class Survey(Model):
    """A survey; its questionnaire is one document, frozen with its promise at opening."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint(f"stage IN ({STAGES})", name="stage_is_known"),
        CheckConstraint("minimum_group >= 5", name="minimum_group_never_under_five"),
        CheckConstraint("comment_threshold >= 5", name="comment_threshold_never_under_five"),
        CheckConstraint("kept_months BETWEEN 1 AND 36", name="kept_for_one_to_36_months"),
        CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at", name="closes_after_it_opens"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    intro: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str] = mapped_column(String(12), default="draft", index=True)
    questionnaire: Mapped[str] = mapped_column(Text)
    questionnaire_digest: Mapped[str] = mapped_column(String(64), default="")
    import_report: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    minimum_group: Mapped[int] = mapped_column(default=10)
    comment_threshold: Mapped[int] = mapped_column(default=10)
    kept_months: Mapped[int] = mapped_column(default=12)
    answers_deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    audience_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    box: Mapped[str | None] = mapped_column(ForeignKey("ballot_box.code"), unique=True)
    promise: Mapped[str] = mapped_column(Text, default="")
    promise_digest: Mapped[str] = mapped_column(String(64), default="")
    units: Mapped[str] = mapped_column(Text, default="")
    release_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    audience_unit: Mapped[Unit | None] = relationship()
    ballot_box: Mapped[BallotBox | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class Invitation(Model):
    """That somebody is asked, under which reporting group, and whether they took part: no time."""

    __tablename__ = "invitation"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    group_code: Mapped[str] = mapped_column(String(120))
    taken_part: Mapped[bool] = mapped_column(default=False)


class Release(Model):
    """Figures computed once and frozen: the head holds what every page needs, the blocks the rest."""

    __tablename__ = "release"
    __table_args__ = (CheckConstraint("withdrawn_at IS NULL OR withdrawn_why <> ''", name="withdrawn_with_a_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), unique=True)
    head: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_why: Mapped[str] = mapped_column(String(500), default="")


class ReleaseBlock(Model):
    """The figures of one published group of a release."""

    __tablename__ = "release_block"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(160), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
