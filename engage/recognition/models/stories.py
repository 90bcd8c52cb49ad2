"""Short stories with a picture, read by all staff once consented to and approved."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Behaviour, Person
from engage.recognition.rules.stories import MOST_STORY, MOST_TITLE, Consent, StoryState

_STATES = ", ".join(f"'{each}'" for each in StoryState)
_CONSENTS = ", ".join(f"'{each}'" for each in Consent)


class Story(Model):
    """One story; its picture hangs on it as a stored file."""

    __tablename__ = "story"
    __searched__ = ("title", "body", "picture_shows")
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        CheckConstraint(f"length(body) <= {MOST_STORY}", name="body_is_short"),
        Index("ix_story_shown", "state", "shown_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    body: Mapped[str] = mapped_column(Text)
    behaviour_id: Mapped[int | None] = mapped_column(ForeignKey("behaviour.id"))
    # What the picture shows, for whoever does not see it.
    picture_shows: Mapped[str] = mapped_column(String(300), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default=StoryState.DRAFT)
    # What whoever approves wrote to the author.
    note: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # When it last changed its words or its state: what is not shown goes some months later.
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # One for each form that was opened: a form that is sent twice is one story.
    once: Mapped[str] = mapped_column(String(40), unique=True)
    shown_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    behaviour: Mapped[Behaviour | None] = relationship()
    people: Mapped[list["StoryPerson"]] = relationship(order_by="StoryPerson.person_id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class StoryPerson(Model):
    """Somebody whom a story names or shows, and their consent."""

    __tablename__ = "story_person"
    __table_args__ = (CheckConstraint(f"consent IN ({_CONSENTS})", name="consent_is_known"),)

    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    consent: Mapped[str] = mapped_column(String(8), default=Consent.ASKED)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()
