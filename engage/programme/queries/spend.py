"""Spending on an item, line by line."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.db import db
from engage.programme.models import Spend


def lines(item_id: int) -> Sequence[Spend]:
    """The lines of an item, the newest day first."""
    rows = select(Spend).where(Spend.item_id == item_id).order_by(Spend.on.desc(), Spend.id.desc())
    return db.session.scalars(rows).all()
