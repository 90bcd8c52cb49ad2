"""What a search finds of team conversations."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt, holds
from engage.core.search_index import matching
from engage.directory.models import Unit
from engage.values.models import ConversationTopic, TeamConversation
from engage.values.queries import conversations as queries
from engage.values.queries import conversations_places as places


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Topics, and the commitments of the teams that this person may see; hidden ones for nobody."""
    return [*_topics(words), *_commitments(words, viewer)]


def _topics(words: tuple[str, ...]) -> Sequence[Hit]:
    rows = select(ConversationTopic).where(matching(words, ConversationTopic))
    newest = rows.order_by(ConversationTopic.opened_on.desc(), ConversationTopic.id.desc()).limit(MOST_EACH)
    return [
        Hit(row.title, "Team conversation", url_for("values.conversation_topic", topic_id=row.id),
            excerpt(row.about, words))
        for row in db.session.scalars(newest)
    ]  # fmt: skip


def _commitments(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    rows = (
        select(TeamConversation)
        .join(Unit, Unit.id == TeamConversation.unit_id)
        .where(TeamConversation.hidden_at.is_(None), matching(words, TeamConversation) | holds(words, Unit.name))
        .order_by(TeamConversation.held_on.desc(), TeamConversation.id.desc())
        .options(*queries.WHOLE)
    )
    if not viewer.may(Permission.CONVERSATIONS_SEE):
        rows = rows.where(places.is_seen_by(TeamConversation.unit_id, viewer))
    return [
        Hit(f"{row.unit.name}: {row.topic.title}", "Commitment of a team",
            url_for("values.team_conversation", topic_id=row.topic_id, unit_id=row.unit_id),
            excerpt(row.commitment, words))
        for row in db.session.scalars(rows.limit(MOST_EACH))
    ]  # fmt: skip
