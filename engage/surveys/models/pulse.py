"""Pulse series: their plan, their waves, and who has been asked in the round that goes on."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Unit
from engage.surveys.models.surveys import Survey


class PulseSeries(Model):
    """A short survey every few weeks, of a sample that goes round."""

    __tablename__ = "pulse_series"
    __table_args__ = (
        CheckConstraint("title <> ''", name="has_a_title"),
        CheckConstraint("weeks BETWEEN 4 AND 52", name="every_four_weeks_or_less_often"),
        CheckConstraint("open_days BETWEEN 1 AND 21", name="open_for_one_to_21_days"),
        CheckConstraint("mode IN ('whole', 'turns')", name="mode_is_known"),
        CheckConstraint("mode <> 'turns' OR items >= 1", name="turns_have_items"),
        CheckConstraint("minimum_group >= 5", name="minimum_group_never_under_five"),
        CheckConstraint("sample IS NULL OR sample >= minimum_group", name="sample_holds_a_group"),
        CheckConstraint("round >= 1", name="round_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    intro: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[str] = mapped_column(Text)
    mode: Mapped[str] = mapped_column(String(6))
    # Where items take turns: how many of them a wave asks.
    items: Mapped[int] = mapped_column(default=0)
    weeks: Mapped[int]
    open_days: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # How many people a wave asks; None: everybody.
    sample: Mapped[int | None]
    minimum_group: Mapped[int] = mapped_column(default=10)
    audience_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    # Decides who comes when: never shown, never logged.
    seed: Mapped[str] = mapped_column(String(64))
    round: Mapped[int] = mapped_column(default=1)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    audience_unit: Mapped[Unit | None] = relationship()


class PulseWave(Model):
    """Which survey is which wave of a series."""

    __tablename__ = "pulse_wave"
    __table_args__ = (UniqueConstraint("series_id", "number"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("pulse_series.id"))
    number: Mapped[int]

    survey: Mapped[Survey] = relationship()
    series: Mapped[PulseSeries] = relationship()


class PulseAsked(Model):
    """That somebody was asked in a round of a series: never whether they took part, and no time."""

    __tablename__ = "pulse_asked"
    __table_args__ = (Index("ix_pulse_asked_person_id", "person_id"),)

    series_id: Mapped[int] = mapped_column(ForeignKey("pulse_series.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
