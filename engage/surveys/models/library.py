"""Question sets and their versions, where they were used, and which survey came out of which."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime


class QuestionSet(Model):
    """A set of the council's own, or a shipped one (by its code) that the council has put into other words."""

    __tablename__ = "question_set"
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    # The version in force, which is always the newest.
    number: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    versions: Mapped[list["QuestionSetVersion"]] = relationship(
        back_populates="whole", order_by="QuestionSetVersion.number"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class QuestionSetVersion(Model):
    """One version, which never changes: what was asked under it keeps its words."""

    __tablename__ = "question_set_version"
    __table_args__ = (UniqueConstraint("set_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("question_set.id"))
    number: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(500), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    whole: Mapped[QuestionSet] = relationship(back_populates="versions")


class QuestionSetUse(Model):
    """That questions of a set, in one version, were put into a survey."""

    __tablename__ = "question_set_use"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    set_code: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    number: Mapped[int]


class SurveyOrigin(Model):
    """Where a survey's questions come from: the wave before, and the words under which identities are known."""

    __tablename__ = "survey_origin"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id", ondelete="SET NULL"), index=True)
    # JSON: identity to a digest of the words (rules/identities). Other words in the draft are another identity.
    known: Mapped[str] = mapped_column(Text, default="{}")
