"""Champions and concerns of a period, for reports: whole numbers of the council, and who is appointed where."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select

from engage.champions.models import Concern, ConcernCase
from engage.champions.rules.concerns import CaseState
from engage.core.db import db
from engage.directory.models import Appointment


@dataclass(frozen=True)
class Passed:
    """Concerns that were passed on in a period, and those of any time that were answered in it, and in time."""

    came: int
    answered: int
    in_time: int
    published: int


def appointed(network_ids: Collection[int], on: date, units: Collection[int] | None = None) -> dict[int, int]:
    """How many people were appointed to each network on a day, by the unit they were appointed from: one statement."""
    rows = (
        select(Appointment.network_id, func.count())
        .where(Appointment.network_id.in_(network_ids), Appointment.started_on <= on)
        .where(Appointment.ended_on.is_(None) | (Appointment.ended_on > on))
        .group_by(Appointment.network_id)
        .order_by(Appointment.network_id)
    )
    if units is not None:
        rows = rows.where(Appointment.unit_id.in_(units))
    return dict(db.session.execute(rows).all())


def passed_on(first: date, last: date) -> Passed:
    """Concerns of a period: two statements. A case of several concerns counts each of them."""
    came = db.session.scalar(select(func.count()).select_from(Concern).where(Concern.passed_on.between(first, last)))
    in_time = case((ConcernCase.answered_on <= Concern.promised_on, 1))
    published = case((ConcernCase.published_at.is_not(None), 1))
    row = db.session.execute(
        select(func.count(Concern.id), func.count(in_time), func.count(published))
        .select_from(Concern)
        .join(ConcernCase, ConcernCase.id == Concern.case_id)
        .where(ConcernCase.state == CaseState.ANSWERED, ConcernCase.answered_on.between(first, last))
    ).one()
    return Passed(came or 0, *row)


def overdue(on: date) -> int:
    """How many cases had passed the day they were due on, and were not answered by then."""
    rows = select(func.count()).select_from(ConcernCase).where(ConcernCase.due_on < on)
    rows = rows.where(ConcernCase.answered_on.is_(None) | (ConcernCase.answered_on > on))
    first = select(func.min(Concern.passed_on)).where(Concern.case_id == ConcernCase.id).scalar_subquery()
    return db.session.scalar(rows.where(first <= on)) or 0


def published(first: date, last: date) -> Sequence[tuple[int, str]]:
    """The answers of a period that all staff read: number and title, in the order of their days."""
    rows = (
        select(ConcernCase.id, ConcernCase.published_title)
        .where(ConcernCase.published_at.is_not(None), ConcernCase.answered_on.between(first, last))
        .order_by(ConcernCase.answered_on, ConcernCase.id)
        .limit(20)
    )
    return [(number, title) for number, title in db.session.execute(rows)]
