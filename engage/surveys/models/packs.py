"""Files made of a published release, to hand on."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model, UtcDateTime


class ResultPack(Model):
    """A zip that the worker makes of a release: how far it is, and the whole file once it is made."""

    __tablename__ = "survey_pack"
    __table_args__ = (
        CheckConstraint("done BETWEEN 0 AND total", name="done_within_total"),
        CheckConstraint("state IN ('waiting', 'made', 'failed')", name="state_is_known"),
        UniqueConstraint("survey_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
