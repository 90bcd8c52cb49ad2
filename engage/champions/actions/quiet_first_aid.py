"""Noting contacts, and freezing years. Nothing here is written to the audit: it would tell who is talked to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, extract, func, select
from sqlalchemy.exc import IntegrityError

from engage.champions.models import FirstAidContact, FirstAidYear
from engage.champions.queries import quiet_first_aid as queries
from engage.champions.rules import quiet_first_aid as rules
from engage.core import clock
from engage.core.db import db
from engage.core.retention import whom


@dataclass(frozen=True)
class Noted:
    """A contact in the words of the fixed lists."""

    on: date
    unit_id: int | None
    theme: str
    pointed_to: str
    lasted: str


def note(noted: Noted, aider_id: int, once: str) -> None:
    """One contact; the same form sent twice, or two at once, is one."""
    if queries.sent_before(once) is not None:
        return
    row = FirstAidContact(aider_id=aider_id, once=once)
    change(row, noted)
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        return


def change(row: FirstAidContact, noted: Noted) -> None:
    """Other words from the lists."""
    row.on, row.unit_id, row.theme = noted.on, noted.unit_id, noted.theme
    row.pointed_to, row.lasted = noted.pointed_to, noted.lasted


def remove(row: FirstAidContact) -> None:
    """It was a mistake, or need not be kept."""
    db.session.delete(row)


def freeze(today: date) -> None:
    """Count whole years that are over, once, and store rounded numbers only; entries of later are not added."""
    year = extract("year", FirstAidContact.on)
    there = frozenset(int(each) for each in db.session.scalars(select(year).distinct()))
    frozen = frozenset(db.session.scalars(select(FirstAidYear.year).distinct()))
    for each in rules.whole_years(there, frozen, today):
        rows = select(FirstAidContact.theme, func.count()).where(year == each).group_by(FirstAidContact.theme)
        counted = dict(db.session.execute(rows).all())
        for theme in rules.THEMES:
            db.session.add(FirstAidYear(year=each, theme=theme, told=rules.told(counted.get(theme, 0))))
    db.session.flush()


PEOPLE = whom(FirstAidContact.id, FirstAidContact.aider_id)
UNITS = whom(FirstAidContact.id, FirstAidContact.unit_id)


def due(at: datetime) -> Select[int]:
    """Contacts of a year ago, of years that are counted."""
    return select(FirstAidContact.id).where(
        FirstAidContact.on <= clock.months_after(clock.local(at).date(), -rules.MONTHS_KEPT)
    )


def forget(ids: Sequence[int], at: datetime) -> None:
    """Delete contacts; whole years that are over are counted first."""
    freeze(clock.local(at).date())
    db.session.execute(delete(FirstAidContact).where(FirstAidContact.id.in_(ids)))
