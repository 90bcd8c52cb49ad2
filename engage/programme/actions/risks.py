"""Risks: written, changed, closed."""

from dataclasses import dataclass
from datetime import date

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.programme.models import Item, Risk
from engage.programme.queries import risks as queries
from engage.programme.rules.risks import MOST_EACH

ON = "item"


@dataclass(frozen=True)
class Words:
    """What is said of a risk."""

    what: str
    likelihood: int
    impact: int
    response: str
    owner_id: int | None
    closed: bool = False


def add(item: Item, words: Words) -> Risk:
    """A new one, open."""
    if len(queries.of_item(item.id)) >= MOST_EACH:
        raise Invalid(f"An item can have {MOST_EACH} risks.", ("what",))
    row = Risk(item_id=item.id)
    _take(row, words)
    db.session.add(row)
    db.session.flush()
    audit.record("add risk", ON, item.id)
    return row


def change(row: Risk, words: Words, today: date) -> None:
    """Other words or scores; closed from today, or open again."""
    _take(row, words)
    row.closed_on = (row.closed_on or today) if words.closed else None
    db.session.flush()
    audit.record("change risk", ON, row.item_id)


def _take(row: Risk, words: Words) -> None:
    row.what, row.likelihood, row.impact = words.what, words.likelihood, words.impact
    row.response, row.owner_id = words.response, words.owner_id
