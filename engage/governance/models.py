"""What the council writes of its documents, version by version, and requests for a person's own data."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person
from engage.governance.rules.requests import MOST_NOTE, MOST_REASON, State
from engage.governance.rules.texts import MOST_CHANGED, Document


def _one_of(words: type[Document] | type[State]) -> str:
    return ", ".join(f"'{word}'" for word in words)


class PolicyVersion(Model):
    """What the council adds to a document, as JSON of field and text; a version is written once, never changed."""

    __tablename__ = "policy_version"
    __table_args__ = (
        CheckConstraint(f"document IN ({_one_of(Document)})", name="document_is_known"),
        CheckConstraint("number >= 1", name="numbers_begin_at_one"),
        UniqueConstraint("document", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    fields: Mapped[str] = mapped_column(Text)
    changed: Mapped[str] = mapped_column(String(MOST_CHANGED))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class DataRequest(Model):
    """Somebody asks for what is held about them."""

    __tablename__ = "data_request"
    __table_args__ = (
        CheckConstraint(f"state IN ({_one_of(State)})", name="state_is_known"),
        CheckConstraint("due_on > received_on", name="due_after_it_came"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_its_time"),
        CheckConstraint("state <> 'released' OR released_at IS NOT NULL", name="released_has_its_time"),
        CheckConstraint("(extended_at IS NULL) = (extended_why = '')", name="extended_with_a_reason"),
        Index("ix_data_request_state_due_on", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    received_on: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=State.OPEN)
    extended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    extended_why: Mapped[str] = mapped_column(String(MOST_REASON), default="", server_default="")
    note: Mapped[str] = mapped_column(String(MOST_NOTE), default="")
    outcome: Mapped[str] = mapped_column(String(MOST_NOTE), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class ThirdPartyKept(Model):
    """What is about somebody else and stays in the copy all the same, and why."""

    __tablename__ = "third_party_kept"

    request_id: Mapped[int] = mapped_column(ForeignKey("data_request.id", ondelete="CASCADE"), primary_key=True)
    record: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    reason: Mapped[str] = mapped_column(String(MOST_REASON))
