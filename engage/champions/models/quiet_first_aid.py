"""What first aiders note of a contact: nothing that is written freely, and nobody's name but their own."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engage.champions.rules.quiet_first_aid import LENGTHS, POINTED, THEMES
from engage.core.db import Model


def _one_of(name: str, words: dict[str, str]) -> str:
    return f"{name} IN ({', '.join(repr(each) for each in words)})"


class FirstAidContact(Model):
    """One contact, in the words of fixed lists; read by the first aider who noted it."""

    __tablename__ = "first_aid_contact"
    __table_args__ = (
        CheckConstraint(_one_of("theme", THEMES), name="theme_is_known"),
        CheckConstraint(_one_of("pointed_to", POINTED), name="pointed_to_is_known"),
        CheckConstraint(_one_of("lasted", LENGTHS), name="length_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    aider_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    on: Mapped[date] = mapped_column(index=True)
    # A coverage group, never a small team; none where the first aider would rather not say.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    theme: Mapped[str] = mapped_column(String(20))
    pointed_to: Mapped[str] = mapped_column(String(20))
    lasted: Mapped[str] = mapped_column(String(20))
    once: Mapped[str] = mapped_column(String(40), unique=True)


class FirstAidYear(Model):
    """Contacts of a whole year about one theme, rounded before they are stored; 0: fewer than 10."""

    __tablename__ = "first_aid_year"
    __table_args__ = (CheckConstraint("told = 0 OR (told >= 10 AND told % 5 = 0)", name="told_is_rounded"),)

    year: Mapped[int] = mapped_column(primary_key=True)
    theme: Mapped[str] = mapped_column(String(20), primary_key=True)
    told: Mapped[int]
