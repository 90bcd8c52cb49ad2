"""Whom a round is about, as the OD team sees it: how far each list is and who coaches, never who has answered."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from engage.core import clock
from engage.core.db import db
from engage.core.paging import Page, cut
from engage.directory.models import Person
from engage.directory.queries_accounts import names
from engage.values.models import FeedbackSubject


def subjects(round_id: int, number: int) -> Page[FeedbackSubject]:
    """A page of them by surname."""
    rows = (
        select(FeedbackSubject)
        .join(Person, Person.id == FeedbackSubject.person_id)
        .where(FeedbackSubject.round_id == round_id)
        .options(joinedload(FeedbackSubject.person))
        .order_by(func.lower(Person.surname), func.lower(Person.first_name), Person.id)
    )
    return cut(rows, number)


def already(round_id: int) -> frozenset[int]:
    """Everybody whom it is about."""
    rows = select(FeedbackSubject.person_id).where(FeedbackSubject.round_id == round_id)
    return frozenset(db.session.scalars(rows))


def coaches(people: Sequence[FeedbackSubject]) -> dict[int, str]:
    """The names of those who coach them."""
    return names([each.coach_id for each in people if each.coach_id])


def coaches_gone(people: Sequence[FeedbackSubject]) -> frozenset[int]:
    """Those of their coaches who do not work here any more: somebody else may take over."""
    coached = [each.coach_id for each in people if each.coach_id]
    rows = select(Person.id).where(Person.id.in_(coached), Person.leaves_on < clock.today())
    return frozenset(db.session.scalars(rows)) if coached else frozenset()
