"""How long it is known who asked and who wrote, and the schedule that forgets it."""

from engage.core import clock, outbox
from engage.core.retention import Kept, Rule, run_all, whom
from engage.events.actions import after_retention
from engage.events.models import EventNote, EventQuestion
from engage.events.rules.after import ASKER_MONTHS, BOARD_WEEKS

PEOPLE = whom(EventQuestion.id, EventQuestion.asker_id)
KEPT = (
    # Before their askers are forgotten, by whom a hold finds them.
    Rule(name="event-questions", what="Questions at events that are not shown",
         how_long=f"{ASKER_MONTHS} months after its last session", then="deleted", due=after_retention.due_unseen,
         erase=after_retention.delete_questions, people=PEOPLE, touches=("event-askers", "reports")),
    Rule(name="event-askers", what="Who asked a question at an event", how_long=f"{ASKER_MONTHS} months after its last "
         "session", then="emptied", due=after_retention.due_askers, erase=after_retention.forget_askers, people=PEOPLE),
    Kept("Questions at events that are shown, and their answers", "as long as the event", "deleted with it"),
    Rule(name="event-authors", what="Who wrote a note on the board after an event",
         how_long=f"until the board closes, {BOARD_WEEKS} weeks after its last session", then="emptied",
         due=after_retention.due_authors, erase=after_retention.forget_authors,
         people=whom(EventNote.id, EventNote.author_id)),
    Kept("Notes on the board after an event, without who wrote them", "as long as the event", "deleted with it"),
    Kept("Who was at an event", "as long as their booking", "deleted with it"),
    Kept("What an event cost: lines without people’s names", "as long as the event", "deleted with it"),
)  # fmt: skip


@outbox.schedule("events: who asked and who wrote", outbox.HOUR)
def forget() -> None:
    """Empty and delete what has been kept as long as was said."""
    run_all(KEPT, clock.now())
