"""Networks, who is appointed to them, and training: what audiences, panels and coverage are told from.

People of a staff network are in none of these tables: who is in it is nobody's to look up here.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models.people import Person, Unit
from engage.directory.rules.networks import Ended, NetworkKind

_KINDS = ", ".join(f"'{kind}'" for kind in NetworkKind)
_ENDED = ", ".join(f"'{why}'" for why in Ended)


class Network(Model):
    """A network: what its people do, for how long, and how many of them there should be."""

    __tablename__ = "network"
    __searched__ = ("name", "role", "commitment")
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_is_known"),
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("term_months IS NULL OR term_months > 0", name="term_is_positive"),
        CheckConstraint("ratio IS NULL OR ratio > 0", name="ratio_is_positive"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats_are_positive"),
        CheckConstraint("floor > 0", name="floor_is_positive"),
        CheckConstraint("group_minimum > 0", name="groups_are_not_empty"),
        CheckConstraint("training_months IS NULL OR training_months > 0", name="training_lasts"),
        CheckConstraint("kind = 'staff' OR NOT hidden", name="only_staff_networks_hide"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120), unique=True)
    # What its people do, in light formatting; how much time it takes, in words: "about two hours a month".
    role: Mapped[str] = mapped_column(Text, default="")
    commitment: Mapped[str] = mapped_column(String(200), default="")
    charter: Mapped[str] = mapped_column(Text, default="")
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    term_months: Mapped[int | None]
    # How many there should be: in all, or one for so many people; at least `floor` in each coverage group, and a
    # group is a unit with at least `group_minimum` people, smaller ones counted with the unit above.
    seats: Mapped[int | None]
    ratio: Mapped[int | None]
    floor: Mapped[int] = mapped_column(default=1)
    group_minimum: Mapped[int] = mapped_column(default=10)
    # The course its people need, and for how many months it counts.
    training: Mapped[str] = mapped_column(String(120), default="")
    training_months: Mapped[int | None]
    # Who is in it is not shown, counted or offered anywhere but to its own coordinators.
    hidden: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_on: Mapped[date | None]

    sponsor: Mapped[Person | None] = relationship()


class NetworkCoordinator(Model):
    """Whoever looks after a network: takes requests to join, writes to it."""

    __tablename__ = "network_coordinator"

    network_id: Mapped[int] = mapped_column(ForeignKey("network.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    # Whether their name stands on the network's page: theirs to say.
    named: Mapped[bool] = mapped_column(default=False)


class Appointment(Model):
    """Somebody's time in a network; it holds until it is ended, and stays as history."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint(f"ended_why IS NULL OR ended_why IN ({_ENDED})", name="reason_is_known"),
        CheckConstraint("(ended_on IS NULL) = (ended_why IS NULL)", name="end_has_its_reason"),
        CheckConstraint("term_ends_on IS NULL OR term_ends_on >= started_on", name="term_in_order"),
        Index("uq_appointment_now", "network_id", "person_id", unique=True,
              sqlite_where=text("ended_on IS NULL"), postgresql_where=text("ended_on IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    network_id: Mapped[int] = mapped_column(ForeignKey("network.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    # The unit of their main post when they were appointed: where it is another now, they have moved.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    started_on: Mapped[date]
    term_ends_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_why: Mapped[str | None] = mapped_column(String(20))
    # What they say of themselves to whoever looks for them: languages, when and how they are reached.
    languages: Mapped[str] = mapped_column(String(120), default="")
    about: Mapped[str] = mapped_column(String(500), default="")

    network: Mapped[Network] = relationship()
    person: Mapped[Person] = relationship()
    unit: Mapped[Unit | None] = relationship()


class Training(Model):
    """A course that somebody did, and until when it counts."""

    __tablename__ = "training"
    __table_args__ = (
        UniqueConstraint("person_id", "course", "done_on"),
        CheckConstraint("course <> ''", name="has_a_course"),
        CheckConstraint("expires_on IS NULL OR expires_on >= done_on", name="dates_in_order"),
        CheckConstraint("origin IN ('entry', 'event', 'file')", name="origin_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course: Mapped[str] = mapped_column(String(120), index=True)
    done_on: Mapped[date]
    expires_on: Mapped[date | None]
    origin: Mapped[str] = mapped_column(String(10))

    person: Mapped[Person] = relationship()
