"""What the worker does for the directory."""

from datetime import timedelta
from typing import Any

from flask import current_app

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.directory.actions import accounts, codes, throttle

DAY = 24 * 60 * 60


@outbox.handler("sign-in code")
def mail_requested_code(payload: dict[str, Any]) -> None:
    """Somebody asked for a code: send one, or do nothing where nobody is known."""
    with transaction():
        codes.mail_requested(payload["typed"])


@outbox.schedule("tidy sign-in", seconds=DAY)
def tidy() -> None:
    """Forget failures after a day, codes a month after they ran out or were used, sessions that have run out."""
    with transaction():
        throttle.tidy(clock.now() - timedelta(days=1))
        codes.tidy(clock.now() - timedelta(days=30))
        accounts.tidy_ended(clock.now() - timedelta(hours=current_app.extensions["settings"].session_hours))
