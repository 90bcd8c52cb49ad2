"""The record of who did what to which thing: ids and acts, never a text, an answer or a name.

Acts are written last, just before their transaction commits: until then nobody else waits for the end of the chain.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import CheckConstraint, Index, String, Text, event, func, insert, select, text, update
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from engage.core import clock
from engage.core.audit_chain import BEGINNING, act_digest, head_seal
from engage.core.db import Model, UtcDateTime, db

# As long as the final reports that the acts led to.
YEARS_KEPT = 7
Fact = str | int | bool | None
# Facts that may be words: codes, digests and states. Every other fact is a number or yes and no.
WORDS = frozenset(
    "about block decision digest document kept kind on promise questionnaire release relation role section sha256 sort "
    "stage then to was what why".split()
)
A_CODE, AN_ID = re.compile(r"[a-z0-9][a-z0-9 _.:-]{0,79}|"), re.compile(r"[A-Za-z0-9_.:-]{0,40}")
ONE = 1
# By how many numbers an act may stand apart from its time, where the clocks of two servers differ.
NEARLY = 1000
PENDING = "audit pending"
NEW_HEAD = text(
    "INSERT INTO audit_head (id, last_id, acts, digest, seal) VALUES (1, 0, 0, :digest, '') ON CONFLICT DO NOTHING"
)


class AuditEvent(Model):
    """One act; written once, never changed. Its digest takes in the one before it."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_act", "act", "id"),
        Index("ix_audit_event_kind", "kind", "id"),
        # A rare act of a frequent kind, or the other way round: by one of the two alone it would read half of the log.
        Index("ix_audit_event_kind_act", "kind", "act", "id"),
        Index("ix_audit_event_object", "object_id", "id"),
        Index("ix_audit_event_actor", "actor_id", "id"),
        Index("ix_audit_event_at", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    act: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(40), default="")
    facts: Mapped[str] = mapped_column(Text, default="{}")
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class AuditHead(Model):
    """Where the log ends: without it, acts taken from the end would leave a whole chain."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="there_is_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    last_id: Mapped[int]
    acts: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))


class AuditCheckpoint(Model):
    """That acts up to a number were deleted by rule: how many so far, and the digest that the first one left follows.

    The database lets nothing be deleted that no checkpoint names.
    """

    __tablename__ = "audit_checkpoint"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    up_to: Mapped[int]
    acts: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Pending:
    """An act that waits for the commit of its transaction, and the savepoint that it hangs on."""

    root: SessionTransaction | None
    savepoint: SessionTransaction | None
    values: dict[str, Any]


def init_app(app: Flask, who: Callable[[], int | None]) -> None:
    """Tell the record how to find the person acting."""
    app.extensions["audit_who"] = who


def record(act: str, kind: str, object_id: int | str = "", **facts: Fact) -> None:
    """Write down an act in the transaction that does it."""
    record_in(db.session(), act, kind, object_id, **facts)


def record_in(own: Session, act: str, kind: str, object_id: int | str = "", **facts: Fact) -> None:
    """The same in a session of its own, for what must be kept whatever becomes of the request."""
    values = {
        "actor_id": current_app.extensions["audit_who"](),
        "act": act,
        "kind": kind,
        "object_id": _an_id(object_id),
        "facts": json.dumps({name: _a_fact(name, value) for name, value in facts.items()}, sort_keys=True),
    }
    if not own.in_transaction():
        own.begin()
    own.info.setdefault(PENDING, []).append(Pending(own.get_transaction(), own.get_nested_transaction(), values))


def _an_id(object_id: int | str) -> str:
    found = str(object_id)
    if not AN_ID.fullmatch(found):
        raise ValueError("the audit log names things by their id, never by words")
    return found


def _a_fact(name: str, value: Fact) -> Fact:
    if isinstance(value, str) and not (name in WORDS and A_CODE.fullmatch(value)):
        raise ValueError(f"the audit log holds numbers and codes: {name} is neither")
    return str(value) if isinstance(value, str) else value


@event.listens_for(Session, "after_soft_rollback")
def _undone(session: Session, undone: SessionTransaction) -> None:
    """What a savepoint undid was not done."""
    waiting: list[Pending] = session.info.get(PENDING, [])
    session.info[PENDING] = [each for each in waiting if not (each.root is undone or _inside(each.savepoint, undone))]


def _inside(savepoint: SessionTransaction | None, undone: SessionTransaction) -> bool:
    while savepoint is not None and savepoint is not undone:
        savepoint = savepoint.parent
    return savepoint is not None


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    """Chain what waits to the end of the log. Its row is locked, so that two writers follow one another."""
    if PENDING not in session.info or session.in_nested_transaction():
        return
    root = session.get_transaction()
    waiting = [each.values for each in session.info.pop(PENDING) if each.root is root]
    if waiting:
        session.flush()
        append(session, waiting)


def append(session: Session, waiting: Sequence[dict[str, Any]]) -> None:
    """Chain these acts to the end of the log, in their order: three statements."""
    secret: str = current_app.extensions["settings"].audit_secret
    last_id, acts, digest = locked_head(session)
    rows = []
    # The moment of the commit: so the numbers follow time, and days are found by number.
    at = clock.now()
    for values in waiting:
        last_id, acts, previous = last_id + 1, acts + 1, digest
        sealed = [values[name] for name in ("actor_id", "act", "kind", "object_id", "facts")]
        digest = act_digest(secret, previous, last_id, at, sealed)
        rows.append({**values, "at": at, "id": last_id, "previous": previous, "digest": digest})
    session.execute(insert(AuditEvent), rows)
    seal = head_seal(secret, last_id, acts, digest)
    session.execute(update(AuditHead).values(last_id=last_id, acts=acts, digest=digest, seal=seal))


def locked_head(session: Session) -> tuple[int, int, str]:
    """The last number, how many acts there ever were, and the last digest; nobody else writes until the commit."""
    head = select(AuditHead.last_id, AuditHead.acts, AuditHead.digest).with_for_update()
    found = session.execute(head).first()
    if found is None:
        # Somebody took the head away: acts go on being written, and the check tells of it from now on. Two who find
        # this at once make one head.
        session.execute(NEW_HEAD, {"digest": BEGINNING})
        found = session.execute(head).one()
    if not found.acts:
        return session.scalar(select(func.max(AuditEvent.id))) or 0, 0, BEGINNING
    return found.last_id, found.acts, found.digest


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the log; empty is everything."""

    act: str = ""
    kind: str = ""
    object_id: str = ""
    actor_ids: Sequence[int] | None = None
    since: datetime | None = None
    until: datetime | None = None


def latest(limit: int, before_id: int | None = None, kind: str = "") -> Sequence[AuditEvent]:
    """The newest acts first, of one kind or all."""
    return search(Wanted(kind=kind), limit, before_id)


def search(wanted: Wanted, limit: int, before_id: int | None = None) -> Sequence[AuditEvent]:
    """The newest acts that are looked for, for the page of the audit log."""
    rows = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit)
    if before_id is not None:
        rows = rows.where(AuditEvent.id < before_id)
    for column, value in (("act", wanted.act), ("kind", wanted.kind), ("object_id", wanted.object_id)):
        if value:
            rows = rows.where(getattr(AuditEvent, column) == value)
    if wanted.actor_ids is not None:
        rows = rows.where(AuditEvent.actor_id.in_(wanted.actor_ids))
    # Numbers follow time, nearly: two of them bound the days, so that the newest are found without a sort.
    near = select(AuditEvent.id).limit(1)
    if wanted.since is not None:
        first = near.where(AuditEvent.at >= wanted.since).order_by(AuditEvent.at).scalar_subquery()
        rows = rows.where(AuditEvent.id >= first - NEARLY, AuditEvent.at >= wanted.since)
    if wanted.until is not None:
        last = near.where(AuditEvent.at < wanted.until).order_by(AuditEvent.at.desc()).scalar_subquery()
        rows = rows.where(AuditEvent.id <= last + NEARLY, AuditEvent.at < wanted.until)
    return db.session.scalars(rows).all()


def kinds() -> Sequence[str]:
    """What kinds of thing acts were done to."""
    return _distinct("kind")


def acts() -> Sequence[str]:
    """Every act that was ever done."""
    return _distinct("act")


def _distinct(column: str) -> Sequence[str]:
    """Each value once, from one to the next along the index: the log may be long, its values are few."""
    of = getattr(AuditEvent, column)
    steps = select(func.min(of).label("value")).cte("steps", recursive=True)
    following = select(func.min(of)).where(of > steps.c.value).scalar_subquery()
    steps = steps.union_all(select(following).where(steps.c.value.is_not(None)))
    found = select(steps.c.value).where(steps.c.value.is_not(None)).order_by(steps.c.value)
    return db.session.scalars(found).all()


def facts_in_words(event: AuditEvent) -> str:
    """What else is known of an act: "count 12, role od"."""
    facts: dict[str, Fact] = json.loads(event.facts)
    return ", ".join(f"{name} {value}".replace("_", " ") for name, value in facts.items())
