"""How long concerns are kept, and the schedule that sees to it."""

from engage.champions.actions import concerns_forgetting as forgetting
from engage.champions.rules.concerns import MONTHS_NAMED, MONTHS_WORDS
from engage.core import audit, clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept

KEPT = (
    Kept("Concerns passed on: which champion passed them on or tells the answer",
         f"{MONTHS_NAMED} months after the answer", "the name is removed"),
    Kept("Concerns passed on: their words, the answer, the lead officer",
         f"{MONTHS_WORDS} months after the answer was told, else after it was given",
         "deleted; that there was one, its service, its theme and its days stay"),
    Kept("Which colleague said something to a champion", "never", "there is no field for it"),
)  # fmt: skip


@outbox.schedule("concerns", outbox.DAY)
def forget_due() -> None:
    """Names, then words."""
    with transaction():
        names, words = forgetting.forget_names(clock.now()), forgetting.empty(clock.now())
        if names or words:
            audit.record("forget", "concern", names=names, words=words)
