"""What the worker does for the directory."""

from typing import Any

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept, Rule, run_all, whom
from engage.directory.actions import accounts, codes, throttle
from engage.directory.models import SignInCode

DAY = 24 * 60 * 60
FOR_GOOD, NOTHING = "for good", "nothing: no schedule deletes them yet"
KEPT: tuple[Kept, ...] = (
    Kept("People and their posts, those who have left too", FOR_GOOD, NOTHING),
    Kept("Units, closed ones too", FOR_GOOD, NOTHING),
    Kept("Passwords, as a scrambled value", "until they are changed", "replaced"),
    Kept("Roles that somebody was given", "until they are taken away", "deleted"),
    Rule(name="codes", what="One-time codes, as a scrambled value",
         how_long=f"{codes.CODES_KEPT.days} days after they ran out or were used", then="deleted",
         due=codes.due, erase=codes.tidy, people=whom(SignInCode.id, SignInCode.person_id)),
    Rule(name="failures", what="Failed tries to sign in, under a scrambled value",
         how_long=f"{throttle.FAILURES_KEPT.days * 24} hours after the first of them", then="deleted the next day",
         due=throttle.due, erase=throttle.tidy),
    Rule(name="ended-sessions", what="Sessions that somebody signed out of", how_long="as long as a session can last",
         then="deleted the next day", due=accounts.due_ended, erase=accounts.tidy_ended),
    Kept("A file of people or units between its preview and its confirm", "an hour", "deleted"),
    Kept("Imports: when, by whom, and how many rows", FOR_GOOD, NOTHING),
    Kept("What it takes to undo the last import", "until the next import", "emptied"),
)  # fmt: skip


@outbox.handler("sign-in code")
def mail_requested_code(payload: dict[str, Any]) -> None:
    """Somebody asked for a code: send one, or do nothing where nobody is known."""
    with transaction():
        codes.mail_requested(payload["typed"])


@outbox.schedule("tidy sign-in", seconds=DAY)
def tidy() -> None:
    """Forget failures after a day, codes a month after they ran out or were used, sessions that have run out."""
    run_all(KEPT, clock.now())
