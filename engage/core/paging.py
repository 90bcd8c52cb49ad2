"""Pages of a long list, counted once and cut by the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, func, select

from engage.core.db import db

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows and where it stands."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))


def cut(query: Select[Row], number: int, size: int = 50) -> Page[Row]:
    """Page `number` (from 1) of an ordered query: two statements, however many rows."""
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(max(1, number), max(1, -(-total // size)))
    rows: Sequence[Row] = db.session.scalars(query.limit(size).offset((number - 1) * size)).all()
    return Page(rows, number, size, total)
