"""What could not be done: tried again, or given up for good with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from engage.core import audit, clock
from engage.core.db import db, fetch
from engage.core.outbox import FORGOTTEN, OutboxRow

GIVEN_UP = "Given up: "
LONGEST_REASON = 150


@dataclass(frozen=True)
class Failure:
    """How many rows of a kind went wrong in one way, and how many of them can be tried again."""

    kind: str
    problem: str
    rows: int
    open: int


def failures() -> Sequence[Failure]:
    """What went wrong, by kind and cause: counts, never whom it was for."""
    still = func.count().filter(_open())
    query = (
        select(OutboxRow.kind, OutboxRow.problem, func.count(), still)
        .where(OutboxRow.state == "failed")
        .group_by(OutboxRow.kind, OutboxRow.problem)
        .order_by(OutboxRow.kind, OutboxRow.problem)
    )
    return [Failure(*row) for row in db.session.execute(query)]


def left_over() -> int:
    """How many rows of any kind failed and can be tried again."""
    return db.session.scalar(select(func.count()).select_from(OutboxRow).where(_open())) or 0


def how_many(kind: str) -> int:
    """How many rows of a kind failed and can be tried again."""
    return db.session.scalar(select(func.count()).select_from(OutboxRow).where(OutboxRow.kind == kind, _open())) or 0


def retry_all(kind: str) -> int:
    """Try all of a kind again; how many they are."""
    again = update(OutboxRow).where(OutboxRow.kind == kind, _open())
    count = fetch(again.values(state="waiting", tries=0, due_at=clock.now(), leased_until=None)).rowcount
    if count:
        audit.record("retry all", "outbox", sort=kind, count=count)
    return count


def give_up(row: OutboxRow, reason: str) -> None:
    """Nobody will try it again: what it held is forgotten, the reason stays."""
    row.payload, row.problem = FORGOTTEN, _reason(reason)
    db.session.flush()
    audit.record("give up", "outbox", row.id, sort=row.kind)


def give_up_all(kind: str, reason: str) -> int:
    """The same for all of a kind; how many they are."""
    count = fetch(
        update(OutboxRow).where(OutboxRow.kind == kind, _open()).values(payload=FORGOTTEN, problem=_reason(reason))
    ).rowcount
    if count:
        audit.record("give up all", "outbox", sort=kind, count=count)
    return count


def _reason(reason: str) -> str:
    return GIVEN_UP + " ".join(reason.split())[:LONGEST_REASON]


def _open() -> ColumnElement[bool]:
    """As OutboxRow.can_be_retried, for the database."""
    in_time = or_(OutboxRow.useless_at.is_(None), OutboxRow.useless_at >= clock.now())
    return and_(OutboxRow.state == "failed", OutboxRow.payload != FORGOTTEN, in_time)
