"""Actions of a period, for reports: what all staff can read of them, as they stood when it ended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, or_, select

from engage.core import clock
from engage.core.db import db
from engage.followup.models import ActionCarried, ActionItem, ActionUpdate
from engage.followup.rules import State, due_then, in_words, is_overdue, state_on


@dataclass(frozen=True)
class Line:
    """One action at the end of a period; `promised` and `ended`: whether it was so in the period."""

    id: int
    title: str
    state: State
    due_on: date
    overdue: bool
    promised: bool
    ended: bool
    words: str
    reason: str
    decided_by: str


@dataclass(frozen=True)
class Marked:
    """The states that were written of an action: the last one by the end, and whether it was promised meanwhile."""

    state: str = ""
    promised: bool = False


def stood(first: date, last: date, units: Collection[int] | None = None) -> Sequence[Line]:
    """Those that ran at the end of the period or ended in it, by their day: three statements.

    What is only proposed today is in no line: staff do not read it. Of some units those that are theirs.
    """
    rows = select(ActionItem).where(ActionItem.state != State.PROPOSED)
    rows = rows.where(or_(ActionItem.ended_on.is_(None), ActionItem.ended_on >= first))
    if units is not None:
        rows = rows.where(ActionItem.unit_id.in_(units))
    ids = rows.with_only_columns(ActionItem.id)
    marked, carried = _marked(ids, first, last), _carried(ids)
    found = (
        _line(row, marked.get(row.id, Marked()), carried.get(row.id, ()), first, last)
        for row in db.session.scalars(rows.order_by(ActionItem.due_on, ActionItem.id))
    )
    return [each for each in found if each.state not in (State.PROPOSED, State.DONE, State.CANNOT) or each.ended]


def _marked(ids: Select[int], first: date, last: date) -> Mapping[int, Marked]:
    rows = select(ActionUpdate.action_id, ActionUpdate.at, ActionUpdate.state).where(
        ActionUpdate.action_id.in_(ids), ActionUpdate.state != "", ActionUpdate.at < clock.begins(_after(last))
    )
    found: dict[int, Marked] = {}
    for action_id, at, state in db.session.execute(rows.order_by(ActionUpdate.at, ActionUpdate.id)):
        was = found.get(action_id, Marked()).promised
        found[action_id] = Marked(state, was or (state == State.AGREED and at >= clock.begins(first)))
    return found


def _carried(ids: Select[int]) -> Mapping[int, Sequence[tuple[date, date]]]:
    rows = select(ActionCarried.action_id, ActionCarried.on, ActionCarried.from_due)
    rows = rows.where(ActionCarried.action_id.in_(ids)).order_by(ActionCarried.on, ActionCarried.id)
    found: dict[int, list[tuple[date, date]]] = {}
    for action_id, on, from_due in db.session.execute(rows):
        found.setdefault(action_id, []).append((on, from_due))
    return found


def _line(row: ActionItem, marked: Marked, carried: Sequence[tuple[date, date]], first: date, last: date) -> Line:
    state = state_on(last, State(row.state), row.ended_on, marked.state)
    due_on = due_then(last, row.due_on, carried)
    return Line(
        row.id, row.title, state, due_on, is_overdue(state, due_on, last), marked.promised,
        row.ended_on is not None and first <= row.ended_on <= last,
        in_words(State(row.state), row.closed_how), row.reason, row.decided_by,
    )  # fmt: skip


def _after(last: date) -> date:
    return last + timedelta(days=1)
