"""Plans, and the headings under which their items stand."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model, UtcDateTime


class Plan(Model):
    """One plan of the council; a tree whose levels have the names that the council gives them."""

    __tablename__ = "plan"
    __searched__ = ("name", "about")
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    # What staff read of it, in plain words.
    about: Mapped[str] = mapped_column(Text, default="")
    # The names of its levels from the top, one a line; none where items hang on the plan itself.
    level_names: Mapped[str] = mapped_column(String(300), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    # Staff see it under "About the programme"; until then it is the OD team's own.
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Raised by every change of the plan itself: of two windows the second is told.
    version: Mapped[int] = mapped_column(default=1)


class Heading(Model):
    """A theme, an area, a priority: whatever the plan calls that level."""

    __tablename__ = "plan_heading"
    __table_args__ = (
        UniqueConstraint("plan_id", "parent_id", "name", name="uq_plan_heading_under_its_parent"),
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_under_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("plan_heading.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
