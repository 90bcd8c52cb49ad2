"""Briefing packs. Who has read one is not written down: a row says that somebody did, under a keyed digest."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.champions.rules.briefings import MOST_TITLE
from engage.core.db import Model, UtcDateTime
from engage.directory.models import Network


class Briefing(Model):
    """A pack for the people of some networks, before others; its files hang on it."""

    __tablename__ = "briefing"
    __searched__ = ("title", "body", "questions")
    __table_args__ = (
        CheckConstraint("title <> ''", name="has_a_title"),
        Index("ix_briefing_shown", "shown_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    # Both in light formatting.
    body: Mapped[str] = mapped_column(Text, default="")
    questions: Mapped[str] = mapped_column(Text, default="")
    # Until when it is not passed on; and whether all staff may read it from then on.
    embargo_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opens: Mapped[bool] = mapped_column(default=False)
    shown_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    networks: Mapped[list[Network]] = relationship(
        secondary="briefing_network", order_by=(Network.position, Network.id)
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class BriefingNetwork(Model):
    """A network whose people a pack is for."""

    __tablename__ = "briefing_network"

    briefing_id: Mapped[int] = mapped_column(ForeignKey("briefing.id", ondelete="CASCADE"), primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), primary_key=True, index=True)


class BriefingReading(Model):
    """Somebody has read a pack: a digest of the pack and the person under the server's secret, no id and no time."""

    __tablename__ = "briefing_reading"

    briefing_id: Mapped[int] = mapped_column(ForeignKey("briefing.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
