"""Actions, what was written about them, how they were carried over, and what champions say."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person, Theme, Unit
from engage.followup.rules import (
    MOST_EVIDENCE,
    MOST_MEASURE,
    MOST_SENTENCE,
    MOST_TITLE,
    MOST_WORDS,
    Closed,
    Standing,
    State,
)

_STATES = ", ".join(f"'{each}'" for each in State)
_CLOSED = ", ".join(f"'{each}'" for each in Closed)


class ActionItem(Model):
    """What was said, what is promised because of it, who leads it and what came of it."""

    __tablename__ = "action_item"
    __searched__ = ("title", "said", "will_do", "reason")
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_is_known"),
        CheckConstraint(f"closed_how = '' OR closed_how IN ({_CLOSED})", name="closing_is_known"),
        CheckConstraint("(state = 'done') = (closed_how <> '')", name="done_says_whose_word_it_is"),
        CheckConstraint("(state IN ('done', 'cannot')) = (ended_on IS NOT NULL)", name="end_has_its_day"),
        CheckConstraint("state <> 'cannot' OR (reason <> '' AND decided_by <> '')", name="refusal_has_its_reason"),
        CheckConstraint("(source_kind = '') = (source_id IS NULL)", name="source_is_whole"),
        Index("ix_action_item_source", "source_kind", "source_id"),
        Index("ix_action_item_state_due", "state", "due_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    said: Mapped[str] = mapped_column(Text)
    will_do: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(String(MOST_MEASURE), default="")
    # Where it comes from: a link to a thing of another feature, and which part of it, in words.
    source_kind: Mapped[str] = mapped_column(String(40), default="")
    source_id: Mapped[int | None]
    source_words: Mapped[str] = mapped_column(String(MOST_WORDS), default="")
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    # None: a corporate action, for the whole council.
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # The unit of the lead officer's main post when they took it: where it is another now, they have moved.
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str] = mapped_column(String(10), default=State.PROPOSED)
    asks_champions: Mapped[bool] = mapped_column(default=False)
    year: Mapped[int] = mapped_column(index=True)
    due_on: Mapped[date]
    # Why it cannot be done, and who decided so: a person, a board or a committee, in words.
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str] = mapped_column(String(MOST_WORDS), default="")
    closed_how: Mapped[str] = mapped_column(String(10), default="")
    created_on: Mapped[date]
    # When somebody last wrote of it, from the promise on.
    updated_on: Mapped[date | None]
    ended_on: Mapped[date | None] = mapped_column(index=True)
    # When the lead officer was last asked for an update, and of which due day they were reminded.
    asked_on: Mapped[date | None]
    reminded_of: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    theme: Mapped[Theme | None] = relationship()
    unit: Mapped[Unit | None] = relationship(foreign_keys=[unit_id])
    lead: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it

    @property
    def standing(self) -> Standing:
        """What the rules need of it."""
        return Standing(State(self.state), self.lead_id, self.unit_id, self.asks_champions, self.due_on)


class ActionUpdate(Model):
    """What was written about an action on a day: written once, never changed; `state`: what it brought it to."""

    __tablename__ = "action_update"
    __table_args__ = (CheckConstraint("words <> ''", name="has_words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action_item.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(String(MOST_EVIDENCE), default="")
    state: Mapped[str] = mapped_column(String(10), default="")
    hidden: Mapped[bool] = mapped_column(default=False)

    by: Mapped[Person | None] = relationship()


class ActionCarried(Model):
    """That an action went on into another year, and why."""

    __tablename__ = "action_carried"
    __table_args__ = (
        UniqueConstraint("action_id", "from_year"),
        CheckConstraint("to_year > from_year", name="goes_forward"),
        CheckConstraint("reason <> ''", name="has_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action_item.id", ondelete="CASCADE"), index=True)
    from_year: Mapped[int]
    to_year: Mapped[int]
    from_due: Mapped[date]
    to_due: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ActionConfirmation(Model):
    """Whether a champion sees what the lead officer says is done, in a sentence."""

    __tablename__ = "action_confirmation"
    __table_args__ = (
        UniqueConstraint("action_id", "person_id"),
        CheckConstraint("sees OR words <> ''", name="not_yet_says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action_item.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sees: Mapped[bool]
    words: Mapped[str] = mapped_column(String(MOST_SENTENCE), default="")
    on: Mapped[date]
    hidden: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()
