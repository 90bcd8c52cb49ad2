"""Stories as other features refer to them, and as whoever decides about reports sees them."""

from collections.abc import Mapping, Sequence

from flask import url_for

from engage.access import Permission, current_person
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.links import Link
from engage.core.moderation import Excerpt, Moderated
from engage.recognition.actions import stories as actions
from engage.recognition.models import Story
from engage.recognition.queries import stories as queries
from engage.recognition.rules import stories as rules


def link(story_id: int) -> Link | None:
    """A story, and so its picture, for exactly those who may see it."""
    row, me = queries.story(story_id), current_person()
    if row is None:
        return None
    may_see = rules.may_see(queries.standing(row), me.id, me.may(Permission.THANKS_MANAGE))
    return Link(_address(story_id), row.title, may_see)


def _address(story_id: int) -> str:
    return url_for("recognition.story", story_id=story_id)


def _as_excerpt(row: Story) -> Excerpt:
    shows = f"\n\nPicture: {row.picture_shows}" if row.picture_shows else ""
    return Excerpt(f"{row.title}\n\n{row.body}{shows}", "Story", _address(row.id), row.hidden_at is not None)


def _excerpt(story_id: int) -> Excerpt | None:
    row = queries.story(story_id)
    return _as_excerpt(row) if row is not None and row.shown_at is not None else None


def _excerpts(story_ids: Sequence[int]) -> Mapping[int, Excerpt]:
    return {row.id: _as_excerpt(row) for row in queries.once_shown(story_ids)}


def _visible(story_id: int) -> bool:
    row = queries.story(story_id)
    return row is not None and row.state == rules.StoryState.SHOWN and row.hidden_at is None


def _hide(story_id: int, hide: bool) -> None:
    row = queries.story(story_id)
    if row is None:
        raise NotThere
    actions.hide(row, clock.now() if hide else None)


MODERATED = Moderated(
    excerpt=_excerpt,
    visible=_visible,
    hide=lambda story_id: _hide(story_id, True),
    restore=lambda story_id: _hide(story_id, False),
    excerpts=_excerpts,
)
