"""Milestones: added, moved with a reason, met, dropped; and stages of consultation."""

from dataclasses import dataclass
from datetime import date, datetime

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.programme.actions.boards_changes import days, note
from engage.programme.models import ConsultationStage, Item, Milestone
from engage.programme.queries import milestones as queries
from engage.programme.rules.kinds import ChangeKind

ON = "item"
MOST_EACH = 60
OVERTAKEN = "Somebody else has moved this milestone meanwhile. Its date is now the one below: look, and save again."


@dataclass(frozen=True)
class Stretch:
    """A stage of consultation: with whom, when, and what came of it."""

    with_whom: str
    starts_on: date | None
    ends_on: date | None
    outcome: str


def add(item: Item, name: str, due_on: date, by_id: int, at: datetime) -> Milestone:
    """A new one: its first date is its current one."""
    if queries.many(item.id) >= MOST_EACH:
        raise Invalid(f"An item can have {MOST_EACH} milestones.", ("name",))
    row = Milestone(item_id=item.id, name=name, first_on=due_on, due_on=due_on)
    db.session.add(row)
    db.session.flush()
    note(item, ChangeKind.MILESTONE, f"Added: {name}", "", days(due_on), "", by_id, at)
    audit.record("add milestone", ON, item.id)
    return row


@dataclass(frozen=True)
class Change:
    """What a milestone becomes; `seen_on`: the date that the form was opened with."""

    name: str
    due_on: date
    dropped: bool
    reason: str
    seen_on: date | None


def change(item: Item, row: Milestone, wanted: Change, by_id: int, at: datetime) -> None:
    """Another name, another date, or dropped: a date and a drop need their reason, and stand in the change log."""
    if wanted.seen_on != row.due_on:
        raise Conflict(OVERTAKEN)
    moved, drops = wanted.due_on != row.due_on, wanted.dropped and not row.dropped
    if row.met_on is not None and (moved or drops):
        raise Invalid("This milestone is met: its date stays.", ("due",))
    if (moved or drops) and not wanted.reason:
        raise Invalid("Say why the date moves, or why the milestone is dropped.", ("reason",))
    if moved:
        said = (wanted.name, days(row.due_on), days(wanted.due_on), wanted.reason)
        note(item, ChangeKind.MILESTONE, *said, by_id, at)
        row.due_on, row.moves = wanted.due_on, row.moves + 1
    if drops:
        note(item, ChangeKind.MILESTONE, f"Dropped: {wanted.name}", days(row.due_on), "", wanted.reason,
             by_id, at)  # fmt: skip
    if row.dropped and not wanted.dropped:
        note(item, ChangeKind.MILESTONE, f"Taken up again: {wanted.name}", "", days(wanted.due_on),
             wanted.reason, by_id, at)  # fmt: skip
    row.name, row.dropped = wanted.name, wanted.dropped and row.met_on is None
    db.session.flush()
    audit.record("change milestone", ON, item.id)


def meet(row: Milestone, on: date | None, today: date) -> None:
    """It was met on this day; None: it was not, after all."""
    if row.dropped:
        raise Conflict("This milestone was dropped.")
    if on is not None and on > today:
        raise Invalid("A milestone is met today or earlier.", ("on",))
    row.met_on = on
    db.session.flush()
    audit.record("meet milestone" if on else "reopen milestone", ON, row.item_id)


def add_stage(item: Item, stage: Stretch) -> ConsultationStage:
    """One more stage of consultation."""
    if len(queries.stages(item.id)) >= MOST_EACH:
        raise Invalid(f"An item can have {MOST_EACH} stages of consultation.", ("with_whom",))
    row = ConsultationStage(item_id=item.id)
    _take(row, stage)
    db.session.add(row)
    db.session.flush()
    audit.record("add consultation stage", ON, item.id)
    return row


def change_stage(row: ConsultationStage, stage: Stretch) -> None:
    """Other days, or what came of it."""
    _take(row, stage)
    db.session.flush()
    audit.record("change consultation stage", ON, row.item_id)


def _take(row: ConsultationStage, stage: Stretch) -> None:
    if stage.starts_on and stage.ends_on and stage.ends_on < stage.starts_on:
        raise Invalid("It cannot end before it begins.", ("ends",))
    row.with_whom, row.outcome = stage.with_whom, stage.outcome
    row.starts_on, row.ends_on = stage.starts_on, stage.ends_on
