"""Which reminders were sent, so that each goes once."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model


class NetworkReminder(Model):
    """Somebody was told that this term, or this training, ends on this day; another day is told of anew."""

    __tablename__ = "network_reminder"
    __table_args__ = (
        UniqueConstraint("appointment_id", "due_on"),
        UniqueConstraint("training_id", "due_on"),
        CheckConstraint("(appointment_id IS NULL) <> (training_id IS NULL)", name="about_one_thing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"))
    training_id: Mapped[int | None] = mapped_column(ForeignKey("training.id", ondelete="CASCADE"))
    due_on: Mapped[date]
