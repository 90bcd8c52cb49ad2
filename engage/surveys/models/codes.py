"""Codes on paper: who holds one is written nowhere, and nothing here says when one was used."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.surveys.models.surveys import Survey


class CodeBatch(Model):
    """Codes made at once for one reporting group at one site, printed once, cancelled together."""

    __tablename__ = "survey_code_batch"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    group_code: Mapped[str] = mapped_column(String(120))
    site: Mapped[str] = mapped_column(String(120), default="")
    number: Mapped[int]
    made_on: Mapped[date]
    cancelled: Mapped[bool] = mapped_column(default=False)


class SurveyCode(Model):
    """One code as its keyed digest, which is also what the rows lie by: they tell no order in which letters lay."""

    __tablename__ = "survey_code"
    __table_args__ = ({"sqlite_with_rowid": False},)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    group_code: Mapped[str] = mapped_column(String(120))
    batch_id: Mapped[int] = mapped_column(ForeignKey("survey_code_batch.id"), index=True)
    # A flag as an invitation has it: no index holds it, and no time goes with it.
    used: Mapped[bool] = mapped_column(default=False)


class Kiosk(Model):
    """That whoever opens this link may turn a shared tablet into a kiosk of one survey."""

    __tablename__ = "survey_kiosk"
    __table_args__ = (CheckConstraint("place <> ''", name="place_is_named"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    place: Mapped[str] = mapped_column(String(120))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    survey: Mapped[Survey] = relationship()


class PaperCount(Model):
    """How many of a survey's answers came on paper and were typed in: one number for the whole survey."""

    __tablename__ = "survey_paper_count"
    __table_args__ = (CheckConstraint("papers >= 0", name="papers_not_negative"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), primary_key=True)
    papers: Mapped[int] = mapped_column(default=0)
