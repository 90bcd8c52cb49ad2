"""Plans, items and boards as rows: for tests of one part that need what another part makes."""

import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.programme.models import (
    Board,
    BoardMeeting,
    BoardReader,
    ConsultationStage,
    Item,
    ItemChange,
    ItemUpdate,
    Measure,
    MeasurePeriod,
    Milestone,
    Plan,
    Risk,
    Spend,
)

LONG_AGO = timedelta(days=400)


def row(model: Any, **values: Any) -> int:
    """Any row; its id."""
    with transaction():
        made = model(**values)
        db.session.add(made)
        db.session.flush()
        return int(made.id)


def plan(published: bool = True, **more: Any) -> int:
    """A plan, published unless said otherwise; its id."""
    at = clock.now() - LONG_AGO
    given = {"name": f"Plan {secrets.token_hex(3)}", "created_at": at, "published_at": at if published else None}
    return row(Plan, **(given | more))


def item(plan_id: int | None = None, lead: int | None = None, board: int | None = None, **more: Any) -> int:
    """An item that is under way since long ago; its id."""
    given = {"name": f"Item {secrets.token_hex(3)}", "stage": "under way", "created_at": clock.now() - LONG_AGO}
    held = {"plan_id": plan_id or plan(), "lead_id": lead, "board_id": board}
    return row(Item, **(given | held | more))


def board(*meetings_in: int, readers: tuple[int, ...] = (), notice: int = 10, **more: Any) -> int:
    """A quarterly board that meets so many days from today (before today: negative); its id."""
    board_id = row(Board, **({"name": f"Board {secrets.token_hex(3)}", "notice_days": notice} | more))
    for days in meetings_in:
        meeting(board_id, clock.today() + timedelta(days=days), notice)
    with transaction():
        db.session.add_all(BoardReader(board_id=board_id, person_id=each) for each in readers)
    return board_id


def meeting(board_id: int, on: date, notice: int = 10) -> int:
    """A meeting on this day; its id."""
    return row(BoardMeeting, board_id=board_id, on=on, due_on=on - timedelta(days=notice))


def update(item_id: int, days_ago: int = 0, **more: Any) -> int:
    """An update so many days ago; its id."""
    given: dict[str, Any] = {"stage": "under way", "status": "Going on.", "trouble": 0, "colour": "green"}
    return row(ItemUpdate, item_id=item_id, at=ago(days_ago), **(given | more))


def milestone(item_id: int, in_days: int = 30, **more: Any) -> int:
    """A milestone so many days from today that has never moved; its id."""
    due = clock.today() + timedelta(days=in_days)
    return row(Milestone, **({"item_id": item_id, "name": "Contract signed", "first_on": due, "due_on": due} | more))


def measure(item_id: int, *figures: tuple[int | None, int | None], **more: Any) -> int:
    """A measure with a month for each target and actual, in hundredths; its id."""
    given = {"item_id": item_id, "name": "Homes inspected", "unit": "number", "better": "higher"}
    measure_id = row(Measure, **(given | more))
    for number, (target, actual) in enumerate(figures):
        begins = date(2026, 1 + number, 1)
        row(MeasurePeriod, measure_id=measure_id, starts_on=begins, ends_on=begins + timedelta(days=27), target=target,
            actual=actual)  # fmt: skip
    return measure_id


def risk(item_id: int, likelihood: int = 2, impact: int = 2, **more: Any) -> int:
    """A risk; its id."""
    return row(Risk, item_id=item_id, **({"what": "Nobody applies", "likelihood": likelihood, "impact": impact} | more))


def consulted(item_id: int) -> int:
    """A stage of consultation; its id."""
    return row(ConsultationStage, item_id=item_id, with_whom="Trade unions")


def spent(item_id: int, pence: int = 10_000) -> int:
    """A line of spending; its id."""
    return row(Spend, item_id=item_id, on=clock.today(), pence=pence, note="Design", at=clock.now())


def changed(plan_id: int, item_id: int | None, days_ago: int = 1, **more: Any) -> int:
    """A line of the change log; its id."""
    given = {"kind": "dates", "what": "End", "was": "1 May 2027", "becomes": "1 June 2027", "reason": "Late delivery"}
    return row(ItemChange, plan_id=plan_id, item_id=item_id, at=ago(days_ago), **(given | more))


def ago(days: int) -> datetime:
    """This time of day where the council is, so many days ago: an hour of UTC may be of another day in summer."""
    return (clock.local(clock.now()) - timedelta(days=days)).astimezone(UTC)
