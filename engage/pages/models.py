"""The council's own pages; their files hang on them by kind and id (core.files)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engage.core.db import Model, UtcDateTime
from engage.pages.rules import (
    MOST_ADDRESS,
    MOST_CONTACT,
    MOST_LINK,
    MOST_SUMMARY,
    MOST_TITLE,
    Kind,
    State,
)


def _one_of(words: type[Kind] | type[State]) -> str:
    return ", ".join(f"'{word}'" for word in words)


class GuidePage(Model):
    """A guide, toolkit, benefit or page of help; its address is kept when its title changes."""

    __tablename__ = "guide_page"
    __searched__ = ("title", "summary", "text", "eligible")
    __table_args__ = (
        CheckConstraint(f"kind IN ({_one_of(Kind)})", name="kind_is_known"),
        CheckConstraint(f"state IN ({_one_of(State)})", name="state_is_known"),
        CheckConstraint(
            "state <> 'published' OR (lead_officer_id IS NOT NULL AND review_on IS NOT NULL"
            " AND published_at IS NOT NULL)",
            name="published_has_lead_and_dates",
        ),
        CheckConstraint("(state = 'archived') = (archived_at IS NOT NULL)", name="archived_has_its_date"),
        CheckConstraint("link = '' OR link LIKE 'https://%'", name="link_is_https"),
        Index("ix_guide_page_state_kind", "state", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(MOST_ADDRESS), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default=State.DRAFT)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    summary: Mapped[str] = mapped_column(String(MOST_SUMMARY), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    # Of benefits alone: who may have it, where it is applied for, and whom to ask.
    eligible: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(MOST_LINK), default="")
    contact: Mapped[str] = mapped_column(String(MOST_CONTACT), default="")
    lead_officer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # As directory.rules.audience writes it.
    audience: Mapped[str] = mapped_column(Text, default="everyone")
    review_on: Mapped[date | None] = mapped_column(index=True)
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it

    @property
    def place(self) -> int:
        """Where its kind stands among the kinds."""
        return list(Kind).index(Kind(self.kind))
