"""Money spent, line by line; a correction is a negative line."""

from datetime import date, datetime

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Invalid
from engage.programme.models import Item, Spend
from engage.programme.queries import spend as queries

MOST_LINES = 1000


def add(item: Item, on: date, pence: int, said: str, by_id: int, at: datetime) -> Spend:
    """One more line; a negative one says what it corrects."""
    if pence < 0 and not said:
        raise Invalid("Say what a negative amount corrects.", ("note",))
    if on > clock.local(at).date():
        raise Invalid("Money is spent today or earlier.", ("on",))
    if len(queries.lines(item.id)) >= MOST_LINES:
        raise Invalid(f"An item can have {MOST_LINES} lines.", ("note",))
    row = Spend(item_id=item.id, on=on, pence=pence, note=said, by_id=by_id, at=at)
    db.session.add(row)
    db.session.flush()
    audit.record("add spending", "item", item.id, pence=pence)
    return row
