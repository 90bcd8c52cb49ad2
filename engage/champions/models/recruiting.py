"""Recruitment rounds: their targets, applications, suggestions, and what was decided."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.champions.rules.recruiting import MOST_WHY, Answer, Outcome, RoundState, Suggested
from engage.core.db import Model, UtcDateTime
from engage.directory.models import Network, Person, Unit

_STATES = ", ".join(f"'{each}'" for each in RoundState)
_OUTCOMES = ", ".join(f"'{each}'" for each in Outcome)
_ANSWERS = ", ".join(f"'{each}'" for each in Answer)
_SUGGESTED = ", ".join(f"'{each}'" for each in Suggested)


class RecruitmentRound(Model):
    """One round of recruiting people for a network."""

    __tablename__ = "recruitment_round"
    __searched__ = ("title", "call")
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        CheckConstraint("title <> ''", name="has_a_title"),
        CheckConstraint("opens_at IS NULL OR closes_at IS NULL OR closes_at > opens_at", name="closes_after_it_opens"),
        CheckConstraint("state <> 'open' OR closes_at IS NOT NULL", name="open_ones_close"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    # What it is and why now, in light formatting.
    call: Mapped[str] = mapped_column(Text, default="")
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    term_starts_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10), default=RoundState.DRAFT, index=True)
    # The council's own words in the three letters; empty: the standard ones.
    letter_appointed: Mapped[str] = mapped_column(Text, default="")
    letter_waiting: Mapped[str] = mapped_column(Text, default="")
    letter_declined: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When it was decided or cancelled: what was applied with is kept from then on for so long.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    network: Mapped[Network] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class RecruitmentTarget(Model):
    """How many people a round looks for in one coverage group; a group that asks for nobody has no row."""

    __tablename__ = "recruitment_target"
    __table_args__ = (CheckConstraint("seats >= 1", name="asks_for_somebody"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("recruitment_round.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    seats: Mapped[int]

    unit: Mapped[Unit] = relationship()


class Application(Model):
    """Somebody who would like to be in the network: once a round."""

    __tablename__ = "recruitment_application"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="outcome_is_known"),
        CheckConstraint(f"manager IN ({_ANSWERS})", name="answer_is_known"),
        CheckConstraint(f"length(why) <= {MOST_WHY}", name="why_is_short"),
        CheckConstraint("manager = 'nobody' OR asked_at IS NOT NULL", name="asked_when"),
        Index("ix_recruitment_application_manager", "asked_manager_id", "manager"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("recruitment_round.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    why: Mapped[str] = mapped_column(Text)
    languages: Mapped[str] = mapped_column(String(120), default="")
    outcome: Mapped[str] = mapped_column(String(10), default=Outcome.SENT)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Whoever managed them when they applied, or whom the OD team asked since.
    asked_manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    manager: Mapped[str] = mapped_column(String(10), default=Answer.NOBODY)
    manager_why: Mapped[str] = mapped_column(String(500), default="")
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The outcome that their last letter told, and when: each outcome is told once.
    told: Mapped[str] = mapped_column(String(10), default="")
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    round: Mapped[RecruitmentRound] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    asked_manager: Mapped[Person | None] = relationship(foreign_keys=[asked_manager_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Suggestion(Model):
    """A colleague who was told that they would be good at it: once a round, whoever thought so."""

    __tablename__ = "recruitment_suggestion"
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        CheckConstraint(f"answer IN ({_SUGGESTED})", name="answer_is_known"),
        CheckConstraint("person_id <> by_id", name="not_oneself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("recruitment_round.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    answer: Mapped[str] = mapped_column(String(10), default=Suggested.ASKED)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person] = relationship(foreign_keys=[by_id])


class DecisionMade(Model):
    """What was decided, when, by whom and why; names and reasons go with the applications, the rest stays."""

    __tablename__ = "recruitment_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("recruitment_round.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    what: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500), default="")

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    by: Mapped[Person | None] = relationship(foreign_keys=[by_id])
