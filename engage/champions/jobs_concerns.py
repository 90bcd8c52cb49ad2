"""How long concerns are kept, and the schedule that sees to it."""

from engage.champions.actions import concerns_forgetting as forgetting
from engage.champions.rules.concerns import MONTHS_NAMED, MONTHS_WORDS
from engage.core import clock, outbox
from engage.core.retention import Kept, Rule, run_all

KEPT = (
    Rule(name="concerns-names", what="Concerns passed on: which champion passed them on or tells the answer",
         how_long=f"{MONTHS_NAMED} months after the answer", then="the name is removed",
         due=forgetting.due_names, erase=forgetting.forget_names, people=forgetting.PEOPLE, units=forgetting.UNITS),
    Rule(name="concerns-words", what="Concerns passed on: their words, the answer, the lead officer",
         how_long=f"{MONTHS_WORDS} months after the answer was told, else after it was given",
         then="deleted; that there was one, its service, its theme and its days stay",
         due=forgetting.due_words, erase=forgetting.empty, people=forgetting.ALL_PEOPLE, units=forgetting.UNITS),
    Kept("Which colleague said something to a champion", "never", "there is no field for it"),
)  # fmt: skip


@outbox.schedule("concerns", outbox.DAY)
def forget_due() -> None:
    """Names, then words."""
    run_all(KEPT, clock.now())
