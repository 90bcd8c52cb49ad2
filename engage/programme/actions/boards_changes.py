"""The change log: what a change of dates or scope was, what it is, and why."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from engage.core.db import abandon, db
from engage.core.formatting import day
from engage.programme.models import Item, ItemChange
from engage.programme.rules.kinds import ChangeKind

MOST_WHAT, MOST_SAID, MOST_REASON = 240, 500, 1000


def note(
    item: Item, kind: ChangeKind, what: str, was: str, becomes: str, reason: str, by_id: int | None, at: datetime
) -> ItemChange:
    """One line of the log, in the transaction of the change."""
    row = ItemChange(
        plan_id=item.plan_id, item_id=item.id, at=at, by_id=by_id, kind=kind, what=what[:MOST_WHAT],
        was=was[:MOST_SAID], becomes=becomes[:MOST_SAID], reason=reason[:MOST_REASON],
    )  # fmt: skip
    db.session.add(row)
    return row


def days(value: date | None) -> str:
    """A date as the log shows it."""
    return day(value)


def write_or(told: Exception) -> None:
    """Write; where somebody else was first, drop what is half done and say so."""
    try:
        db.session.flush()
    except (IntegrityError, StaleDataError) as error:
        abandon()
        raise told from error
