"""Requests for a person's own data, and the copies that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.own_data import Held
from engage.core.paging import Page, cut
from engage.directory.models import Person
from engage.governance.models import DataRequest, ThirdPartyKept
from engage.governance.rules import requests as rules
from engage.governance.rules.requests import State
from engage.home.queries import held_about

PER_PAGE = 25


@dataclass(frozen=True)
class Marked:
    """What one kind of record says about others under one name; `key` is how a form names it."""

    key: str
    record: str
    name: str
    says: Sequence[str]


def known(typed: str) -> Person | None:
    """Whoever has this employee number or work e-mail address, those who have left too."""
    address = func.lower(Person.email) == typed.lower()
    rows = select(Person).where(or_(Person.employee_number == typed, address)).order_by(Person.id)
    return db.session.scalars(rows).first()


def every(page: int) -> Page[DataRequest]:
    """All requests: those that wait first, by the day they are due."""
    rows = select(DataRequest).options(joinedload(DataRequest.person))
    rows = rows.order_by(DataRequest.state != State.OPEN, DataRequest.due_on, DataRequest.id)
    return cut(rows, page, PER_PAGE)


def waiting() -> Sequence[DataRequest]:
    """Those that wait for an answer, the first due first."""
    rows = select(DataRequest).where(DataRequest.state == State.OPEN)
    return db.session.scalars(rows.order_by(DataRequest.due_on, DataRequest.id)).all()


def request(request_id: int) -> DataRequest:
    """One request with its person, or NotThere."""
    found = db.session.get(DataRequest, request_id, options=[joinedload(DataRequest.person)])
    if found is None:
        raise NotThere("There is no such request.")
    return found


def told_to(person_id: int) -> Sequence[DataRequest]:
    """What somebody is told of their requests: copies that wait in their account, and answers that take longer."""
    return db.session.scalars(_told_to(), {"person": person_id}).all()


@cache
def _told_to() -> Select[DataRequest]:
    longer = and_(DataRequest.state == State.OPEN, DataRequest.extended_at.is_not(None))
    told = or_(DataRequest.state == State.RELEASED, longer)
    return select(DataRequest).where(DataRequest.person_id == bindparam("person"), told).order_by(DataRequest.id)


def kept_in(request_id: int) -> Sequence[ThirdPartyKept]:
    """What stays in about others, and why."""
    rows = select(ThirdPartyKept).where(ThirdPartyKept.request_id == request_id)
    return db.session.scalars(rows.order_by(ThirdPartyKept.record, ThirdPartyKept.name)).all()


def answerable(person_id: int) -> Sequence[Held]:
    """The records that whoever answers may see: what only the person may see is not among them."""
    return [record for record in held_about(person_id) if not record.private]


def marked(records: Sequence[Held]) -> Sequence[Marked]:
    """Everything about others in these records, where there is any."""
    found = [
        Marked(f"{record.title}: {name}", record.title, name, rules.about_others(record.rows, name))
        for record in records
        for name in record.others
    ]
    return [each for each in found if each.says]


def redacted(records: Sequence[Held], kept: Sequence[ThirdPartyKept]) -> Sequence[Held]:
    """The same records without what is about others and was not kept in."""
    stays = {(each.record, each.name) for each in kept}
    return [
        Held(
            record.title, record.why,
            rules.redacted(
                record.rows, record.others, [name for name in record.others if (record.title, name) in stays]
            ),
            record.others, record.private,
        )
        for record in records
    ]  # fmt: skip


def copy_for(person_id: int, kept: Sequence[ThirdPartyKept]) -> Sequence[Held]:
    """The whole copy, for the person alone: what only they may see as their own page shows it, the rest redacted."""
    records = held_about(person_id)
    shown = iter(redacted([record for record in records if not record.private], kept))
    return [record if record.private else next(shown) for record in records]


def due_to_delete(at: datetime) -> Select[int]:
    """Requests that were closed long enough ago."""
    return select(DataRequest.id).where(DataRequest.closed_at < clock.months_after(at, -rules.KEPT_MONTHS))
