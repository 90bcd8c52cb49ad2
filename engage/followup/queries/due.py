"""What the worker looks for: lead officers to be asked, and actions kept long enough."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select

from engage.core import clock
from engage.core.db import db
from engage.core.retention import whom
from engage.directory.models import Person
from engage.directory.queries_finding import here_today
from engage.followup.models import ActionCarried, ActionConfirmation, ActionItem, ActionUpdate
from engage.followup.queries.manage import is_quiet
from engage.followup.rules import AT_WORK, ENDED, MONTHS_KEPT, MONTHS_NAMED, SOON_DAYS, quiet_since

# Whom and which unit an action concerns: a legal hold of them keeps it.
PEOPLE = (
    *whom(ActionItem.id, ActionItem.lead_id), *whom(ActionUpdate.action_id, ActionUpdate.by_id),
    *whom(ActionCarried.action_id, ActionCarried.by_id),
    *whom(ActionConfirmation.action_id, ActionConfirmation.person_id),
)  # fmt: skip
UNITS = whom(ActionItem.id, ActionItem.unit_id, ActionItem.lead_unit_id)


def quiet(today: date) -> ColumnElement[bool]:
    """Nobody wrote of it for so long, and its lead officer was not asked lately."""
    return and_(is_quiet(today), or_(ActionItem.asked_on.is_(None), ActionItem.asked_on < quiet_since(today)))


def soon(today: date) -> ColumnElement[bool]:
    """It is due soon, and its lead officer was not reminded of that day."""
    told = and_(ActionItem.reminded_of.is_not(None), ActionItem.reminded_of == ActionItem.due_on)
    coming = and_(ActionItem.due_on >= today, ActionItem.due_on <= today + timedelta(days=SOON_DAYS))
    return and_(ActionItem.state.in_(AT_WORK), coming, ~told)


def leads_to_ask(today: date) -> Sequence[int]:
    """The lead officers who work here and owe a word."""
    rows = select(ActionItem.lead_id).join(Person, Person.id == ActionItem.lead_id).where(
        here_today(), or_(quiet(today), soon(today)))  # fmt: skip
    return sorted({each for each in db.session.scalars(rows) if each is not None})


def of_lead(person_id: int, which: ColumnElement[bool]) -> Sequence[ActionItem]:
    """Their actions of that kind, held until this transaction ends: two workers ask once."""
    rows = select(ActionItem).where(ActionItem.lead_id == person_id, which).order_by(ActionItem.due_on, ActionItem.id)
    return db.session.scalars(rows.with_for_update().execution_options(populate_existing=True)).all()


def _ended_before(months: int, at: datetime) -> ColumnElement[bool]:
    day = clock.months_after(clock.local(at).date(), -months)
    return and_(ActionItem.state.in_(ENDED), ActionItem.ended_on < day)


def to_unname(at: datetime) -> Select[int]:
    """Actions that ended so long ago that names go from them, and that still hold some."""
    wrote = select(ActionUpdate.action_id).where(ActionUpdate.by_id.is_not(None))
    carried = select(ActionCarried.action_id).where(ActionCarried.by_id.is_not(None))
    said = select(ActionConfirmation.action_id)
    named = or_(ActionItem.lead_id.is_not(None), *(ActionItem.id.in_(each) for each in (wrote, carried, said)))
    return select(ActionItem.id).where(_ended_before(MONTHS_NAMED, at), named)


def to_delete(at: datetime) -> Select[int]:
    """Actions that have been kept long enough."""
    return select(ActionItem.id).where(_ended_before(MONTHS_KEPT, at))
