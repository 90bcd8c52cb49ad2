"""Risks of an item."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory import queries_finding as finding
from engage.programme.models import BoardReader, Item, Risk
from engage.programme.queries.boards import GREATEST, names_of


def risk(risk_id: int) -> Risk:
    """One risk, or NotThere."""
    row = db.session.get(Risk, risk_id) if risk_id < GREATEST else None
    if row is None:
        raise NotThere("That risk is not there, or no longer.")
    return row


def of_item(item_id: int) -> Sequence[tuple[Risk, str]]:
    """Those of an item with their owners' names, the open and worst first: two statements."""
    rows = select(Risk).where(Risk.item_id == item_id)
    rows = rows.order_by(Risk.closed_on.is_not(None), (Risk.likelihood * Risk.impact).desc(), Risk.id)
    found = db.session.scalars(rows).all()
    names = names_of(sorted({row.owner_id for row in found if row.owner_id}))
    return [(row, names.get(row.owner_id or 0, "")) for row in found]


def owners(item: Item, now: int | None) -> dict[int, str]:
    """Who can own a risk of an item: its lead officer, the readers of its board, and whoever does; who work here."""
    readers = db.session.scalars(select(BoardReader.person_id).where(BoardReader.board_id == item.board_id)).all()
    here = finding.here([each for each in (item.lead_id, *readers) if each])
    found = {each.id: each.name for each in here}
    return found | (names_of([now]) if now and now not in found else {})
