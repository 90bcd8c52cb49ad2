"""Concerns that champions passed on: their own, and those that somebody leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import joinedload, selectinload

from engage.champions.models import Concern, ConcernCase
from engage.champions.queries import coverage
from engage.champions.rules.concerns import LARGE, CaseState, state_of
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Unit
from engage.directory.queries_networks import networks
from engage.directory.rules.networks import NetworkKind

EACH = 20


@dataclass(frozen=True)
class OwnConcern:
    """A concern of one champion's, as their desk shows it."""

    id: int
    title: str
    state: str
    passed_on: date
    due_on: date
    answer: str


def own(person_id: int, open_only: bool = False) -> Sequence[OwnConcern]:
    """What somebody passed on, or took over from whoever stepped down, the newest first; open: not told yet."""
    rows = _own(person_id)
    if open_only:
        rows = rows.where(Concern.told_on.is_(None))
    return [
        OwnConcern(
            id=row.id, title=row.title, state=state_of(row.case.state, row.told_on), passed_on=row.passed_on,
            due_on=row.case.due_on, answer=row.case.answer,
        )
        for row in db.session.scalars(rows)
    ]  # fmt: skip


def is_theirs(person_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """Concerns that somebody passed on or took over."""
    return or_(Concern.author_id == person_id, Concern.teller_id == person_id)


def _own(person_id: int) -> Select[Concern]:
    rows = select(Concern).where(is_theirs(person_id)).options(joinedload(Concern.case).joinedload(ConcernCase.theme))
    return rows.options(joinedload(Concern.unit)).order_by(Concern.passed_on.desc(), Concern.id.desc())


def own_page(person_id: int, number: int) -> Page[Concern]:
    """A page of the same, as rows."""
    return cut(_own(person_id), number, EACH)


def own_one(concern_id: int, person_id: int) -> Concern:
    """One of somebody's own; for everybody else it is not there."""
    row = db.session.scalar(_own(person_id).where(Concern.id == concern_id))
    if row is None:
        raise NotThere
    return row


def to_tell(person_id: int) -> Sequence[Concern]:
    """Answered concerns that this person has not told yet, the oldest answer first."""
    return db.session.scalars(_to_tell(), {"person": person_id}).all()


@cache
def _to_tell() -> Select[Concern]:
    mine = (Concern.teller_id == bindparam("person")) & Concern.told_on.is_(None)
    return (
        select(Concern)
        .join(ConcernCase, ConcernCase.id == Concern.case_id)
        .where(mine, ConcernCase.state == CaseState.ANSWERED)
        .options(joinedload(Concern.case))
        .order_by(ConcernCase.answered_on, Concern.id)
        .limit(3)
    )


def sent_before(once: str, person_id: int) -> Concern | None:
    """The concern that the same form made already."""
    return db.session.scalar(select(Concern).where(Concern.once == once, Concern.author_id == person_id))


def concern(concern_id: int) -> Concern | None:
    """One in any state, with its case."""
    return db.session.scalar(select(Concern).where(Concern.id == concern_id).options(joinedload(Concern.case)))


def place_of(unit_id: int) -> str:
    """The service that stands for a unit where others may read it: at least ten people; else nothing."""
    found = networks([NetworkKind.CHAMPIONS])
    if not found:
        return ""
    groups = coverage.groups(found[0])
    stands = groups.stands_in.get(unit_id)
    if stands is None or groups.people.get(stands, 0) < LARGE:
        return ""
    return db.session.get_one(Unit, stands).name


def with_all() -> Select[ConcernCase]:
    """Cases with everything that their pages show: one statement, and one for the concerns."""
    return select(ConcernCase).options(
        joinedload(ConcernCase.theme),
        joinedload(ConcernCase.lead),
        selectinload(ConcernCase.concerns).options(
            joinedload(Concern.unit), joinedload(Concern.author), joinedload(Concern.teller)
        ),
    )


def led(person_id: int, number: int) -> Page[ConcernCase]:
    """A page of the cases that somebody leads, what is open first."""
    rows = with_all().where(ConcernCase.lead_id == person_id)
    return cut(rows.order_by(ConcernCase.state == CaseState.ANSWERED, ConcernCase.due_on, ConcernCase.id), number, EACH)


def led_one(case_id: int, person_id: int) -> ConcernCase:
    """One that this person leads; for everybody else it is not there."""
    row = db.session.scalar(with_all().where(ConcernCase.id == case_id, ConcernCase.lead_id == person_id))
    if row is None:
        raise NotThere
    return row


def waiting_for_lead(person_id: int) -> Sequence[ConcernCase]:
    """Cases that somebody leads and has proposed nothing for, the most urgent first."""
    return db.session.scalars(_waiting_for_lead(), {"person": person_id}).all()


@cache
def _waiting_for_lead() -> Select[ConcernCase]:
    waits = (ConcernCase.state == CaseState.WITH_LEAD) & (ConcernCase.proposal == "")
    rows = select(ConcernCase).where(ConcernCase.lead_id == bindparam("person"), waits)
    return rows.order_by(ConcernCase.due_on, ConcernCase.id).limit(3)


def published(number: int) -> Page[ConcernCase]:
    """A page of what all staff may read, the newest first."""
    rows = select(ConcernCase).where(ConcernCase.published_at.is_not(None)).options(joinedload(ConcernCase.theme))
    return cut(rows.order_by(ConcernCase.published_at.desc(), ConcernCase.id.desc()), number, EACH)


def published_one(case_id: int) -> ConcernCase:
    """One of these."""
    row = db.session.scalar(select(ConcernCase).where(ConcernCase.id == case_id, ConcernCase.published_at.is_not(None)))
    if row is None:
        raise NotThere
    return row


def published_since(at: datetime) -> Sequence[ConcernCase]:
    """The newest of these, where it is newer than that."""
    return db.session.scalars(_published_since(), {"at": at}).all()


@cache
def _published_since() -> Select[ConcernCase]:
    rows = select(ConcernCase).where(ConcernCase.published_at > bindparam("at"))
    return rows.order_by(ConcernCase.published_at.desc(), ConcernCase.id.desc()).limit(1)
