"""Standing series: joiners or leavers asked as their day comes, in pools that follow each other."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Unit
from engage.surveys.models.surveys import Survey


class StandingSeries(Model):
    """A survey that never closes: its answers are opened together, a part of them, once enough are there."""

    __tablename__ = "standing_series"
    __table_args__ = (
        CheckConstraint("title <> ''", name="has_a_title"),
        CheckConstraint("kind IN ('joiners', 'leavers')", name="kind_is_known"),
        CheckConstraint("days BETWEEN 1 AND 365", name="days_of_a_year"),
        CheckConstraint("minimum_group >= 5", name="minimum_group_never_under_five"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(7))
    intro: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[str] = mapped_column(Text)
    # So many days after somebody started, or before they leave.
    days: Mapped[int]
    minimum_group: Mapped[int] = mapped_column(default=10)
    audience_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    # When the worker last looked whether there is enough: it looks once a month, and tells nobody what it saw.
    looked_on: Mapped[date | None]
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    audience_unit: Mapped[Unit | None] = relationship()


class StandingPool(Model):
    """Which survey is which pool of a series."""

    __tablename__ = "standing_pool"
    __table_args__ = (UniqueConstraint("series_id", "number"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("standing_series.id"))
    number: Mapped[int]

    survey: Mapped[Survey] = relationship()
    series: Mapped[StandingSeries] = relationship()
