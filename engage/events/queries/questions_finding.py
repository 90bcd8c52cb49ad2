"""What a search finds of questions at events: the shown ones, of events that this person may see."""

from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching
from engage.directory.queries_audience import means_viewer
from engage.events.models import Event, EventQuestion
from engage.events.queries.questions import SHOWN
from engage.events.rules.states import EventState


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Questions whose words or answer hold every word: two statements."""
    rows = (
        select(EventQuestion, Event.title)
        .join(Event, Event.id == EventQuestion.event_id)
        .where(SHOWN, matching(words, EventQuestion) | matching(words, Event))
        .order_by(EventQuestion.asked_at.desc(), EventQuestion.id.desc())
        .limit(MOST_EACH)
    )
    if not viewer.may(Permission.EVENTS_MANAGE):
        rows = rows.where(Event.state != EventState.DRAFT, means_viewer(Event.audience, viewer))
    return [
        Hit(
            f"Asked at {title}",
            "Question",
            url_for("events.question", event_id=row.event_id, question_id=row.id),
            excerpt(f"{row.words} {row.answer}", words),
        )
        for row, title in db.session.execute(rows)
    ]
