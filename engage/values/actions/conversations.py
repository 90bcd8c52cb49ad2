"""Writes of topics and of what teams say of their conversations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from engage.core import audit, clock, moderation
from engage.core.db import abandon, db
from engage.core.errors import Conflict, Invalid, Refused
from engage.core.retention import whom
from engage.directory.queries_framework import in_force
from engage.values.models import ConversationTopic, TeamConversation
from engage.values.queries import conversations as queries
from engage.values.rules import conversations as rules

CHANGED_ELSEWHERE = (
    "Somebody else has changed this since you opened the page. Nothing of yours was saved: "
    "go back, reload the page and make your change again."
)
CLOSED = "This topic is closed: what teams said stays as it is."
KEPT_MONTHS = 36
SETTINGS = ("title", "about", "kind", "source_kind", "source_id", "before", "question", "steps", "closing", "asked_by")


@dataclass(frozen=True)
class Log:
    """What somebody writes down of a conversation."""

    held_on: date
    led_by_id: int
    took_part: int | None
    commitment: str


def _flush() -> None:
    try:
        db.session.flush()
    except (StaleDataError, IntegrityError) as error:
        abandon()
        raise Conflict(CHANGED_ELSEWHERE) from error


def open_topic(settings: Mapping[str, object], by_id: int) -> ConversationTopic:
    """A new topic, open from today; one about the values keeps the version in force."""
    today = clock.today()
    made = ConversationTopic(opened_on=today, created_by_id=by_id, created_at=clock.now())
    _settle(made, settings)
    if made.kind == "values" and (found := in_force(today)):
        made.framework_id = found.id
    db.session.add(made)
    _flush()
    audit.record("open", "conversation topic", made.id, about=made.kind)
    return made


def change_topic(topic: ConversationTopic, version: int, settings: Mapping[str, object]) -> None:
    """Change its words, its date and its pack, unless somebody did so meanwhile."""
    if topic.version != version:
        raise Conflict(CHANGED_ELSEWHERE)
    _settle(topic, settings)
    _flush()
    audit.record("change", "conversation topic", topic.id)


def _settle(topic: ConversationTopic, settings: Mapping[str, object]) -> None:
    for name in SETTINGS:
        setattr(topic, name, settings[name])


def close_topic(topic: ConversationTopic) -> None:
    """Nobody is asked any more; what teams said stays, and they may still say whether they kept it."""
    if topic.closed_on is not None:
        raise Conflict("This topic is closed already. Nothing was changed.")
    topic.closed_on = max(clock.today(), topic.opened_on)
    _flush()
    audit.record("close", "conversation topic", topic.id)


def reopen_topic(topic: ConversationTopic) -> None:
    """Ask again."""
    if topic.closed_on is None:
        raise Conflict("This topic is open already. Nothing was changed.")
    topic.closed_on = None
    _flush()
    audit.record("reopen", "conversation topic", topic.id)


def delete_topic(topic: ConversationTopic) -> None:
    """One that no team has talked about."""
    if queries.logged(topic.id):
        raise Conflict("Teams have talked about this topic, so it stays. Close it instead.")
    audit.record("delete", "conversation topic", topic.id)
    db.session.delete(topic)
    _flush()


def log(topic: ConversationTopic, unit_id: int, said: Log, version: int, by_id: int) -> TeamConversation:
    """Write down a team's conversation, or what it says of it now; version 0 where it had said nothing yet."""
    if topic.closed_on is not None:
        raise Conflict(CLOSED)
    fault = rules.held_fault(said.held_on, clock.today(), topic.opened_on)
    if fault or not said.commitment or len(said.commitment) > rules.MOST_COMMITMENT:
        raise Invalid("That day or that commitment cannot be taken.")
    row = queries.conversation(topic.id, unit_id)
    if (row.version if row else 0) != version:
        raise Conflict(CHANGED_ELSEWHERE)
    if row is not None and row.hidden_at is not None:
        raise Refused("This commitment was reported and is hidden. Ask the OD team before it is changed.")
    if row is None:
        row = TeamConversation(topic_id=topic.id, unit_id=unit_id, logged_by_id=by_id, logged_at=clock.now())
        db.session.add(row)
    row.held_on, row.led_by_id, row.took_part = said.held_on, said.led_by_id, said.took_part
    row.commitment = said.commitment
    _flush()
    audit.record("log" if not version else "change", "team conversation", row.id, topic=topic.id, unit=unit_id)
    return row


def say_kept(row: TeamConversation, kept: str, note: str) -> None:
    """Whether the team kept its commitment; it may say so anew, after the topic is closed too."""
    if kept not in rules.KEPT or len(note) > rules.MOST_NOTE:
        raise Invalid("Choose whether you kept it, and say the rest in at most 300 characters.")
    if row.hidden_at is not None:
        raise Refused("This commitment was reported and is hidden. Ask the OD team before it is changed.")
    row.kept, row.kept_on, row.kept_note = kept, clock.today(), note
    _flush()
    audit.record("keep", "team conversation", row.id, kept=kept)


def delete_log(row: TeamConversation) -> None:
    """As if the team had said nothing."""
    audit.record("delete", "team conversation", row.id, topic=row.topic_id, unit=row.unit_id)
    moderation.gone("team-commitment", row.id)
    db.session.delete(row)
    _flush()


def hide(conversation_id: int) -> None:
    """Take a commitment from sight, for whoever moderates; that the team has talked stays."""
    row = db.session.get_one(TeamConversation, conversation_id)
    row.hidden_at = clock.now()
    _flush()


def restore(conversation_id: int) -> None:
    """Bring it back."""
    row = db.session.get_one(TeamConversation, conversation_id)
    row.hidden_at = None
    _flush()


PEOPLE = whom(TeamConversation.id, TeamConversation.led_by_id, TeamConversation.logged_by_id)
UNITS = whom(TeamConversation.id, TeamConversation.unit_id)


def due(at: datetime) -> Select[int]:
    """What has been kept for three years since the day of the conversation."""
    before = clock.months_after(at, -KEPT_MONTHS).date()
    return select(TeamConversation.id).where(TeamConversation.held_on < before)


def delete_old(ids: Sequence[int], at: datetime) -> None:
    """Delete conversations."""
    db.session.execute(delete(TeamConversation).where(TeamConversation.id.in_(ids)))
