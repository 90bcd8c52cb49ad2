"""Surveys, who is asked, and what was published."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.ballots.models import BallotBox
from engage.core.db import Model, UtcDateTime
from engage.surveys.models.reach import SurveyReach

STAGES = "'draft', 'scheduled', 'open', 'closed', 'released', 'archived', 'cancelled'"


class Survey(Model):
    """A survey; its questionnaire is one document, frozen with its promise at opening."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint(f"stage IN ({STAGES})", name="stage_is_known"),
        CheckConstraint("minimum_group >= 5", name="minimum_group_never_under_five"),
        CheckConstraint("comment_threshold >= 5", name="comment_threshold_never_under_five"),
        CheckConstraint("comments_read_by IN ('nobody', 'od', 'heads', 'staff')", name="comment_readers_are_known"),
        CheckConstraint("kept_months BETWEEN 1 AND 36", name="kept_for_one_to_36_months"),
        CheckConstraint("split_to BETWEEN 0 AND 2", name="split_to_a_known_depth"),
        CheckConstraint("collected_elsewhere = '' OR box IS NULL", name="collected_elsewhere_without_a_box"),
        CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at", name="closes_after_it_opens"),
        CheckConstraint("(stage = 'cancelled') = (cancelled_why <> '')", name="cancelled_with_a_reason"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_why = '')", name="cancelled_at_a_time"),
        CheckConstraint("(extended_from IS NULL) = (extended_why = '')", name="extended_with_a_reason"),
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
    # Who reads comments once they are reviewed and published; frozen with the promise.
    comments_read_by: Mapped[str] = mapped_column(String(10), default="heads")
    kept_months: Mapped[int] = mapped_column(default=12)
    # How deep figures are split by characteristics: the organisation, its directorates, their services.
    split_to: Mapped[int] = mapped_column(default=1)
    answers_deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Whom it asks (rules/reach), and the same in words as they were when it was chosen; nothing for everyone.
    audience: Mapped[str] = mapped_column(Text, default="")
    audience_words: Mapped[str] = mapped_column(String(2000), default="")
    # When it would have closed, and what staff were told of it.
    extended_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    extended_why: Mapped[str] = mapped_column(String(500), default="")
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_why: Mapped[str] = mapped_column(String(500), default="")
    box: Mapped[str | None] = mapped_column(ForeignKey("ballot_box.code"), unique=True)
    promise: Mapped[str] = mapped_column(Text, default="")
    promise_digest: Mapped[str] = mapped_column(String(64), default="")
    units: Mapped[str] = mapped_column(Text, default="")
    # Whose answers these were before: "LimeSurvey 123456". Engage never asked anybody, and kept figures alone.
    collected_elsewhere: Mapped[str] = mapped_column(String(60), default="")
    # A pool of a series that never closes: it has no last day, and its opening leaves a part sealed.
    standing: Mapped[bool] = mapped_column(default=False)
    release_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    ballot_box: Mapped[BallotBox | None] = relationship()
    reach: Mapped[SurveyReach | None] = relationship(viewonly=True)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class Invitation(Model):
    """That somebody is asked, under which reporting group, and whether they took part: no time."""

    __tablename__ = "invitation"
    __table_args__ = (CheckConstraint("channel IN ('page', 'code')", name="channel_is_known"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    group_code: Mapped[str] = mapped_column(String(120))
    taken_part: Mapped[bool] = mapped_column(default=False)
    # The one way to answer, set when the survey opens; whoever has a code is never noted as having taken part.
    channel: Mapped[str] = mapped_column(String(4), default="page")
    # Only of those who joined while it was open: the day they were asked, so that no reminder follows at once.
    joined_on: Mapped[date | None]


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
    # The first day of each tier of readers (rules/sight); nothing: as soon as the one above, or from publication.
    directors_from: Mapped[date | None]
    services_from: Mapped[date | None]
    managers_from: Mapped[date | None]
    staff_from: Mapped[date | None]


class ReleaseBlock(Model):
    """The figures of one published group of a release."""

    __tablename__ = "release_block"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(160), primary_key=True)
    document: Mapped[str] = mapped_column(Text)


class ReleaseTable(Model):
    """The figures of one published group of a release, split by one characteristic."""

    __tablename__ = "release_table"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    characteristic: Mapped[str] = mapped_column(String(40), primary_key=True)
    block: Mapped[str] = mapped_column(String(160), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
