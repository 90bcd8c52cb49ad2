"""What stories bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from flask import url_for
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import selectinload

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import day
from engage.recognition.models import Story
from engage.recognition.queries import stories
from engage.recognition.rules.stories import StoryState

# How long the newest story stays on the start page, and its author is told what became of it.
NEWS = timedelta(days=30)
STOPPED = "Somebody whom it names or shows would rather not be in it. Only you see it now."


def cards(viewer: Viewer) -> Sequence[Card]:
    """Consent that is asked of this person, what came back to them, and the newest story: a fixed few statements."""
    return [*_asked(viewer), *_came_back(viewer), *_newest()]


def _asked(viewer: Viewer) -> Sequence[Card]:
    return [
        Card(
            title=row.title,
            href=_address(row),
            body=f"{row.author.name if row.author else 'A colleague'} names or shows you in a story. May it be shown?",
            tag="You are in it",
            colour="rose",
            place=Place.WAITING,
        )
        for row in stories.asking(viewer.id)[:3]
    ]


@cache
def _unseen() -> Select[Story]:
    return (
        select(Story)
        .where(Story.author_id == bindparam("person"), Story.state.in_((StoryState.DRAFT, StoryState.DECLINED)))
        .where(Story.changed_at > bindparam("since"))
        .order_by(Story.changed_at.desc(), Story.id.desc())
        .limit(6)
        .options(selectinload(Story.people))
    )


def _came_back(viewer: Viewer) -> Sequence[Card]:
    found = []
    for row in db.session.scalars(_unseen(), {"person": viewer.id, "since": clock.now() - NEWS}):
        if row.state == StoryState.DECLINED:
            found.append((row, "Your story came back", "The OD team has written a note to you."))
        elif stories.standing(row).stopped:
            found.append((row, "Your story cannot be shown as it is", STOPPED))
    return [Card(row.title, _address(row), body, tag, "", "brick", place=Place.WAITING) for row, tag, body in found[:3]]


def _newest() -> Sequence[Card]:
    return [
        Card(
            title=each.row.title,
            href=_address(each.row),
            body=_opening(each.row.body),
            tag="A story",
            meta=f"{each.row.author.name if each.row.author else 'A colleague'}, {day(each.row.shown_at)}",
            colour="amber",
            picture=url_for("home.file", file_id=each.picture) if each.picture else "",
            shows=each.row.picture_shows if each.picture else "",
        )
        for each in stories.newest(1)
        if each.row.shown_at and each.row.shown_at > clock.now() - NEWS
    ]


def _opening(body: str) -> str:
    flat = " ".join(body.split())
    return flat if len(flat) <= 140 else flat[:140].rsplit(" ", 1)[0] + "…"


def _address(row: Story) -> str:
    return url_for("recognition.story", story_id=row.id)


def desk(viewer: Viewer) -> Sequence[Task]:
    """Stories that wait for the OD team."""
    if not viewer.may(Permission.THANKS_MANAGE):
        return ()
    return [Task(row.title, "a story to approve", _address(row)) for row in stories.to_decide()[:20]]
