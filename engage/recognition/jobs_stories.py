"""How long stories are kept, and the schedule that sees to it."""

from engage.core import clock, moderation_kept, outbox
from engage.core.retention import Kept, Rule, run_all, whom
from engage.recognition.actions import stories as actions
from engage.recognition.models import Story, StoryPerson
from engage.recognition.queries import stories as queries
from engage.recognition.rules.stories import MONTHS_SHOWN, MONTHS_UNSEEN

PEOPLE = (
    *whom(Story.id, Story.author_id, Story.decided_by_id), *whom(StoryPerson.story_id, StoryPerson.person_id),
    moderation_kept.reporters(queries.ON),
)  # fmt: skip
KEPT = (
    Rule(name="stories-shown", what="Stories shown to all staff, with their pictures and who agreed",
         how_long=f"{MONTHS_SHOWN // 12} years from then", then="deleted",
         due=queries.due_shown, erase=actions.erase_all, people=PEOPLE, touches=("reports",)),
    Rule(name="stories-unseen", what="Stories that are not shown: drafts, declined or taken back",
         how_long=f"{MONTHS_UNSEEN} months after the last change", then="deleted",
         due=queries.due_unseen, erase=actions.erase_all, people=PEOPLE, touches=("reports",)),
    Kept("What a camera writes into a picture: place, time, owner", "never", "taken out before it is stored"),
)  # fmt: skip


@outbox.schedule("stories", outbox.DAY)
def delete_due() -> None:
    """Delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())
