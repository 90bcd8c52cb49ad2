"""What teams are asked to talk about, and what each team says of its conversation."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Framework, Person, Unit
from engage.values.rules.conversations import KEPT, KINDS, MOST_COMMITMENT, MOST_PEOPLE

_KINDS = ", ".join(f"'{kind}'" for kind in KINDS)
_KEPT = ", ".join(f"'{kept}'" for kept in ("", *KEPT))


class ConversationTopic(Model):
    """Something that every team is asked to talk about, with the pack to lead it."""

    __tablename__ = "conversation_topic"
    __searched__ = ("title", "about")
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_is_known"),
        CheckConstraint("title <> ''", name="has_a_title"),
        CheckConstraint("(source_kind = '') = (source_id IS NULL)", name="source_is_whole"),
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(10))
    # What it is about, in another feature: a kind and id that core/links resolves.
    source_kind: Mapped[str] = mapped_column(String(40), default="")
    source_id: Mapped[int | None]
    # The version of the values that was in force when the topic was made: the pack keeps its words.
    framework_id: Mapped[int | None] = mapped_column(ForeignKey("framework.id"))
    before: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(String(300), default="")
    # Three steps of minutes and words, as rules.conversations_pack writes them.
    steps: Mapped[str] = mapped_column(Text, default="[]")
    closing: Mapped[str] = mapped_column(Text, default="")
    asked_by: Mapped[date | None]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    framework: Mapped[Framework | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class TeamConversation(Model):
    """That a team has talked: when, who led, and its one commitment. Who said what in it is nowhere."""

    __tablename__ = "team_conversation"
    __searched__ = ("commitment",)
    __table_args__ = (
        UniqueConstraint("topic_id", "unit_id"),
        CheckConstraint(f"took_part IS NULL OR took_part BETWEEN 1 AND {MOST_PEOPLE}", name="took_part_is_small"),
        CheckConstraint(
            f"commitment <> '' AND length(commitment) <= {MOST_COMMITMENT}", name="commitment_is_one_sentence"
        ),
        CheckConstraint(f"kept IN ({_KEPT})", name="kept_is_known"),
        CheckConstraint("(kept = '') = (kept_on IS NULL)", name="kept_has_its_date"),
        Index("ix_team_conversation_logged_by_id", "logged_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("conversation_topic.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    led_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    took_part: Mapped[int | None]
    commitment: Mapped[str] = mapped_column(String(MOST_COMMITMENT))
    kept: Mapped[str] = mapped_column(String(10), default="")
    kept_on: Mapped[date | None]
    kept_note: Mapped[str] = mapped_column(String(300), default="")
    logged_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    logged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Set while whoever moderates has taken the commitment from sight.
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    topic: Mapped[ConversationTopic] = relationship()
    unit: Mapped[Unit] = relationship()
    led_by: Mapped[Person] = relationship(foreign_keys=[led_by_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it
