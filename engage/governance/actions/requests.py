"""Taking a request for data, deciding what stays in about others, releasing the copy, and closing it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import delete

from engage.core import audit, clock, mail
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, Refused
from engage.core.own_data import Held
from engage.governance.models import DataRequest, ThirdPartyKept
from engage.governance.queries import requests as queries
from engage.governance.rules.requests import (
    MONTHS_EXTENDED,
    MOST_NOTE,
    MOST_REASON,
    OLDEST_YEARS,
    State,
    due_on,
    may_answer,
    may_become,
    may_extend,
)

KIND = "data request"
OWN = "You cannot answer your own request. Another administrator decides what is about others."
MOVED = "Somebody has changed this request in the meantime. Nothing was changed. Reload it and look again."
TOO_LATE = "A request can be extended once, while it waits, and not after the day it was due. Nothing was changed."
LONGER = "Your request for what we hold about you takes longer"
CLOSED = "This request is closed. Nothing was changed."


def take(person_id: int, received_on: date, note: str, at: datetime, by_id: int | None) -> DataRequest:
    """Write down a request; it is due one calendar month after it came."""
    today = clock.local(at).date()
    _refuse_own(by_id, person_id)
    if received_on > today:
        raise Invalid("The request cannot have come on a day that is still to come.")
    if received_on < clock.months_after(today, -12 * OLDEST_YEARS):
        raise Invalid("Enter the day it came: this one is more than two years ago.")
    if len(note) > MOST_NOTE:
        raise Invalid(f"Use at most {MOST_NOTE:,} characters for the note.")
    due = due_on(received_on, lambda day: clock.months_after(day, 1))
    row = DataRequest(
        person_id=person_id, received_on=received_on, due_on=due,
        note=note, made_at=at, made_by_id=by_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record("take", KIND, row.id)
    return row


def keep_in(row: DataRequest, keys: Collection[str], reason: str, by_id: int | None) -> int:
    """What is about others and stays in, with the reason; all else is taken out. Answers how many stay in."""
    _refuse_own(by_id, row.person_id)
    if row.state != State.OPEN:
        raise Conflict("This request is answered already. Nothing was changed.")
    offered = {each.key: each for each in queries.marked(queries.answerable(row.person_id))}
    if set(keys) - offered.keys():
        raise Invalid("Choose from what is listed. It may have changed: reload the page and look again.")
    if keys and (not reason.strip() or len(reason) > MOST_REASON):
        raise Invalid(f"Say why it may stay in, in at most {MOST_REASON} characters.")
    db.session.execute(delete(ThirdPartyKept).where(ThirdPartyKept.request_id == row.id))
    for key in sorted(set(keys)):
        each = offered[key]
        db.session.add(ThirdPartyKept(request_id=row.id, record=each.record, name=each.name, reason=reason.strip()))
    db.session.flush()
    audit.record("decide about others", KIND, row.id, stays=len(set(keys)))
    return len(set(keys))


def extend(row: DataRequest, why: str, at: datetime, by_id: int | None) -> None:
    """Two more months, once and in time; the person is told why, by mail where they have an address."""
    _refuse_own(by_id, row.person_id)
    if not why.strip() or len(why) > MOST_REASON:
        raise Invalid(f"Say why it takes longer, in at most {MOST_REASON} characters.")
    if not may_extend(State(row.state), row.extended_at is not None, row.due_on, clock.local(at).date()):
        raise Conflict(TOO_LATE)
    row.due_on = longer(row)
    row.extended_at, row.extended_why = at, why.strip()
    flush_or(Conflict(MOVED))
    audit.record("extend", KIND, row.id)
    if row.person.email:
        name = row.person.known_as or row.person.first_name
        mail.send(row.person.email, LONGER, "data_request_extended.txt", name=name, row=row)


def longer(row: DataRequest) -> date:
    """Until when it may take where it is extended."""
    return due_on(row.received_on, lambda day: clock.months_after(day, MONTHS_EXTENDED))


def make_file(row: DataRequest, by_id: int | None) -> Sequence[Held]:
    """The copy for whoever answers: without what only the person may see, and without what is about others."""
    _refuse_own(by_id, row.person_id)
    if row.state == State.CLOSED:
        raise Conflict(CLOSED)
    audit.record("make file", KIND, row.id)
    return queries.redacted(queries.answerable(row.person_id), queries.kept_in(row.id))


def release(row: DataRequest, at: datetime, by_id: int | None) -> None:
    """Put the whole copy into the person's own account."""
    _move(row, State.RELEASED, by_id)
    row.released_at = at
    flush_or(Conflict(MOVED))
    audit.record("release", KIND, row.id)


def close(row: DataRequest, outcome: str, at: datetime, by_id: int | None) -> None:
    """Nothing more is to be done; the outcome says what was."""
    if not outcome.strip() or len(outcome) > MOST_NOTE:
        raise Invalid(f"Say what became of it, in at most {MOST_NOTE:,} characters.")
    _move(row, State.CLOSED, by_id)
    row.closed_at, row.outcome = at, outcome.strip()
    flush_or(Conflict(MOVED))
    audit.record("close", KIND, row.id)


def fetch(row: DataRequest, person_id: int) -> Sequence[Held]:
    """The whole copy, made anew for its person."""
    if row.person_id != person_id or row.state != State.RELEASED:
        raise Conflict("This copy is no longer here.")
    audit.record("download", KIND, row.id)
    return queries.copy_for(person_id, queries.kept_in(row.id))


def delete_closed(ids: Sequence[int], at: datetime) -> None:
    """Delete requests whose time is over, with what was decided."""
    db.session.execute(delete(ThirdPartyKept).where(ThirdPartyKept.request_id.in_(ids)))
    db.session.execute(delete(DataRequest).where(DataRequest.id.in_(ids)))
    audit.record("delete old", KIND, count=len(ids))


def _move(row: DataRequest, wanted: State, by_id: int | None) -> None:
    _refuse_own(by_id, row.person_id)
    if not may_become(State(row.state), wanted):
        raise Conflict(MOVED)
    row.state = wanted


def _refuse_own(by_id: int | None, person_id: int) -> None:
    if not may_answer(by_id, person_id):
        raise Refused(OWN)
