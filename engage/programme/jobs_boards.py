"""What the worker does about boards: asks lead officers for updates, and forgets readers who left."""

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept
from engage.programme.actions import boards, updates_asking
from engage.programme.queries import updates
from engage.programme.rules.updates import to_ask

KEPT = (Kept("Who reads a board", "until they are removed or leave", "deleted"),)


@outbox.schedule("programme updates", outbox.DAY)
def ask() -> None:
    """One mail ten days before a deadline and one two days before, each in a transaction of its own."""
    today = clock.today()
    with transaction():
        due = [
            each for each in updates.due(today, updates.led_here())
            if to_ask(each.on, each.item.asked_for_on, each.item.reminded_for_on, today)
        ]  # fmt: skip
    for each in due:
        with transaction():
            updates_asking.ask(each, today)


@outbox.schedule("board readers", outbox.DAY)
def forget() -> None:
    """Whoever has left reads nothing."""
    with transaction():
        boards.forget_who_left(clock.today())
