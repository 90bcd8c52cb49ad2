"""What the page of an event shows of what happens at and after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engage.access import Permission, Viewer
from engage.core import clock
from engage.events.models import Event, EventSession
from engage.events.queries import attendance, board, questions
from engage.events.queries.after_times import times
from engage.events.rules.after import Board, may_write
from engage.events.rules.states import EventState


@dataclass(frozen=True)
class After:
    """For events/_after.html. `here`: sessions that take a code now; `was_there`: sessions one has signed in to."""

    asking: bool
    questions: questions.Counts
    board: Board
    board_opens: datetime | None
    board_closes: datetime | None
    notes: int
    writes: bool
    here: Sequence[EventSession]
    was_there: Sequence[EventSession]
    manages: bool

    @property
    def shows(self) -> bool:
        """Whether there is anything to show."""
        return self.asking or bool(self.questions.shown or self.notes or self.was_there) or self.manages


def after(event: Event, viewer: Viewer) -> After:
    """What there is: three statements, and one where the event's sessions were not read yet."""
    at, when = clock.now(), times(event)
    mine = attendance.mine(event.id, viewer.id)
    there = {number for number, booking in mine.items() if booking.attended_by}
    state = when.board(at)
    return After(
        asking=when.asking(at),
        questions=questions.counts(event.id),
        board=state,
        board_opens=when.first_ends if event.state == EventState.PUBLISHED else None,
        board_closes=when.board_closes,
        notes=board.count(event.id),
        writes=may_write(state, attendance.had_a_place(list(mine.values()))),
        here=[each for each in attendance.taking_codes(event, at) if each.id not in there],
        was_there=[each for each in event.sessions if each.id in there],
        manages=viewer.may(Permission.EVENTS_MANAGE),
    )
