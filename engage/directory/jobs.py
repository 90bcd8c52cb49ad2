"""What the worker does for the directory."""

from datetime import timedelta
from typing import Any

from flask import current_app

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.directory.actions import accounts, codes, throttle

DAY = 24 * 60 * 60
FAILURES_KEPT, CODES_KEPT = timedelta(days=1), timedelta(days=30)
FOR_GOOD, NOTHING = "for good", "nothing: no schedule deletes them yet"
KEPT = (
    Kept("People and their posts, those who have left too", FOR_GOOD, NOTHING),
    Kept("Units, closed ones too", FOR_GOOD, NOTHING),
    Kept("Passwords, as a scrambled value", "until they are changed", "replaced"),
    Kept("Roles that somebody was given", "until they are taken away", "deleted"),
    Kept("One-time codes, as a scrambled value", f"{CODES_KEPT.days} days after they ran out or were used", "deleted"),
    Kept("Failed tries to sign in, under a scrambled value", "a day after the first of them", "deleted the next day"),
    Kept("Sessions that somebody signed out of", "as long as a session can last", "deleted the next day"),
    Kept("A file of people or units between its preview and its confirm", "an hour", "deleted"),
    Kept("Imports: when, by whom, and how many rows", FOR_GOOD, NOTHING),
    Kept("What it takes to undo the last import", "until the next import", "emptied"),
)


@outbox.handler("sign-in code")
def mail_requested_code(payload: dict[str, Any]) -> None:
    """Somebody asked for a code: send one, or do nothing where nobody is known."""
    with transaction():
        codes.mail_requested(payload["typed"])


@outbox.schedule("tidy sign-in", seconds=DAY)
def tidy() -> None:
    """Forget failures after a day, codes a month after they ran out or were used, sessions that have run out."""
    with transaction():
        throttle.tidy(clock.now() - FAILURES_KEPT)
        codes.tidy(clock.now() - CODES_KEPT)
        accounts.tidy_ended(clock.now() - timedelta(hours=current_app.extensions["settings"].session_hours))
