"""Outputs by quarter and sessions of an item."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.programme.actions.items import held
from engage.programme.models import Output, Session
from engage.programme.queries import items as queries

ON = "plan session"
MOST_SESSIONS = 200


@dataclass(frozen=True)
class Planned:
    """A session as it is planned, or was held."""

    group: str
    starts_on: date | None
    ends_on: date | None
    cost_pence: int | None
    held_on: date | None


@dataclass(frozen=True)
class Cell:
    """What a quarter of the grid holds: its words, and when it was done. No words and not `there`: nothing."""

    text: str
    done_on: date | None = None
    there: bool = True


def set_quarters(item_id: int, version: int | None, cells: Mapping[date, Cell]) -> int:
    """Each of these quarters as it should be: at most one output a cell; others stay. How many changed."""
    row, plan = held(item_id, version)
    there: dict[date, list[Output]] = {}
    for output in queries.outputs(item_id):
        there.setdefault(output.quarter_on, []).append(output)
    changed = sum(_set(item_id, quarter, cell, there.get(quarter, [])) for quarter, cell in cells.items())
    if changed:
        row.version += 1
        db.session.flush()
        audit.record("change outputs", "plan item", item_id, plan=plan.id, count=changed)
    return changed


def _set(item_id: int, quarter: date, cell: Cell, there: list[Output]) -> bool:
    if not cell.there:
        for each in there:
            db.session.delete(each)
        return bool(there)
    if not there:
        db.session.add(Output(item_id=item_id, quarter_on=quarter, text=cell.text, done_on=cell.done_on))
        return True
    first, *rest = there
    if not rest and (first.text, first.done_on) == (cell.text, cell.done_on):
        return False
    for each in rest:
        db.session.delete(each)
    db.session.flush()
    first.text, first.done_on = cell.text, cell.done_on
    return True


def add_session(item_id: int, planned: Planned) -> Session:
    """One more session."""
    row, plan = held(item_id)
    if len(queries.sessions(row.id)) >= MOST_SESSIONS:
        raise Invalid(f"An item has at most {MOST_SESSIONS} sessions.")
    session = Session(item_id=item_id)
    _take(session, planned)
    db.session.add(session)
    db.session.flush()
    audit.record("create", ON, session.id, plan=plan.id)
    return session


def save_session(item_id: int, session_id: int, planned: Planned) -> None:
    """Another group, date or cost; or that it was held."""
    _, plan = held(item_id)
    _take(queries.session(item_id, session_id), planned)
    db.session.flush()
    audit.record("change", ON, session_id, plan=plan.id)


def remove_session(item_id: int, session_id: int) -> None:
    """Take a session away."""
    _, plan = held(item_id)
    db.session.delete(queries.session(item_id, session_id))
    db.session.flush()
    audit.record("delete", ON, session_id, plan=plan.id)


def _take(row: Session, planned: Planned) -> None:
    row.group, row.starts_on, row.ends_on = planned.group, planned.starts_on, planned.ends_on
    row.cost_pence, row.held_on = planned.cost_pence, planned.held_on
