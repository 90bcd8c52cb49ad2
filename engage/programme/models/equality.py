"""Workforce equality figures as a council's own file gives them: numbers of groups, and no person."""

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model


class EqualityFigure(Model):
    """How many people of a group there were on a day, of everybody counted; never shown as a number."""

    __tablename__ = "equality_figure"
    __table_args__ = (
        UniqueConstraint("as_at", "measure", "characteristic", "for_group", name="uq_equality_figure_once"),
        CheckConstraint("measure <> '' AND characteristic <> '' AND for_group <> ''", name="has_its_names"),
        CheckConstraint("people >= 0 AND people <= everybody", name="no_more_than_everybody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    as_at: Mapped[date]
    # What is counted: the workforce, senior managers, applicants.
    measure: Mapped[str] = mapped_column(String(80))
    characteristic: Mapped[str] = mapped_column(String(80))
    group: Mapped[str] = mapped_column("for_group", String(80))
    people: Mapped[int]
    # Whoever was asked, those too who did not say.
    everybody: Mapped[int]
    # Whether it has a share of its own, as the disclosure engine said when the file was taken in.
    apart: Mapped[bool] = mapped_column(default=False)
