"""The published framework of values and behaviours: what thanks name, awards are judged by and feedback is given on."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime


class Framework(Model):
    """One published version; its rows never change, so what was said under it keeps its wording."""

    __tablename__ = "framework"
    __table_args__ = (
        CheckConstraint("version > 0", name="version_counts_from_one"),
        CheckConstraint("ended_on IS NULL OR ended_on >= in_force_from", name="dates_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(unique=True)
    # The whole of it as one canonical document: what the page shows and an export writes.
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    in_force_from: Mapped[date]
    ended_on: Mapped[date | None]

    values: Mapped[list["FrameworkValue"]] = relationship(
        back_populates="framework", order_by="FrameworkValue.position", cascade="all, delete-orphan"
    )


class FrameworkValue(Model):
    """One value; its identity is kept from version to version, and trends follow it."""

    __tablename__ = "framework_value"
    __searched__ = ("name", "about")
    __table_args__ = (UniqueConstraint("framework_id", "identity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id", ondelete="CASCADE"))
    position: Mapped[int]
    identity: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text, default="")
    colour: Mapped[str] = mapped_column(String(12), default="")
    # Identities, of this or an earlier version, that this one takes over from, separated by spaces.
    replaces: Mapped[str] = mapped_column(Text, default="")

    framework: Mapped[Framework] = relationship(back_populates="values")
    behaviours: Mapped[list["Behaviour"]] = relationship(
        back_populates="value", order_by="Behaviour.position", cascade="all, delete-orphan"
    )


class Behaviour(Model):
    """One statement of a value: for whom, at which level, and whether it is wanted."""

    __tablename__ = "behaviour"
    __searched__ = ("text", "tags")
    __table_args__ = (
        UniqueConstraint("value_id", "identity"),
        CheckConstraint("polarity IN ('positive', 'negative', 'neutral')", name="polarity_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    value_id: Mapped[int] = mapped_column(ForeignKey("framework_value.id", ondelete="CASCADE"))
    position: Mapped[int]
    identity: Mapped[str] = mapped_column(String(40), index=True)
    # The words of the framework: "managers (as above, plus)"; and which of AUDIENCES they mean.
    audience: Mapped[str] = mapped_column(String(120), default="")
    audience_kind: Mapped[str] = mapped_column(String(20), default="everyone")
    level: Mapped[str] = mapped_column(String(120), default="")
    polarity: Mapped[str] = mapped_column(String(10), default="neutral")
    text: Mapped[str] = mapped_column(Text)
    tags: Mapped[str] = mapped_column(String(200), default="")
    # The identity of a survey question that asks about it, where there is one.
    question: Mapped[str] = mapped_column(String(60), default="")
    replaces: Mapped[str] = mapped_column(Text, default="")

    value: Mapped[FrameworkValue] = relationship(back_populates="behaviours")
