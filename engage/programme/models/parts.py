"""What stands under an item: outputs, milestones, measures, risks and sessions."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model
from engage.programme.rules.kinds import Better, MeasureUnit


class Output(Model):
    """What is promised for a quarter."""

    __tablename__ = "plan_output"
    __table_args__ = (UniqueConstraint("item_id", "quarter_on", "text", name="uq_plan_output_in_its_quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"))
    # The first day of the quarter.
    quarter_on: Mapped[date] = mapped_column(index=True)
    # Empty where the plan names the quarter and no words.
    text: Mapped[str] = mapped_column(String(500), default="")
    done_on: Mapped[date | None]
    # Where it stood in the imported file, so that a file is given back as it came; None where it was typed here.
    row_no: Mapped[int | None]


class Milestone(Model):
    """A date that an item works towards: the first date set stays, the current one may move."""

    __tablename__ = "plan_milestone"
    __table_args__ = (CheckConstraint("dropped = FALSE OR met_on IS NULL", name="dropped_was_not_met"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300), default="")
    first_on: Mapped[date]
    due_on: Mapped[date] = mapped_column(index=True)
    # How often the current date has moved.
    moves: Mapped[int] = mapped_column(default=0)
    met_on: Mapped[date | None]
    dropped: Mapped[bool] = mapped_column(default=False)
    row_no: Mapped[int | None]


class Measure(Model):
    """A figure with a target: a number, a percentage or pounds; savings too."""

    __tablename__ = "plan_measure"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint(f"unit IN ({', '.join(repr(str(unit)) for unit in MeasureUnit)})", name="unit_is_known"),
        CheckConstraint(f"better IN ({', '.join(repr(str(better)) for better in Better)})", name="better_is_known"),
        CheckConstraint("saving = FALSE OR unit = 'pounds'", name="savings_are_pounds"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(8))
    better: Mapped[str] = mapped_column(String(6), default=Better.HIGHER)
    saving: Mapped[bool] = mapped_column(default=False)
    # The group of the equality figures that its actual figures come from, if any.
    equality_measure: Mapped[str] = mapped_column(String(80), default="", server_default="")
    equality_characteristic: Mapped[str] = mapped_column(String(80), default="", server_default="")
    equality_group: Mapped[str] = mapped_column(String(80), default="", server_default="")


class MeasurePeriod(Model):
    """Target and actual of a measure in one period, in hundredths of its unit (pence for pounds)."""

    __tablename__ = "plan_measure_period"
    __table_args__ = (
        UniqueConstraint("measure_id", "starts_on", "ends_on", name="uq_plan_measure_period_once"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("plan_measure.id", ondelete="CASCADE"))
    starts_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)
    # None is "not known", never 0.
    target: Mapped[int | None] = mapped_column(BigInteger)
    actual: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String(500), default="")
    row_no: Mapped[int | None]


class Risk(Model):
    """What may go wrong with an item, how likely and how bad, and what is done about it."""

    __tablename__ = "plan_risk"
    __table_args__ = (
        CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood_in_range"),
        CheckConstraint("impact BETWEEN 1 AND 5", name="impact_in_range"),
        CheckConstraint("what <> ''", name="says_what"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(500))
    likelihood: Mapped[int]
    impact: Mapped[int]
    response: Mapped[str] = mapped_column(String(1000), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_on: Mapped[date | None]


class Session(Model):
    """A session of a development programme: for which group, when, and what it costs."""

    __tablename__ = "plan_session"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint("cost_pence IS NULL OR cost_pence >= 0", name="cost_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id", ondelete="CASCADE"), index=True)
    group: Mapped[str] = mapped_column("for_group", String(120), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    cost_pence: Mapped[int | None] = mapped_column(BigInteger)
    held_on: Mapped[date | None]
    row_no: Mapped[int | None]
