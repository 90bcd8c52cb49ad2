"""What stories hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.formatting import moment
from engage.core.own_data import WHO, Held, each_of, rows_of
from engage.recognition.models import Story, StoryPerson
from engage.recognition.rules.stories import MONTHS_SHOWN, MONTHS_UNSEEN, Consent, StoryState

KEPT = f"Kept for {MONTHS_SHOWN // 12} years from when it was shown; what is not shown, {MONTHS_UNSEEN} months."


WROTE = select(Story).where(Story.author_id == WHO).order_by(Story.id)
NAMED = (
    select(StoryPerson, Story)
    .join(Story, Story.id == StoryPerson.story_id)
    .where(StoryPerson.person_id == WHO)
    .order_by(Story.id)
)


def held(person_id: int) -> Sequence[Held]:
    """Stories they wrote, and stories that name or show them: two statements."""
    return (
        Held("Stories that you wrote", f"So that colleagues can read them. {KEPT}", [
            {"title": row.title, "story": row.body, "picture shows": row.picture_shows, "where it stands": row.state,
             "written": moment(row.made_at), "shown": moment(row.shown_at) or None, "note to you": row.note}
            for row in each_of(WROTE, person_id)
        ], others=("story", "picture shows")),
        Held("Stories that name or show you", f"So that nothing is shown without your consent. {KEPT}", [
            {"title": _title(row, each), "your consent": each.consent, "answered": moment(each.answered_at) or None,
             "where it stands": row.state}
            for each, row in rows_of(NAMED, person_id)
        ]),
    )  # fmt: skip


def _title(row: Story, each: StoryPerson) -> str:
    """Its title, once this person was asked; before, that a colleague has a draft."""
    unsent = row.state == StoryState.DRAFT and each.consent == Consent.ASKED
    return "A colleague’s draft, which nobody else sees" if unsent else row.title
