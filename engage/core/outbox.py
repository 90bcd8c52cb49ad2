"""Effects that outlive a request: rows written in its transaction, done at least once by the worker."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import CheckConstraint, ColumnElement, Index, Select, String, Text, case, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from engage.core import audit, clock
from engage.core.beats import BEAT_FRESH as BEAT_FRESH
from engage.core.beats import beat as beat
from engage.core.beats import beating, held
from engage.core.beats import worker_is_alive as worker_is_alive
from engage.core.db import Model, UtcDateTime, db, transaction
from engage.core.meanwhile import meanwhile
from engage.core.retention import Kept, Rule, run_all

LEASE = timedelta(minutes=2)
# How often a lease is renewed while a handler runs, and how often at most: a handler that hangs is noticed.
RENEWED, RENEWALS = timedelta(seconds=30), 240
MAX_TRIES = 8
HOUR = 60 * 60
DAY = 24 * HOUR
DONE_KEPT, FAILED_KEPT = timedelta(days=30), timedelta(days=14)
# Read whenever it comes: an announcement's seven hundred mails must keep nobody waiting for a file, or for a code that
# says until when it is of use.
PATIENT = ("mail",)
# What stands in a row that was given up so long ago that nobody will try it again.
FORGOTTEN = ""


class OutboxRow(Model):
    """One effect to bring about; its payload is emptied once done, so that no address stays."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state_is_known"),
        CheckConstraint("tries >= 0", name="tries_not_negative"),
        Index("ix_outbox_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # From when on it helps nobody any more: it is given up then, and what it held is forgotten at once.
    useless_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(200), default="")

    def can_be_retried(self, at: datetime) -> bool:
        """Whether it was given up, still holds what it was for, and would still be of use."""
        in_time = self.useless_at is None or self.useless_at >= at
        return self.state == "failed" and self.payload != FORGOTTEN and in_time


Handler = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Schedule:
    """Something the worker does every so often."""

    name: str
    every: timedelta
    run: Callable[[], None]


@dataclass(frozen=True)
class Leased:
    """A row that this worker has for now."""

    id: int
    kind: str
    payload: str = field(repr=False)
    tries: int


class Unfinished(Exception):
    """A handler left its transaction open: what it wrote is undone, so that the mistake shows."""


@dataclass
class Registry:
    """What the worker can do; filled when the features are imported."""

    handlers: dict[str, Handler] = field(default_factory=dict)
    schedules: dict[str, Schedule] = field(default_factory=dict)


REGISTRY = Registry()


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register what brings about rows of this kind; it holds its own transactions, and must bear being run twice."""

    def register(work: Handler) -> Handler:
        REGISTRY.handlers[kind] = work
        return work

    return register


def schedule(name: str, seconds: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register what the worker does every so many seconds; it holds its own transaction."""

    def register(work: Callable[[], None]) -> Callable[[], None]:
        REGISTRY.schedules[name] = Schedule(name, timedelta(seconds=seconds), work)
        return work

    return register


def enqueue(
    kind: str, payload: dict[str, Any], due_at: datetime | None = None, useless_at: datetime | None = None
) -> OutboxRow:
    """Promise an effect in the transaction of the business act, until it would be useless."""
    if kind not in REGISTRY.handlers:
        raise KeyError(f"nothing handles outbox rows of kind {kind}")
    row = OutboxRow(kind=kind, payload=json.dumps(payload), due_at=due_at or clock.now(), useless_at=useless_at)
    db.session.add(row)
    return row


def run_due_schedules() -> int:
    """Run each schedule whose time has come; answers how many ran."""
    ran = 0
    for each in REGISTRY.schedules.values():
        with transaction():
            last = held(each.name)
            due = clock.now() - last.at >= each.every
            if due:
                last.at = clock.now()
        if due:
            _guarded(each.name, each.run)
            ran += 1
    return ran


def run_due_rows(limit: int = 50) -> int:
    """Do what is due, one row after the other; answers how many were done.

    Each is leased when its turn has come, so that a slow mail server uses up nobody else's lease.
    """
    done = 0
    for _ in range(limit):
        leased = _lease()
        if leased is None:
            break
        done += _do(leased)
    return done


def _lease() -> Leased | None:
    now = clock.now()
    with transaction():
        free = (OutboxRow.leased_until.is_(None)) | (OutboxRow.leased_until < now)
        late = (OutboxRow.state == "waiting") & (OutboxRow.useless_at < now) & free
        db.session.execute(update(OutboxRow).where(late).values(state="failed", problem="too late", payload=FORGOTTEN))
        # A row whose worker dies each time must not be tried for ever.
        deadly = update(OutboxRow).where(OutboxRow.state == "waiting", OutboxRow.tries >= MAX_TRIES, free)
        db.session.execute(deadly.values(state="failed", problem="the worker died", leased_until=None))
        due = (
            select(OutboxRow)
            .where(OutboxRow.state == "waiting", OutboxRow.due_at <= now, free)
            .order_by(_turn(), OutboxRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = db.session.scalar(due)
        if row is None:
            return None
        row.leased_until, row.tries = now + LEASE, row.tries + 1
        beating()
        return Leased(row.id, row.kind, row.payload, row.tries)


def _turn() -> ColumnElement[int]:
    """What somebody waits for at a page comes first."""
    return case((OutboxRow.kind.in_(PATIENT) & OutboxRow.useless_at.is_(None), 1), else_=0)


def _do(leased: Leased) -> int:
    """Run the handler while no transaction is open: mail waits for servers, and nobody else waits for it."""

    def renew() -> None:
        _note(leased, leased_until=clock.now() + LEASE)

    try:
        with meanwhile(renew, RENEWED.total_seconds(), RENEWALS):
            REGISTRY.handlers[leased.kind](json.loads(leased.payload))
        if db.session().in_transaction():
            raise Unfinished
    except Exception as error:  # whatever a handler raises must not stop the worker
        db.session.rollback()
        state = "failed" if leased.tries >= MAX_TRIES else "waiting"
        later = clock.now() + timedelta(seconds=15 * 2**leased.tries)
        _note(leased, state=state, problem=type(error).__name__, due_at=later, leased_until=None)
        return 0
    _note(leased, state="done", payload="{}", problem="", leased_until=None)
    return 1


def _note(leased: Leased, **values: Any) -> None:
    """What became of a row, and that the worker lives; not where another worker has leased the row since."""
    ours = (OutboxRow.id == leased.id) & (OutboxRow.state == "waiting") & (OutboxRow.tries == leased.tries)
    with transaction():
        db.session.execute(update(OutboxRow).where(ours).values(values))
        beating()


@dataclass(frozen=True)
class Tally:
    """How many rows of a kind are in a state, and since when the oldest was due."""

    kind: str
    state: str
    rows: int
    oldest_due: datetime


def tallies() -> Sequence[Tally]:
    """Each kind and state with its rows."""
    query = select(OutboxRow.kind, OutboxRow.state, func.count(), func.min(OutboxRow.due_at))
    grouped = query.group_by(OutboxRow.kind, OutboxRow.state).order_by(OutboxRow.kind, OutboxRow.state)
    return [Tally(*row) for row in db.session.execute(grouped)]


def failed(limit: int = 100) -> Sequence[OutboxRow]:
    """What was given up, the newest first."""
    query = select(OutboxRow).where(OutboxRow.state == "failed").order_by(OutboxRow.id.desc()).limit(limit)
    return db.session.scalars(query).all()


def failed_row(row_id: int) -> OutboxRow | None:
    """One row that was given up and can be tried again, or None."""
    row = db.session.get(OutboxRow, row_id)
    return row if row and row.can_be_retried(clock.now()) else None


def retry(row: OutboxRow) -> None:
    """Try a failed row again, from the administrator's page."""
    row.state, row.tries, row.due_at, row.leased_until = "waiting", 0, clock.now(), None
    audit.record("retry", "outbox", row.id, sort=row.kind)


def _due_done(at: datetime) -> Select[int]:
    return select(OutboxRow.id).where(OutboxRow.state == "done", OutboxRow.due_at < at - DONE_KEPT)


def _delete_done(ids: Sequence[int], at: datetime) -> None:
    db.session.execute(delete(OutboxRow).where(OutboxRow.id.in_(ids)))


def _due_failed(at: datetime) -> Select[int]:
    past = (OutboxRow.due_at < at - FAILED_KEPT) | (OutboxRow.useless_at < at)
    return select(OutboxRow.id).where(OutboxRow.state == "failed", past, OutboxRow.payload != FORGOTTEN)


def _empty_failed(ids: Sequence[int], at: datetime) -> None:
    db.session.execute(update(OutboxRow).where(OutboxRow.id.in_(ids)).values(payload=FORGOTTEN))


KEPT = (
    Rule(name="outbox-done", what="Mail and other work that was done: what kind, and when",
         how_long=f"{DONE_KEPT.days} days", then="deleted", due=_due_done, erase=_delete_done, secret=True),
    Kept("What it held (addresses, words)", "until it is done", "emptied at once"),
    # A hold finds it by its kind alone: whom it was for stands in its words. How many there are is told nowhere: it
    # would tell how many people a staff network has.
    Rule(name="outbox-given-up", what="What was given up: whom it was for, its words",
         how_long=f"{FAILED_KEPT.days} days, or until useless", then="emptied", due=_due_failed, erase=_empty_failed,
         secret=True),
    Kept("What could not be sent: that it failed, and when", "for good", "nothing: it holds no address and no words"),
)  # fmt: skip


@schedule("tidy outbox", seconds=HOUR)
def tidy() -> None:
    """Forget what is done after 30 days, and what given-up rows hold (names, addresses) after 14 or once useless."""
    run_all(KEPT, clock.now())


def _guarded(name: str, work: Callable[[], None]) -> None:
    try:
        with meanwhile(beat, RENEWED.total_seconds(), RENEWALS):
            work()
    except Exception as error:  # one schedule that fails must not stop the others
        db.session.rollback()
        current_app.logger.error("schedule", extra={"facts": {"name": name, "error": type(error).__name__}})
