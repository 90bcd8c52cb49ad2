"""Award schemes, their yearly rounds, categories with criteria, and nominations."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person, Unit
from engage.recognition.rules.rounds import NominationState, Nominees, Origin, Outcome, RoundStage

_STAGES = ", ".join(f"'{each}'" for each in RoundStage)
_NOMINEES = ", ".join(f"'{each}'" for each in Nominees)
_STATES = ", ".join(f"'{each}'" for each in NominationState)
_ORIGINS = ", ".join(f"'{each}'" for each in Origin)
_OUTCOMES = ", ".join(f"'{each}'" for each in Outcome)


class AwardScheme(Model):
    """What comes back every year under one name."""

    __tablename__ = "award_scheme"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    about: Mapped[str] = mapped_column(Text, default="")


class AwardRound(Model):
    """One award round of a scheme: its dates, its switches, its stage."""

    __tablename__ = "award_round"
    __table_args__ = (
        CheckConstraint(f"stage IN ({_STAGES})", name="stage_is_known"),
        CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR closes_at > opens_at", name="closes_after_it_opens"),
        CheckConstraint("extended_to IS NULL OR extended_to > closes_at", name="extended_is_later"),
        CheckConstraint("scale_top BETWEEN 3 AND 10", name="scale_is_short"),
        CheckConstraint("judges_each BETWEEN 1 AND 9", name="judges_each_is_small"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("award_scheme.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str] = mapped_column(String(14), default=RoundStage.DRAFT, index=True)
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    extended_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Until then nobody but those who run it learns who won.
    announces_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Whether the worker announces it then; else somebody does.
    announces_itself: Mapped[bool] = mapped_column(default=False)
    ceremony_on: Mapped[date | None]
    ceremony_at: Mapped[str] = mapped_column(String(200), default="")
    seconded: Mapped[bool] = mapped_column(default=False)
    asks_manager: Mapped[bool] = mapped_column(default=False)
    anonymised: Mapped[bool] = mapped_column(default=False)
    # Whether those who were nominated and did not win are told, and named.
    tells_unsuccessful: Mapped[bool] = mapped_column(default=False)
    # Judges score every criterion from 1 to scale_top; anchors: a JSON list of that many short texts.
    scale_top: Mapped[int] = mapped_column(default=5)
    anchors: Mapped[str] = mapped_column(Text, default="[]")
    judges_each: Mapped[int] = mapped_column(default=3)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    scheme: Mapped[AwardScheme] = relationship()
    categories: Mapped[list["AwardCategory"]] = relationship(
        back_populates="round", order_by="AwardCategory.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class AwardCategory(Model):
    """What an award is for, who can be nominated, and how many places it has."""

    __tablename__ = "award_category"
    __searched__ = ("name", "about")
    __table_args__ = (
        CheckConstraint(f"nominees IN ({_NOMINEES})", name="nominees_are_known"),
        CheckConstraint("most_words BETWEEN 20 AND 1000", name="words_within_reason"),
        CheckConstraint("most_each IS NULL OR most_each >= 1", name="most_each_is_some"),
        CheckConstraint("shortlist >= 1 AND winners >= 1 AND commended >= 0", name="places_make_sense"),
        UniqueConstraint("round_id", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("award_round.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    nominees: Mapped[str] = mapped_column(String(8), default=Nominees.PERSON)
    # Who can be nominated, as directory.rules.audience writes it.
    eligible: Mapped[str] = mapped_column(Text, default="everyone")
    most_words: Mapped[int] = mapped_column(default=300)
    # How many nominations one person may make in it; None: as many as they like.
    most_each: Mapped[int | None]
    shortlist: Mapped[int] = mapped_column(default=5)
    winners: Mapped[int] = mapped_column(default=1)
    commended: Mapped[int] = mapped_column(default=2)

    round: Mapped[AwardRound] = relationship(back_populates="categories")
    criteria: Mapped[list["AwardCriterion"]] = relationship(
        order_by="AwardCriterion.position", cascade="all, delete-orphan"
    )


class AwardCriterion(Model):
    """One thing that nominators write about and judges score; its weight counts against the others'."""

    __tablename__ = "award_criterion"
    __table_args__ = (CheckConstraint("weight BETWEEN 1 AND 100", name="weight_is_some"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("award_category.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    prompt: Mapped[str] = mapped_column(String(500), default="")
    weight: Mapped[int] = mapped_column(default=1)


class Nomination(Model):
    """Somebody nominated by somebody; once submitted, an entry that judges read. Files hang on it."""

    __tablename__ = "nomination"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        CheckConstraint(f"origin IN ({_ORIGINS})", name="origin_is_known"),
        CheckConstraint(f"outcome IS NULL OR outcome IN ({_OUTCOMES})", name="outcome_is_known"),
        CheckConstraint("nominee_id IS NULL OR team_id IS NULL", name="person_or_team"),
        CheckConstraint("state = 'draft' OR nominee_id IS NOT NULL OR team_id IS NOT NULL", name="somebody_is_named"),
        CheckConstraint("nominator_id IS NOT NULL OR nominator_name <> ''", name="somebody_nominates"),
        CheckConstraint("joined_to_id <> id", name="not_joined_to_itself"),
        Index("ix_nomination_category", "category_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("award_category.id"))
    nominee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    # Whom somebody from outside means, in their own words, until the OD team matches it to a person or team.
    nominee_words: Mapped[str] = mapped_column(String(200), default="")
    nominator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # Of a councillor or resident, who has no place in the directory.
    nominator_name: Mapped[str] = mapped_column(String(120), default="")
    nominator_contact: Mapped[str] = mapped_column(String(254), default="")
    origin: Mapped[str] = mapped_column(String(12), default=Origin.STAFF)
    state: Mapped[str] = mapped_column(String(10), default=NominationState.DRAFT)
    refused_why: Mapped[str] = mapped_column(String(500), default="")
    # One entry can gather several nominations of the same nominee: the others are joined to it.
    joined_to_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)
    outcome: Mapped[str | None] = mapped_column(String(16))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # One for each form that was opened: a form that is sent twice is one nomination.
    once: Mapped[str] = mapped_column(String(40), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    category: Mapped[AwardCategory] = relationship()
    nominee: Mapped[Person | None] = relationship(foreign_keys=[nominee_id])
    team: Mapped[Unit | None] = relationship()
    nominator: Mapped[Person | None] = relationship(foreign_keys=[nominator_id])
    answers: Mapped[list["NominationAnswer"]] = relationship(cascade="all, delete-orphan")
    seconding: Mapped["Seconding | None"] = relationship(cascade="all, delete-orphan", uselist=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class NominationAnswer(Model):
    """What is written under one criterion."""

    __tablename__ = "nomination_answer"

    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("award_criterion.id"), primary_key=True, index=True)
    words: Mapped[str] = mapped_column(Text)


class Seconding(Model):
    """Who is asked to second a nomination, and what they answered."""

    __tablename__ = "seconding"

    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agreed: Mapped[bool | None]
    words: Mapped[str] = mapped_column(String(1000), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()


class ManagerView(Model):
    """What the nominee's manager was asked about an entry, and said: read by those who run the round alone."""

    __tablename__ = "manager_view"

    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    words: Mapped[str] = mapped_column(String(1000), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()
