"""What the worker does about boards: asks lead officers for updates, and forgets readers who left."""

from sqlalchemy import select

from engage.core import clock, outbox
from engage.core.db import transaction
from engage.core.retention import Kept, Rule, run_all
from engage.programme.actions import boards, updates_asking
from engage.programme.models.boards import BoardReader
from engage.programme.queries import updates
from engage.programme.rules.updates import to_ask

KEPT: tuple[Kept, ...] = (
    Rule(name="board-readers", what="Who reads a board", how_long="until they are removed or leave", then="deleted",
         due=boards.who_left, erase=boards.forget_who_left,
         people=(select(BoardReader.board_id, BoardReader.person_id, BoardReader.person_id),)),
)  # fmt: skip


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
    run_all(KEPT, clock.now())
