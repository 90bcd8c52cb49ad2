"""Items of a plan, what was said of them, what changed, and what was spent."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model, UtcDateTime
from engage.programme.rules.kinds import ChangeKind, Stage


class Item(Model):
    """One thing that a plan promises: a project, a strategy, a priority, as the council calls it."""

    __tablename__ = "plan_item"
    __searched__ = ("name", "objective", "status")
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint(f"stage IN ({', '.join(repr(str(stage)) for stage in Stage)})", name="stage_is_known"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint("budget_pence IS NULL OR budget_pence >= 0", name="budget_not_negative"),
        Index("ix_plan_item_in_plan", "plan_id", "position", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    heading_id: Mapped[int | None] = mapped_column(ForeignKey("plan_heading.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(200))
    # The council's own word for it: project, priority, quarterly output.
    kind: Mapped[str] = mapped_column(String(60), default="")
    objective: Mapped[str] = mapped_column(Text, default="")
    phase: Mapped[str] = mapped_column(String(60), default="")
    # The status in words, as the last update or the imported file says it.
    status: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str] = mapped_column(String(12), default=Stage.NOT_STARTED, index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    board_id: Mapped[int | None] = mapped_column(ForeignKey("board.id"), index=True)
    budget_pence: Mapped[int | None] = mapped_column(BigInteger)
    # The course whose cohorts the item counts, and the course that makes somebody a trainer of it.
    course: Mapped[str] = mapped_column(String(120), default="", server_default="")
    trainer_course: Mapped[str] = mapped_column(String(120), default="", server_default="")
    # The deadline for which the lead officer was last asked.
    asked_for_on: Mapped[date | None]
    # The same for the second time, two days before.
    reminded_for_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class ItemUpdate(Model):
    """What the lead officer or the OD team said on a day; never changed, never overwritten."""

    __tablename__ = "plan_update"
    __table_args__ = (
        CheckConstraint(f"stage IN ({', '.join(repr(str(stage)) for stage in Stage)})", name="stage_is_known"),
        CheckConstraint("status <> ''", name="says_something"),
        CheckConstraint("trouble BETWEEN 0 AND 2", name="trouble_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stage: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(Text)
    # Problems that the lead officer sees themselves: some, or serious ones; it can only make a colour worse.
    trouble: Mapped[int] = mapped_column(default=0)
    delay_reason: Mapped[str] = mapped_column(String(1000), default="")
    next_steps: Mapped[str] = mapped_column(String(1000), default="")
    # What staff may read of it under "About the programme".
    plain_words: Mapped[str] = mapped_column(String(1000), default="")
    # What the rule said on that day with this update in: what a board reads the direction from.
    colour: Mapped[str] = mapped_column(String(12), default="")


class ItemChange(Model):
    """One change of dates or scope: what it was, what it is, and why."""

    __tablename__ = "plan_change"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(str(kind)) for kind in ChangeKind)})", name="kind_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    # None where the item itself was removed.
    item_id: Mapped[int | None] = mapped_column(ForeignKey("plan_item.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(12))
    what: Mapped[str] = mapped_column(String(240))
    was: Mapped[str] = mapped_column(String(500), default="")
    becomes: Mapped[str] = mapped_column(String(500), default="")
    reason: Mapped[str] = mapped_column(String(1000), default="")


class Spend(Model):
    """Money spent on an item on a day; a correction is a negative line with a note."""

    __tablename__ = "plan_spend"
    __table_args__ = (CheckConstraint("pence <> 0", name="is_an_amount"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    on: Mapped[date]
    pence: Mapped[int] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
