"""That a team has talked about its results; who said what in it is nowhere."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model, UtcDateTime
from engage.surveys.rules.sight import MOST_AGREED


class ResultTalk(Model):
    """A published group whose people have talked about its results, when, and what they agreed in a sentence."""

    __tablename__ = "result_talk"
    __table_args__ = (
        UniqueConstraint("survey_id", "code", name="uq_result_talk_survey_id_code"),
        CheckConstraint(f"length(agreed) <= {MOST_AGREED}", name="agreed_is_one_sentence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    # The code of the published group, as the release has it.
    code: Mapped[str] = mapped_column(String(160))
    held_on: Mapped[date] = mapped_column(index=True)
    agreed: Mapped[str] = mapped_column(String(MOST_AGREED), default="")
    said_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Set while whoever moderates has taken what was agreed from sight.
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
