"""Consultations of a period, for reports: what was asked and what changed, as all who were asked can read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select

from engage.consultation.models import Answer, Consultation
from engage.consultation.rules import Decision, State
from engage.core import clock
from engage.core.db import db


@dataclass(frozen=True)
class Answered:
    """A consultation that was answered: how many themes, and in how many something changed."""

    consultation_id: int
    title: str
    themes: int
    changed: int


@dataclass(frozen=True)
class Asked:
    """How many consultations opened and closed."""

    opened: int
    closed: int


def asked(first: date, last: date) -> Asked:
    """Those of a period: one statement."""
    begins, ends = clock.begins(first), clock.begins(last + timedelta(days=1))
    opened = (Consultation.opens_at >= begins) & (Consultation.opens_at < ends) & (Consultation.state != State.DRAFT)
    closed = (Consultation.closed_at >= begins) & (Consultation.closed_at < ends)
    return Asked(*db.session.execute(select(func.count(case((opened, 1))), func.count(case((closed, 1))))).one())


def answered(first: date, last: date) -> Sequence[Answered]:
    """Those answered in a period, in that order: one statement."""
    begins, ends = clock.begins(first), clock.begins(last + timedelta(days=1))
    rows = (
        select(
            Consultation.id, Consultation.title, func.count(Answer.theme_id),
            func.count(case((Answer.decision == Decision.CHANGED, 1))),
        )
        .outerjoin(Answer, Answer.consultation_id == Consultation.id)
        .where(Consultation.state == State.ANSWERED)
        .where(Consultation.answered_at >= begins, Consultation.answered_at < ends)
        .group_by(Consultation.id, Consultation.title, Consultation.answered_at)
        .order_by(Consultation.answered_at, Consultation.id)
    )  # fmt: skip
    return [Answered(*row) for row in db.session.execute(rows)]


def unanswered(on: date) -> Sequence[tuple[int, str]]:
    """Consultations that had been closed for more than 60 days by a day and were not answered by then."""
    late = clock.begins(on - timedelta(days=60))
    rows = (
        select(Consultation.id, Consultation.title)
        .where(Consultation.closed_at < late)
        .where(Consultation.answered_at.is_(None) | (Consultation.answered_at > clock.begins(on + timedelta(days=1))))
        .order_by(Consultation.closed_at, Consultation.id)
    )
    return [(number, title) for number, title in db.session.execute(rows)]
