"""What must be true of the data: each feature says so in its checks.py, and flask doctor asks.

A feature brings CHECKS, and KINDS where others refer to its things by a kind and an id without a foreign key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from engage.core.db import Base, db


@dataclass(frozen=True)
class Check:
    """One sentence that holds in every sound database, and how many rows offend against it; writes nothing."""

    name: str
    offending: Callable[[], int]
    grave: bool = True


def rows(table: type[Base], *conditions: ColumnElement[bool]) -> Callable[[], int]:
    """How many rows of a table meet all conditions."""
    return lambda: db.session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def gone(held: InstrumentedAttribute[Any], key: InstrumentedAttribute[Any], *conditions: ColumnElement[bool]) -> int:
    """How many references name nothing that is there."""
    there = select(key).where(key == held).exists()
    query = select(func.count()).select_from(held.class_).where(held.is_not(None), ~there, *conditions)
    return db.session.scalar(query) or 0
